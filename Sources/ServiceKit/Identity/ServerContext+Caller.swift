package import RPC

extension ServerContext {
    /// The tenant that this call works in, a UUID.
    package func tenant() throws(RPCError) -> String {
        let principal = try requirePrincipal()
        guard !principal.tenantID.isEmpty else {
            throw RPCError(.invalidArgument, "A service must name the tenant it acts for in x-tenant.")
        }
        return principal.tenantID
    }

    /// Where the call came from: the address that the gateway names, believed from its identity only, else the peer's.
    ///
    /// The gateway is the caller, or passes on the request of one whose token it shows beside its own.
    package var clientAddress: String {
        guard isFromGateway, let forwarded = requestMetadata["x-forwarded-for"]?.split(separator: ",").first
        else { return peer.address }
        return String(forwarded.filter { !$0.isWhitespace })
    }

    private var isFromGateway: Bool {
        let gateway = PlatformService.gateway.rawValue
        if forwarder == gateway { return true }
        guard let principal else { return false }
        return principal.kind == .service && principal.subject == gateway
    }
}
