import HTTP2

/// What a client may do that is legal once in a while, and an attack when it never ends.
struct AbuseBudgets {
    var controlFrames: TokenBucket
    /// The client's resets (CVE-2023-44487).
    var resets: TokenBucket
    private var provokedResets: TokenBucket
    private var refusedStreams: TokenBucket

    init(_ limits: ServerLimits, now: ContinuousClock.Instant) {
        controlFrames = TokenBucket(
            burst: limits.http2.controlFramesBurst, perSecond: limits.http2.controlFramesPerSecond, now: now)
        resets = TokenBucket(burst: limits.resetsBurst, perSecond: limits.resetsPerSecond, now: now)
        provokedResets = TokenBucket(
            burst: limits.provokedResetsBurst, perSecond: limits.provokedResetsPerSecond, now: now)
        refusedStreams = TokenBucket(
            burst: limits.refusedStreamsBurst, perSecond: limits.refusedStreamsPerSecond, now: now)
    }

    /// Takes a token for a reset of ours, whoever decided on it: libnghttp2 sends many by itself (CVE-2025-8671). The
    /// name of the limit when there is none left.
    mutating func spent(by code: HTTP2ErrorCode, now: ContinuousClock.Instant) -> String? {
        switch code {
        // After an early answer: the client has done nothing wrong.
        case .noError: nil
        case .refusedStream: refusedStreams.take(1, now: now) ? nil : "refusedStreamsBurst"
        default: provokedResets.take(1, now: now) ? nil : "provokedResetsBurst"
        }
    }
}
