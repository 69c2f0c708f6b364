/// Sees every call of a server before its handler.
package protocol ServerInterceptor: Sendable {
    /// Refuses the call by throwing; may set the context's principal.
    func admit(_ context: ServerContext) async throws(RPCError)
}
