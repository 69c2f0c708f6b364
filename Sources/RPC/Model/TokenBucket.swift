/// Allows a burst, then a rate.
struct TokenBucket {
    let burst: Double
    let perSecond: Double
    private var tokens: Double
    private var filledAt: ContinuousClock.Instant

    init(burst: Int, perSecond: Int, now: ContinuousClock.Instant) {
        self.burst = Double(burst)
        self.perSecond = Double(perSecond)
        tokens = Double(burst)
        filledAt = now
    }

    mutating func give(_ count: Int) {
        tokens = min(burst, tokens + Double(count))
    }

    /// False when there are fewer tokens than that.
    mutating func take(_ count: Int, now: ContinuousClock.Instant) -> Bool {
        let (seconds, attoseconds) = filledAt.duration(to: now).components
        tokens = min(burst, tokens + (Double(seconds) + Double(attoseconds) * 1e-18) * perSecond)
        filledAt = now
        guard tokens >= Double(count) else { return false }
        tokens -= Double(count)
        return true
    }
}
