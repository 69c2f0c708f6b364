import Crypto
package import RPC
package import ServiceKit
import Synchronization

/// The access tokens that API keys were exchanged for, kept until shortly before they end.
///
/// One exchange at a time for a key and an address; refusals are remembered for some seconds, apart from the tokens, so
/// that a flood of wrong keys neither becomes load on auth nor pushes out the right ones. The keys themselves are not
/// kept: entries are found by their hashes. A token that is known to have ended, as when its key was revoked, is not shown
/// to a service again, but the key to auth.
package final class ApiKeyTokens: Sendable {
    package struct Token: Sendable, Equatable {
        package var text: String
        package var lifetime: Duration

        package init(text: String, lifetime: Duration) {
            self.text = text
            self.lifetime = lifetime
        }
    }

    /// The key, and the metadata that tells where it comes from.
    package typealias Exchange = @Sendable (String, Metadata) async throws(RPCError) -> Token

    private struct Slot: Hashable {
        var keyHash: [UInt8]
        /// A key may be bound to networks, so what one client got is not another's.
        var address: String
    }

    private struct State {
        var tokens: RecentValues<Slot, (text: String, ties: TokenTies, end: ContinuousClock.Instant)>
        var refusals: RecentValues<Slot, (error: RPCError, end: ContinuousClock.Instant)>
        var pending: [Slot: Task<Result<String, RPCError>, Never>] = [:]
    }

    private let state: Mutex<State>
    private let limits: GatewayLimits
    private let hasEnded: @Sendable (TokenTies) -> Bool
    private let exchange: Exchange
    private let now: @Sendable () -> ContinuousClock.Instant

    package init(
        limits: GatewayLimits, hasEnded: @escaping @Sendable (TokenTies) -> Bool = { _ in false },
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        exchange: @escaping Exchange
    ) {
        state = Mutex(
            State(
                tokens: RecentValues(countMax: limits.keyTokensMax),
                refusals: RecentValues(countMax: limits.keyRefusalsMax)))
        self.limits = limits
        self.hasEnded = hasEnded
        self.now = now
        self.exchange = exchange
    }

    /// - Parameter metadata: goes along when the key has to be exchanged.
    func token(for key: String, from address: String, metadata: Metadata) async throws(RPCError) -> String {
        let slot = Slot(keyHash: SHA256.hash(key.utf8), address: address)
        let now = now()
        let (known, pending) = state.withLock {
            state -> (Result<String, RPCError>?, Task<Result<String, RPCError>, Never>?) in
            if let token = state.tokens.value(for: slot), now < token.end, !hasEnded(token.ties) {
                return (.success(token.text), nil)
            }
            if let refusal = state.refusals.value(for: slot), now < refusal.end {
                return (.failure(refusal.error), nil)
            }
            if let task = state.pending[slot] { return (nil, task) }
            let task = start(slot, key, metadata)
            state.pending[slot] = task
            return (nil, task)
        }
        if let known { return try known.get() }
        guard let pending else { throw RPCError(.internalError, "No token is being fetched for the key.") }
        return try await pending.value.get()
    }

    /// Forgets a token that a service has refused; one that has replaced it stays.
    func forget(_ token: String, of key: String, from address: String) {
        let slot = Slot(keyHash: SHA256.hash(key.utf8), address: address)
        state.withLock { state in
            if state.tokens.value(for: slot)?.text == token { state.tokens.remove(slot) }
        }
    }

    private func start(_ slot: Slot, _ key: String, _ metadata: Metadata) -> Task<Result<String, RPCError>, Never> {
        // Detached: the client that happens to ask first may hang up without taking the token from the others.
        Task.detached { [self] in
            let result: Result<Token, RPCError>
            do throws(RPCError) {
                result = .success(try await exchange(key, metadata))
            } catch {
                result = .failure(error)
            }
            return settle(result, slot)
        }
    }

    private func settle(_ result: Result<Token, RPCError>, _ slot: Slot) -> Result<String, RPCError> {
        let now = now()
        return state.withLock { state in
            state.pending[slot] = nil
            switch result {
            case .success(let token):
                let kept = max(token.lifetime - limits.keyTokenMargin, token.lifetime / 2)
                let ties = TokenTies(claimedBy: token.text)
                state.tokens.insert((token.text, ties, now + kept), for: slot)
                return .success(token.text)
            case .failure(let error):
                // Only a verdict about the key is worth remembering: auth may be back in a moment.
                if error.code == .unauthenticated {
                    state.refusals.insert((error, now + limits.keyRefusalTime), for: slot)
                }
                return .failure(error)
            }
        }
    }
}
