/// Sees every call of a server before its handler and after its end.
package protocol ServerInterceptor: Sendable {
    /// Refuses the call by throwing; may set the context's principal.
    func admit(_ context: ServerContext) async throws(RPCError)
    func finished(_ context: ServerContext, status: StatusCode, duration: Duration)
}

extension ServerInterceptor {
    package func admit(_ context: ServerContext) async throws(RPCError) {}
    package func finished(_ context: ServerContext, status: StatusCode, duration: Duration) {}
}
