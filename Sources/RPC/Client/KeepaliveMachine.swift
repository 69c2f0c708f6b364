import NIOCore

/// When a connection with open calls asks its server for a sign of life (gRFC A8): events in, one action out.
///
/// A server that takes calls and then falls silent, behind a dead network for example, would hold its callers until
/// their deadlines, and those without one for ever.
struct KeepaliveMachine {
    enum Action: Equatable {
        case none
        /// Wait, then `waited`.
        case wait(TimeAmount)
        /// Send a PING and wait, then `waited`.
        case ping(TimeAmount)
        /// The server is dead.
        case giveUp
    }

    private enum State { case idle, watching, asked, answered }

    private let interval: TimeAmount
    private let timeout: TimeAmount
    private var state = State.idle
    private var heardAt = NIODeadline.uptimeNanoseconds(0)

    init(interval: Duration, timeout: Duration) {
        self.interval = TimeAmount(interval)
        self.timeout = TimeAmount(timeout)
    }

    /// A call begins.
    mutating func started(now: NIODeadline) -> Action {
        guard state == .idle else { return .none }
        state = .watching
        heardAt = now
        return .wait(interval)
    }

    /// Any byte of the server is a sign of life.
    mutating func received(now: NIODeadline) {
        heardAt = now
        if state == .asked { state = .answered }
    }

    mutating func waited(now: NIODeadline, hasCalls: Bool) -> Action {
        switch state {
        case .idle: return .none
        case .asked: return .giveUp
        case .watching, .answered: break
        }
        guard hasCalls else {
            state = .idle
            return .none
        }
        let due = heardAt + interval
        guard now >= due else {
            state = .watching
            return .wait(due - now)
        }
        state = .asked
        return .ping(timeout)
    }
}
