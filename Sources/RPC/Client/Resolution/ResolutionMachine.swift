/// When a name is looked up: events in, one action out. Knows no resolver and no clock.
///
/// While calls are made the name is looked up every `interval`, and after a lost connection at once, but never sooner
/// than `pause` after the last answer. A channel that nobody uses looks nothing up.
struct ResolutionMachine {
    enum State: Equatable {
        /// What is known, if anything, may be out of date; nobody needed to know.
        case stale
        case running
        /// An answer has just come, or has just failed to come.
        case pausing(isWanted: Bool)
        case fresh
        case shutDown
    }

    enum Action: Equatable {
        case none
        /// Look the name up, then `answered` or `failed`; a wait that is under way is over.
        case resolve
        /// Wait, then `waited`.
        case wait(Duration)
    }

    private(set) var state = State.stale
    private let interval: Duration
    private let pause: Duration
    private var backoff: Backoff
    /// Whether there was a call since the last look-up.
    private var isUsed = false

    init(interval: Duration, pause: Duration, backoff: Backoff) {
        self.interval = interval
        self.pause = pause
        self.backoff = backoff
    }

    /// There is a call to be placed.
    mutating func used() -> Action {
        isUsed = true
        return state == .stale ? resolve() : .none
    }

    /// A connection was lost, or could not be made: there may be other servers by now.
    mutating func doubted(hasWaitingCalls: Bool) -> Action {
        switch state {
        case .fresh where isUsed || hasWaitingCalls: return resolve()
        // A call that waits since before the last answer makes no use of its own known any more.
        case .stale where hasWaitingCalls: return resolve()
        case .fresh: state = .stale
        case .pausing: state = .pausing(isWanted: true)
        case .stale, .running, .shutDown: break
        }
        return .none
    }

    mutating func answered() -> Action {
        guard state == .running else { return .none }
        backoff.succeeded()
        state = .pausing(isWanted: false)
        return .wait(min(pause, interval))
    }

    mutating func failed(using generator: inout some RandomNumberGenerator) -> Action {
        guard state == .running else { return .none }
        state = .pausing(isWanted: true)
        return .wait(backoff.delay(using: &generator))
    }

    mutating func waited(hasWaitingCalls: Bool) -> Action {
        let isNeeded = isUsed || hasWaitingCalls
        switch state {
        case .pausing(isWanted: false) where pause < interval:
            state = .fresh
            return .wait(interval - pause)
        case .pausing, .fresh:
            if isNeeded { return resolve() }
            state = .stale
        case .stale, .running, .shutDown: break
        }
        return .none
    }

    mutating func shutDown() {
        state = .shutDown
    }

    private mutating func resolve() -> Action {
        state = .running
        isUsed = false
        return .resolve
    }
}
