/// When a channel connects, waits and gives up: events in, one action out. Knows no sockets and no calls.
struct ConnectionMachine {
    enum State: Equatable {
        /// Nobody has called yet, or the connection was lost while nobody needed it.
        case idle
        case connecting
        case ready
        /// Waiting after a failed attempt.
        case backingOff
        case shutDown
    }

    enum Action: Equatable {
        case none
        case connect
        /// Wait, then `waited`.
        case wait(Duration)
    }

    /// What becomes of a new call.
    enum Admission: Equatable {
        case start
        case queue(Action)
        case refuse
    }

    private(set) var state = State.idle
    private(set) var backoff: Backoff

    init(backoff: Backoff) {
        self.backoff = backoff
    }

    mutating func admit(waitForReady: Bool) -> Admission {
        switch state {
        case .ready: return .start
        case .connecting: return .queue(.none)
        case .idle:
            state = .connecting
            return .queue(.connect)
        case .backingOff: return waitForReady ? .queue(.none) : .refuse
        case .shutDown: return .refuse
        }
    }

    mutating func connected() {
        guard state == .connecting else { return }
        state = .ready
        backoff.succeeded()
    }

    /// The attempt failed. The caller fails the calls that do not wait for readiness.
    mutating func failed(using generator: inout some RandomNumberGenerator) -> Action {
        guard state == .connecting else { return .none }
        state = .backingOff
        return .wait(backoff.delay(using: &generator))
    }

    mutating func waited(hasWaitingCalls: Bool) -> Action {
        guard state == .backingOff else { return .none }
        state = hasWaitingCalls ? .connecting : .idle
        return hasWaitingCalls ? .connect : .none
    }

    /// The connection takes no new calls: it was lost, or its server is going away.
    mutating func lost(hasWaitingCalls: Bool) -> Action {
        guard state == .ready else { return .none }
        state = hasWaitingCalls ? .connecting : .idle
        return hasWaitingCalls ? .connect : .none
    }

    mutating func shutDown() {
        state = .shutDown
    }
}
