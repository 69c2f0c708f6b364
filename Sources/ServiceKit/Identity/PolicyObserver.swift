package import RPC

/// Is told by the policy interceptor what may be worth writing down.
package protocol PolicyObserver: Sendable {
    /// A call is admitted to another tenant than the caller's own; the error ends the call.
    func admittedElsewhere(_ context: ServerContext) async throws(RPCError)

    /// A caller who is known, the context's principal, may not do this. The answer waits for it, so it does not wait.
    func denied(_ context: ServerContext, _ error: RPCError)
}
