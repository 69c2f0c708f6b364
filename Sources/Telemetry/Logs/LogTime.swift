import Glibc

/// A moment as log lines show it: UTC, RFC 3339, milliseconds.
struct LogTime {
    private var seconds: Int
    private var milliseconds: Int

    static func now() -> LogTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return LogTime(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
    }

    init(seconds: Int, milliseconds: Int) {
        self.seconds = seconds
        self.milliseconds = milliseconds
    }

    func write(to text: inout JSONText) {
        var parts = tm()
        var clock = seconds
        gmtime_r(&clock, &parts)
        number(Int(parts.tm_year) + 1900, width: 4, to: &text)
        text.raw("-")
        number(Int(parts.tm_mon) + 1, width: 2, to: &text)
        text.raw("-")
        number(Int(parts.tm_mday), width: 2, to: &text)
        text.raw("T")
        number(Int(parts.tm_hour), width: 2, to: &text)
        text.raw(":")
        number(Int(parts.tm_min), width: 2, to: &text)
        text.raw(":")
        number(Int(parts.tm_sec), width: 2, to: &text)
        text.raw(".")
        number(milliseconds, width: 3, to: &text)
        text.raw("Z")
    }

    private func number(_ value: Int, width: Int, to text: inout JSONText) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            text.raw(byte: UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
