/// How long to wait between attempts to connect.
struct Backoff {
    let initial: Duration
    let factor: Double
    let max: Duration
    private var next: Duration

    init(initial: Duration, factor: Double, max: Duration) {
        self.initial = initial
        self.factor = factor
        self.max = max
        next = initial
    }

    /// The time to wait before the next attempt, spread so that many clients do not come back at once.
    mutating func delay(using generator: inout some RandomNumberGenerator) -> Duration {
        let spread = Double.random(in: 0.8...1.2, using: &generator)
        defer { next = Swift.min(max, next * factor) }
        return next * spread
    }

    mutating func succeeded() {
        next = initial
    }
}
