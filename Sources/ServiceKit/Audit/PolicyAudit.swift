import RPC

/// What a service with an outbox writes down of its policy's decisions.
struct PolicyAudit: PolicyObserver {
    var entries: ForeignTenantLog
    var denials: DenialLog

    func admittedElsewhere(_ context: ServerContext) async throws(RPCError) {
        try await entries.enter(context)
    }

    func denied(_ context: ServerContext, _ error: RPCError) {
        denials.denied(context, error)
    }
}
