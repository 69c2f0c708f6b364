#if canImport(Glibc)
    import Glibc
#endif

/// Numbers as people read them in a table.
enum NumberText {
    /// Four significant digits, without trailing zeros: 0.0027, 1017, 3.1e-05.
    static func short(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "missing" : "\(value)" }
        guard value != 0 else { return "0" }
        let exponent = Int(log10(value.magnitude).rounded(.down))
        if exponent < -4 || exponent > 6 {
            let scaled = value / pow(10, Double(exponent))
            return trimmed(scaled, digits: 2) + "e\(exponent)"
        }
        return trimmed(value, digits: max(0, 3 - exponent))
    }

    /// "12 %".
    static func percent(_ share: Double) -> String {
        "\(Int((share * 100).rounded())) %"
    }

    /// "1.5 MB".
    static func bytes(_ count: Int64) -> String {
        let units = ["B", "kB", "MB", "GB"]
        var value = Double(count)
        var unit = 0
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return (unit == 0 ? "\(count)" : trimmed(value, digits: 1)) + " " + units[unit]
    }

    private static func trimmed(_ value: Double, digits: Int) -> String {
        let scale = pow(10, Double(digits))
        let rounded = (value.magnitude * scale).rounded()
        let whole = Int64(rounded / scale)
        var fraction = "\(Int64(rounded - Double(whole) * scale))"
        fraction = String(repeating: "0", count: max(0, digits - fraction.count)) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        let sign = value < 0 ? "-" : ""
        return fraction.isEmpty || digits == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
    }
}
