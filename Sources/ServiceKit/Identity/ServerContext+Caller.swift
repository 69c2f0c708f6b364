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
    package var clientAddress: String {
        guard let principal, principal.kind == .service, principal.subject == PlatformService.gateway.rawValue,
            let forwarded = requestMetadata["x-forwarded-for"]?.split(separator: ",").first
        else { return peer.address }
        return String(forwarded.filter { !$0.isWhitespace })
    }

    /// Options that pass the caller's own token, request id and deadline on to another service.
    package func forwardingOptions() -> CallOptions {
        var metadata: Metadata = ["x-request-id": requestID]
        if let principal, !principal.bearerToken.isEmpty {
            metadata["authorization"] = "Bearer \(principal.bearerToken)"
        }
        if let trace { metadata.propagate(trace) }
        let timeout = deadline.map { ContinuousClock.now.duration(to: $0) }
        return CallOptions(timeout: timeout.map { max($0, .zero) }, metadata: metadata)
    }
}
