package import RPC
import Synchronization

/// A service's own token for one other, issued by auth for its secret and replaced before it ends.
package final class ServiceTokenSource: Sendable {
    package struct IssuedToken: Sendable {
        package var token: String
        package var lifetime: Duration

        package init(token: String, lifetime: Duration) {
            self.token = token
            self.lifetime = lifetime
        }
    }

    package typealias Issue = @Sendable () async throws(RPCError) -> IssuedToken

    private struct State {
        var token: String?
        var renewAt: ContinuousClock.Instant?
        var endsAt: ContinuousClock.Instant?
        var pending: Task<Result<String, RPCError>, Never>?
        /// Whether the last attempt failed.
        var isFailing = false
        /// Counts how often we were told to forget: what was asked for before that is not kept.
        var epoch = 0
    }

    private let state = Mutex(State())
    private let issue: Issue
    private let now: @Sendable () -> ContinuousClock.Instant

    package init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, issue: @escaping Issue) {
        self.now = now
        self.issue = issue
    }

    package func token() async throws(RPCError) -> String {
        let now = now()
        let (usable, pending) = state.withLock { state -> (String?, Task<Result<String, RPCError>, Never>?) in
            let isUsable = state.endsAt.map { now < $0 } ?? false
            if let token = state.token, let renewAt = state.renewAt, now < renewAt { return (token, nil) }
            let pending = state.pending ?? start(&state)
            // What still lives serves this call while its successor is on its way.
            return (isUsable ? state.token : nil, pending)
        }
        if let usable { return usable }
        guard let pending else { throw RPCError(.internalError, "No service token is being fetched.") }
        return try await pending.value.get()
    }

    /// For what can be done without the token, only not as well: nil while auth gives none, without a wait for each call.
    package func tokenIfAvailable() async -> String? {
        let now = now()
        let (usable, pending) = state.withLock { state -> (String?, Task<Result<String, RPCError>, Never>?) in
            let usable = state.endsAt.map { now < $0 } ?? false ? state.token : nil
            if usable != nil, let renewAt = state.renewAt, now < renewAt { return (usable, nil) }
            let pending = state.pending ?? start(&state)
            return (usable, usable != nil || state.isFailing ? nil : pending)
        }
        if let usable { return usable }
        return try? await pending?.value.get()
    }

    /// The next caller gets a new token: the key that signed this one is no longer believed.
    package func forget() {
        state.withLock { state in
            state.epoch += 1
            state.token = nil
            state.renewAt = nil
            state.endsAt = nil
            state.pending = nil
        }
    }

    private func start(_ state: inout State) -> Task<Result<String, RPCError>, Never> {
        // Detached: the deadline of the call that happens to ask first must not end it for all who wait.
        let epoch = state.epoch
        let task = Task.detached { [self] () async -> Result<String, RPCError> in
            do throws(RPCError) {
                let issued = try await issue()
                keep(issued, epoch)
                return .success(issued.token)
            } catch {
                forgetAttempt(epoch)
                return .failure(error)
            }
        }
        state.pending = task
        return task
    }

    private func keep(_ issued: IssuedToken, _ epoch: Int) {
        let now = now()
        state.withLock { state in
            guard state.epoch == epoch else { return }
            state.pending = nil
            state.isFailing = false
            state.token = issued.token
            state.endsAt = now + issued.lifetime
            state.renewAt = now + max(issued.lifetime - ServiceLimits.serviceTokenMargin, issued.lifetime / 2)
        }
    }

    private func forgetAttempt(_ epoch: Int) {
        state.withLock { state in
            guard state.epoch == epoch else { return }
            state.pending = nil
            state.isFailing = true
        }
    }
}
