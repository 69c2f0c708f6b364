/// When a connection is tried, and when again. Knows no sockets and no calls.
struct ConnectionMachine {
    enum State: Equatable {
        /// Nobody has called yet, or the connection was lost.
        case idle
        case connecting
        case ready
        /// Waiting after a failed attempt.
        case backingOff
    }

    private(set) var state = State.idle
    private var backoff: Backoff

    init(backoff: Backoff) {
        self.backoff = backoff
    }

    /// Whether it begins to connect.
    mutating func connect() -> Bool {
        guard state == .idle else { return false }
        state = .connecting
        return true
    }

    mutating func connected() {
        guard state == .connecting else { return }
        state = .ready
        backoff.succeeded()
    }

    /// The attempt failed: how long to wait, then `waited`.
    mutating func failed(using generator: inout some RandomNumberGenerator) -> Duration? {
        guard state == .connecting else { return nil }
        state = .backingOff
        return backoff.delay(using: &generator)
    }

    /// Whether it begins to connect, which it does where it is needed.
    mutating func waited(isNeeded: Bool) -> Bool {
        guard state == .backingOff else { return false }
        state = isNeeded ? .connecting : .idle
        return isNeeded
    }

    /// The connection takes no new calls: it was lost, or its server is going away.
    mutating func lost() {
        if state == .ready { state = .idle }
    }
}
