import DequeModule
import Synchronization

/// Lets one task at a time through, in the order in which they came.
final class Turnstile: Sendable {
    private enum Outcome { case entered, cancelled, closed }

    private struct State {
        var isTaken = false
        /// Set while code of the holder's caller runs inside: a newcomer might be that very code, and wait for ever.
        var refusal: String?
        var lastTicket: UInt64 = 0
        var waiting = Deque<(ticket: UInt64, continuation: UnsafeContinuation<Outcome, Never>)>()
    }

    private let state = Mutex(State())

    func enter(cancellable: Bool) async throws(PostgresError) {
        let (ticket, refusal) = state.withLock { state -> (UInt64?, String?) in
            if let refusal = state.refusal { return (nil, refusal) }
            guard state.isTaken else {
                state.isTaken = true
                return (nil, nil)
            }
            state.lastTicket += 1
            return (state.lastTicket, nil)
        }
        if let refusal { throw PostgresError(.usage, refusal) }
        guard let ticket else { return }
        guard await wait(ticket, cancellable: cancellable) == .entered else { throw .cancelled }
    }

    func leave() {
        let next = state.withLock { state in
            state.refusal = nil
            let next = state.waiting.popFirst()
            state.isTaken = next != nil
            return next
        }
        next?.continuation.resume(returning: .entered)
    }

    /// While the holder runs code of its caller, newcomers are refused with this reason.
    func refuseNewcomers(_ reason: String) {
        state.withLock { $0.refusal = reason }
    }

    private func wait(_ ticket: UInt64, cancellable: Bool) async -> Outcome {
        func suspend() async -> Outcome {
            await withUnsafeContinuation { continuation in
                let outcome = state.withLock { state -> Outcome? in
                    guard state.isTaken else {
                        state.isTaken = true
                        return .entered
                    }
                    state.waiting.append((ticket, continuation))
                    return nil
                }
                if let outcome { return continuation.resume(returning: outcome) }
                if cancellable, Task.isCancelled { withdraw(ticket) }
            }
        }
        guard cancellable else { return await suspend() }
        return await withTaskCancellationHandler(operation: suspend) { withdraw(ticket) }
    }

    private func withdraw(_ ticket: UInt64) {
        let waiter = state.withLock { state in
            state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0) }
        }
        waiter?.continuation.resume(returning: .cancelled)
    }
}
