import FoundationEssentials
package import RPC

/// Enforces each method's policy; what has none is refused.
package struct PolicyInterceptor: ServerInterceptor {
    /// The metadata in which the gateway shows its own token beside a user's. The name is of the length that Swift keeps
    /// without an allocation, for it is looked for in every call.
    package static let forwarderTokenName = "x-gateway-token"

    private let authenticator: TokenAuthenticator
    private let foreignPolicies: [String: MethodPolicy]
    private let observer: (any PolicyObserver)?
    private let clock: @Sendable () -> Int64

    package init(
        authenticator: TokenAuthenticator, in service: PlatformService, observer: (any PolicyObserver)? = nil,
        clock: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    ) {
        self.authenticator = authenticator
        self.foreignPolicies = ForeignPolicies.all(in: service)
        self.observer = observer
        self.clock = clock
    }

    package func admit(_ context: ServerContext) async throws(RPCError) {
        guard let policy = context.policy ?? foreignPolicies[context.method.path] else {
            throw Refusal.denied("\(context.method.path) has no policy, so nobody may call it.", reason: "NO_POLICY")
        }
        if policy.access == .public {
            await recognize(context)
            return
        }
        let now = clock()
        let need: TokenMemory.Need = policy.stepUp ? .fresh : .trusted
        // Known by the whole header: to cut the token out of it first would copy 600 bytes in every call.
        guard let header = context.requestMetadata.first(lowercaseName: "authorization") else { throw Self.noToken }
        let caller =
            if let known = try authenticator.recall(header, at: now, need) { known } else {
                try await verify(header, need)
            }
        let principal: Principal
        do throws(RPCError) {
            principal = try PolicyDecision.admit(
                caller, policy, namedTenant: context.requestMetadata.first(lowercaseName: "x-tenant"), now: now)
        } catch {
            await tell(error, caller.principal, context)
            throw error
        }
        context.principal = principal
        if context.mayLast { try authenticator.hold(context, of: caller) }
        if principal.kind != .service, let token = context.requestMetadata.first(lowercaseName: Self.forwarderTokenName)
        {
            context.forwarder = await forwarder(token)
        }
        if principal.kind != .service, principal.tenantID != principal.homeTenantID {
            try await observer?.admittedElsewhere(context)
        }
    }

    /// The call's log names whoever was refused, too.
    private func tell(_ error: RPCError, _ caller: Principal, _ context: ServerContext) async {
        guard error.code == .permissionDenied else { return }
        context.principal = caller
        if caller.kind != .service, let token = context.requestMetadata.first(lowercaseName: Self.forwarderTokenName) {
            context.forwarder = await forwarder(token)
        }
        observer?.denied(context, error)
    }

    private static let noToken = Refusal.unauthenticated("This call needs an access token.", reason: "TOKEN_MISSING")

    private func verify(_ header: String, _ need: TokenMemory.Need) async throws(RPCError) -> TokenAuthenticator.Caller
    {
        guard let token = Self.bearerToken(header) else { throw Self.noToken }
        return try await authenticator.caller(of: token, shownAs: header, need)
    }

    /// A public method needs no identity, but a service that shows its own is known by it: only the gateway is believed
    /// when it says which address a login came from. A token that is not accepted is as good as none here.
    private func recognize(_ context: ServerContext) async {
        guard let header = context.requestMetadata.first(lowercaseName: "authorization"),
            let token = Self.bearerToken(header),
            let caller = try? await authenticator.caller(of: token, shownAs: header, waits: false),
            caller.principal.kind == .service
        else { return }
        context.principal = caller.principal.working(in: "")
    }

    /// A call with a user's own token came through the gateway when the gateway's token is beside it. Any other token in
    /// that place is as good as none: it changes nothing but whose word about the client's address counts.
    private func forwarder(_ token: String) async -> String? {
        guard let caller = try? await authenticator.caller(of: token, waits: false), caller.principal.kind == .service
        else { return nil }
        return caller.principal.subject
    }

    private static func bearerToken(_ header: String) -> String? {
        guard header.utf8.count > 7 else { return nil }
        // By bytes: to look for characters in so long a text takes longer than all the rest.
        let scheme = String(Substring(header.utf8.prefix(7)))
        guard scheme.lowercased() == "bearer " else { return nil }
        return String(Substring(header.utf8.dropFirst(7)))
    }
}
