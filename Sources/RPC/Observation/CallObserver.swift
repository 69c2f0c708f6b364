/// Is told of every call of a server when its handler has ended; on the connection's loop, so it must not wait.
package protocol CallObserver: Sendable {
    /// - Parameter duration: from the call's headers on.
    func finished(_ context: ServerContext, status: StatusCode, duration: Duration)
}
