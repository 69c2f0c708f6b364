/// How often something may be tried: a burst, then one try in each interval.
struct AttemptRate: Sendable, Equatable {
    var intervalMicroseconds: Int64
    var burst: Int
    /// Whose tries these are, as in "too many attempts …".
    var subject: String

    init(perSecond: Int, burst: Int, subject: String) {
        intervalMicroseconds = 1_000_000 / Int64(perSecond)
        self.burst = burst
        self.subject = subject
    }

    init(intervalSeconds: Int64, burst: Int, subject: String) {
        intervalMicroseconds = intervalSeconds * 1_000_000
        self.burst = burst
        self.subject = subject
    }
}

/// What became of a try.
struct AttemptVerdict: Sendable, Equatable {
    var isAllowed: Bool
    /// The tries that are left at once.
    var remaining: Int
    /// Until one more is allowed; 0 while some are left.
    var retryMicroseconds: Int64
    /// Until the whole burst is there again.
    var resetMicroseconds: Int64

    /// By the generic cell rate algorithm (GCRA, ITU-T I.371): all that is kept of the past is how far ahead of the clock
    /// the tries have run, and that may be `burst` intervals.
    ///
    /// - Parameter ahead: after this try if it is allowed, before it if it is refused.
    init(isAllowed: Bool, ahead: Int64, rate: AttemptRate) {
        self.isAllowed = isAllowed
        let room = rate.intervalMicroseconds * Int64(rate.burst) - ahead
        remaining = isAllowed ? Int(max(0, room / rate.intervalMicroseconds)) : 0
        retryMicroseconds = max(0, rate.intervalMicroseconds - room)
        resetMicroseconds = max(0, ahead)
    }
}
