import NIOCore

/// How long a client may keep us waiting, counted in ticks of its connection's one timer.
///
/// Ticks and not time: a loop that was held up for long has missed ticks, and does not blame its clients for it. A
/// stall is found between one and one and a half times its limit.
struct StallTicks: Sendable {
    /// Ticks of the shortest limit.
    private static let resolution = 4

    let interval: TimeAmount
    let headerBlock: Int
    let bodyProgress: Int
    let windowStall: Int
    let writeStall: Int

    init(_ limits: ServerLimits) {
        let times = [
            limits.headerBlockTimeMax, limits.bodyProgressTimeMax, limits.windowStallTimeMax, limits.writeStallTimeMax,
        ].map { max(1, TimeAmount($0).nanoseconds) }
        let tick = max(1, (times.min() ?? 1) / Int64(Self.resolution))
        let counts = times.map { Int(($0 + tick - 1) / tick) }
        interval = .nanoseconds(tick)
        (headerBlock, bodyProgress, windowStall, writeStall) = (counts[0], counts[1], counts[2], counts[3])
    }
}

/// Whether something moves that should.
struct StallCounter {
    /// Bytes that have moved; whoever moves them adds them.
    var bytes = 0
    private var counted = 0
    private var ticks = 0

    /// What was begun is done; something else may begin.
    mutating func restart() {
        counted = bytes
        ticks = 0
    }

    /// At each tick: whether it should have moved by `bytesMin` bytes, and has not for more than `ticksMax` ticks.
    mutating func tick(isAwaited: Bool, bytesMin: Int = 1, ticksMax: Int) -> Bool {
        guard isAwaited, bytes - counted < bytesMin else {
            restart()
            return false
        }
        ticks += 1
        return ticks > ticksMax
    }
}
