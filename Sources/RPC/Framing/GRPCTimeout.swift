/// The `grpc-timeout` header: at most eight digits and a unit.
enum GRPCTimeout {
    static func parse(_ bytes: UnsafeRawBufferPointer) -> Duration? {
        guard let unit = bytes.last, (2...9).contains(bytes.count) else { return nil }
        var value: Int64 = 0
        for byte in bytes.dropLast() {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return switch unit {
        case UInt8(ascii: "H"): .seconds(value * 3600)
        case UInt8(ascii: "M"): .seconds(value * 60)
        case UInt8(ascii: "S"): .seconds(value)
        case UInt8(ascii: "m"): .milliseconds(value)
        case UInt8(ascii: "u"): .microseconds(value)
        case UInt8(ascii: "n"): .nanoseconds(value)
        default: nil
        }
    }

    /// The finest unit that holds the duration in eight digits; rounded up, so that nobody gives up too early.
    static func format(_ duration: Duration) -> String {
        let (seconds, attoseconds) = max(duration, .zero).components
        let units: [(name: Character, perSecond: Int64)] = [
            ("n", 1_000_000_000), ("u", 1_000_000), ("m", 1000), ("S", 1),
        ]
        for (name, perSecond) in units {
            let (whole, overflow) = seconds.multipliedReportingOverflow(by: perSecond)
            let attosecondsPerUnit = 1_000_000_000_000_000_000 / perSecond
            let value = whole &+ (attoseconds + attosecondsPerUnit - 1) / attosecondsPerUnit
            if !overflow && value <= 99_999_999 { return "\(value)\(name)" }
        }
        let minutes = wholeUnits(seconds, attoseconds, secondsPerUnit: 60)
        if minutes <= 99_999_999 { return "\(minutes)M" }
        return "\(min(wholeUnits(seconds, attoseconds, secondsPerUnit: 3600), 99_999_999))H"
    }

    private static func wholeUnits(_ seconds: Int64, _ attoseconds: Int64, secondsPerUnit: Int64) -> Int64 {
        seconds / secondsPerUnit + (seconds % secondsPerUnit > 0 || attoseconds > 0 ? 1 : 0)
    }
}
