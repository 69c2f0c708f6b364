/// How long to wait before the next attempt to connect: twice as long each time, spread so that many clients do not come
/// back at once.
struct ReconnectPause {
    private var next = RedisLimits.reconnectPauseMin

    mutating func failed() -> Duration {
        defer { next = min(RedisLimits.reconnectPauseMax, next * 2) }
        return next * Double.random(in: 0.8...1.2)
    }

    mutating func succeeded() {
        next = RedisLimits.reconnectPauseMin
    }
}
