package import RPC
import Synchronization
package import Tokens

/// Whose tokens we believe and which token is ours.
///
/// Both come from auth by RPC, and so does the news of what is no longer to be believed, except in auth itself, which
/// puts its own means in their place while it is built.
package final class ServiceIdentity: KeySource {
    private struct Means {
        var keys: any KeySource
        var token: @Sendable (PlatformService) async throws(RPCError) -> String
        var tokenIfAvailable: @Sendable (PlatformService) async -> String?
        var forgetTokens: @Sendable () -> Void
        var followsAuth: Bool
    }

    private let means: Mutex<Means>
    private let onClose: @Sendable () async -> Void
    /// The verified tokens, and what ended before its tokens did.
    package let memory: TokenMemory

    /// - Parameters:
    ///   - token: ours, for the service that it will be shown to.
    ///   - tokenIfAvailable: nil, without a wait for each call, while there is none to have.
    ///   - forgetTokens: has the next calls bring new tokens of ours.
    package init(
        keys: any KeySource, memory: TokenMemory = TokenMemory(),
        token: @escaping @Sendable (PlatformService) async throws(RPCError) -> String,
        tokenIfAvailable: @escaping @Sendable (PlatformService) async -> String? = { _ in nil },
        forgetTokens: @escaping @Sendable () -> Void = {}, onClose: @escaping @Sendable () async -> Void = {}
    ) {
        means = Mutex(
            Means(
                keys: keys, token: token, tokenIfAvailable: tokenIfAvailable, forgetTokens: forgetTokens,
                followsAuth: true))
        self.memory = memory
        self.onClose = onClose
    }

    func close() async {
        await onClose()
    }

    /// For auth: keys and tokens are at hand. Whoever calls this tells `apply` what ends, too.
    package func use(
        keys: any KeySource, token: @escaping @Sendable (PlatformService) async throws(RPCError) -> String
    ) {
        means.withLock {
            $0 = Means(
                keys: keys, token: token, tokenIfAvailable: { try? await token($0) }, forgetTokens: {},
                followsAuth: false)
        }
    }

    /// Whether auth must be asked what ends.
    var followsAuth: Bool { means.withLock { $0.followsAuth } }

    package func keys(for keyID: String?) async throws(RPCError) -> KeySet {
        try await means.withLock { $0.keys }.keys(for: keyID)
    }

    /// Metadata that shows who we are to the service that is called, and to no other.
    package func credentials(for callee: PlatformService) async throws(RPCError) -> Metadata {
        let token = means.withLock { $0.token }
        return ["authorization": "Bearer \(try await token(callee))"]
    }

    /// A token of ours to show beside a user's; nil while auth gives none, for that must not stop the user's call.
    package func tokenIfAvailable(for callee: PlatformService) async -> String? {
        let available = means.withLock { $0.tokenIfAvailable }
        return await available(callee)
    }

    /// Refuses what ended from now on.
    /// - Parameters:
    ///   - isComplete: whether that is all there was to tell.
    ///   - instant: when that was so; now unless given.
    package func apply(_ news: [Revocation], isComplete: Bool, at instant: ContinuousClock.Instant? = nil) {
        memory.apply(news, isComplete: isComplete, at: instant)
        for case .key(let keyID) in news.map(\.subject) { withdraw(keyID) }
    }

    /// A key that is withdrawn leaves the key set, and tokens of ours may be its work.
    package func withdraw(_ keyID: String) {
        let means = means.withLock { $0 }
        means.keys.withdraw(keyID)
        means.forgetTokens()
    }
}
