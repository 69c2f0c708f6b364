/// A limit's value as the page writes it.
enum LimitText {
    static func text(_ name: String, _ value: Any) -> String? {
        switch value {
        case let number as Int where name.contains("Bytes"): bytes(number)
        case let number as Int where name.contains("Milliseconds"): grouped(number) + " ms"
        case let number as Int where name.contains("Seconds"): grouped(number) + " s"
        case let number as Int: grouped(number)
        case let number as Double: "\(number)"
        case let time as Duration: duration(time)
        case Optional<Any>.none: "off"
        default: nil
        }
    }

    private static func bytes(_ number: Int) -> String {
        switch number {
        case let number where number.isMultiple(of: 1 << 20): grouped(number >> 20) + " MiB"
        case let number where number.isMultiple(of: 1 << 10): grouped(number >> 10) + " KiB"
        default: grouped(number) + " B"
        }
    }

    private static func duration(_ time: Duration) -> String {
        let milliseconds = Int(time / .milliseconds(1))
        let units = [(3_600_000, "h"), (60_000, "min"), (1000, "s"), (1, "ms")]
        let unit = units.first { milliseconds.isMultiple(of: $0.0) } ?? (1, "ms")
        return "\(grouped(milliseconds / unit.0)) \(unit.1)"
    }

    private static func grouped(_ number: Int) -> String {
        let digits = String(number)
        return digits.enumerated().reduce(into: "") { text, digit in
            if digit.offset > 0 && (digits.count - digit.offset).isMultiple(of: 3) { text += "," }
            text.append(digit.element)
        }
    }
}
