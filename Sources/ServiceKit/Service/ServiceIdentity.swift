package import RPC
import Synchronization
package import Tokens

/// Whose tokens we believe and which token is ours.
///
/// Both come from auth by RPC, except in auth itself, which puts its own means in their place while it is built.
package final class ServiceIdentity: KeySource {
    private struct Means {
        var keys: any KeySource
        var token: @Sendable () async throws(RPCError) -> String
    }

    private let means: Mutex<Means>
    private let onClose: @Sendable () async -> Void

    package init(
        keys: any KeySource, token: @escaping @Sendable () async throws(RPCError) -> String,
        onClose: @escaping @Sendable () async -> Void = {}
    ) {
        means = Mutex(Means(keys: keys, token: token))
        self.onClose = onClose
    }

    func close() async {
        await onClose()
    }

    /// For auth: keys and tokens are at hand.
    package func use(
        keys: any KeySource, token: @escaping @Sendable () async throws(RPCError) -> String
    ) {
        means.withLock { $0 = Means(keys: keys, token: token) }
    }

    package func keys(for keyID: String?) async throws(RPCError) -> KeySet {
        try await means.withLock { $0.keys }.keys(for: keyID)
    }

    /// Metadata that shows who we are.
    package func credentials() async throws(RPCError) -> Metadata {
        let token = means.withLock { $0.token }
        return ["authorization": "Bearer \(try await token())"]
    }
}
