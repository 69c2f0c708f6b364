import FoundationEssentials
package import RPC
import Synchronization
package import Tokens

/// Auth's public keys, kept for a while so that auth is not on the path of other services' calls.
///
/// They are read again when they are old or when a token names an unknown one, and still trusted for a time when auth
/// does not answer.
package final class KeyCache: KeySource {
    package typealias Fetch = @Sendable () async throws(RPCError) -> KeySet

    private struct State {
        var keys = KeySet()
        var fetched: ContinuousClock.Instant?
        var tried: ContinuousClock.Instant?
        var pending: Task<Result<KeySet, RPCError>, Never>?
        /// A replica of auth that has not heard of it yet may still publish a key that was withdrawn.
        var withdrawn: Set<String> = []
    }

    private let state = Mutex(State())
    private let fetch: Fetch
    private let now: @Sendable () -> ContinuousClock.Instant

    package init(
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, fetch: @escaping Fetch
    ) {
        self.now = now
        self.fetch = fetch
    }

    package func keys(for keyID: String?) async throws(RPCError) -> KeySet {
        let now = now()
        let (known, fetching) = state.withLock { state -> (KeySet?, Task<Result<KeySet, RPCError>, Never>?) in
            let isKnown = keyID.map { state.keys.contains($0) } ?? !state.keys.isEmpty
            let age = state.fetched.map { now - $0 }
            let isTrusted = age.map { $0 < ServiceLimits.keysTrustedMax } ?? false
            let isFresh = age.map { $0 < ServiceLimits.keysRefreshInterval } ?? false
            if isKnown && isFresh { return (state.keys, nil) }
            let recentlyTried = state.tried.map { now - $0 < ServiceLimits.keysUnknownInterval } ?? false
            if recentlyTried && state.pending == nil && isTrusted { return (state.keys, nil) }
            let pending = state.pending ?? start(&state, now)
            // Known keys that are merely old serve this call while newer ones are on their way.
            return (isKnown && isTrusted ? state.keys : nil, pending)
        }
        if let known { return known }
        guard let fetching else { return KeySet() }
        return try await fetching.value.get()
    }

    /// The key that signs instead of it is new: the next token that names it is reason enough to ask.
    package func withdraw(_ keyID: String) {
        state.withLock { state in
            guard state.withdrawn.insert(keyID).inserted else { return }
            state.keys.remove(keyID)
            state.tried = nil
        }
    }

    private func start(
        _ state: inout State, _ now: ContinuousClock.Instant
    ) -> Task<Result<KeySet, RPCError>, Never> {
        state.tried = now
        // Detached: neither the first caller's giving up nor its deadline may take the answer from the others who wait.
        let task = Task.detached { [self] () async -> Result<KeySet, RPCError> in
            let result: Result<KeySet, RPCError>
            do throws(RPCError) {
                result = .success(try await fetch())
            } catch {
                result = .failure(error)
            }
            return settle(result)
        }
        state.pending = task
        return task
    }

    private func settle(_ result: Result<KeySet, RPCError>) -> Result<KeySet, RPCError> {
        let now = now()
        return state.withLock { state in
            state.pending = nil
            switch result {
            case .success(let keys):
                state.keys = keys
                for keyID in state.withdrawn { state.keys.remove(keyID) }
                state.fetched = now
                return .success(state.keys)
            case .failure(let error):
                let isTrusted = state.fetched.map { now - $0 < ServiceLimits.keysTrustedMax } ?? false
                if isTrusted { return .success(state.keys) }
                return .failure(RPCError(.unavailable, "The keys that verify tokens can't be read: \(error.message)"))
            }
        }
    }
}
