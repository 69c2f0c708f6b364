package import RPC
import Synchronization

/// A service's own tokens, one for each service that it calls: none of these can show its token to another.
package final class ServiceTokens: Sendable {
    package typealias Issue = @Sendable (PlatformService) async throws(RPCError) -> ServiceTokenSource.IssuedToken

    private let sources = Mutex<[PlatformService: ServiceTokenSource]>([:])
    private let issue: Issue

    package init(issue: @escaping Issue) {
        self.issue = issue
    }

    package func token(for callee: PlatformService) async throws(RPCError) -> String {
        try await source(for: callee).token()
    }

    /// Nil while auth gives none, without a wait for each call.
    package func tokenIfAvailable(for callee: PlatformService) async -> String? {
        await source(for: callee).tokenIfAvailable()
    }

    /// The next callers get new tokens: the key that signed these is no longer believed.
    package func forget() {
        for source in sources.withLock({ Array($0.values) }) { source.forget() }
    }

    private func source(for callee: PlatformService) -> ServiceTokenSource {
        sources.withLock { sources in
            if let known = sources[callee] { return known }
            let source = ServiceTokenSource { [issue] () async throws(RPCError) in try await issue(callee) }
            sources[callee] = source
            return source
        }
    }
}
