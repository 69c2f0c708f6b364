/// Counts the PINGs of a client that come too often (gRFC A8).
struct PingGuard {
    let intervalMin: Duration
    let strikesMax: Int
    private var last: ContinuousClock.Instant?
    private var strikes = 0

    init(intervalMin: Duration, strikesMax: Int) {
        self.intervalMin = intervalMin
        self.strikesMax = strikesMax
    }

    /// Whether the PING is one too many.
    mutating func receivedPing(now: ContinuousClock.Instant) -> Bool {
        defer { last = now }
        if let last, last.duration(to: now) < intervalMin { strikes += 1 }
        return strikes > strikesMax
    }

    /// Headers or data went out: measuring round trips by PING is welcome then.
    mutating func sentAnswer() {
        last = nil
        strikes = 0
    }
}
