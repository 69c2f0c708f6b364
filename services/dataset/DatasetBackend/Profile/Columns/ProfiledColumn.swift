/// What is known of a column before its values are looked at.
struct ProfiledColumn: Sendable {
    var name: String
    var type: ValueType
    var role: IngestRole
    /// From the statistics of its blocks; nil without values. Infinities count.
    var minimum: Double?
    var maximum: Double?
}

extension ProfiledColumn {
    /// Rows are compared without identifiers: they differ by intention.
    var isHashed: Bool { role != .identifier }

    var isCorrelated: Bool { (type == .integer || type == .float) && role != .identifier && role != .ignored }

    var hasNumbers: Bool { type != .string && type != .boolean }

    /// A power of two by which values are multiplied before their fourth powers are summed, so that these neither
    /// overflow nor vanish. 1 for all usual values, and where the range isn't known because of infinities.
    var scale: Double {
        guard let minimum, let maximum, minimum.isFinite, maximum.isFinite else { return 1 }
        let largest = max(abs(minimum), abs(maximum))
        guard largest > 0x1p200 || largest < 0x1p-200, largest > 0 else { return 1 }
        // Kept within what is a normal number itself.
        return Double(sign: .plus, exponent: max(-1000, min(1000, -largest.exponent)), significand: 1)
    }

    /// Where the histogram begins and ends, in scaled units; nil where it can't be known before.
    var histogramBounds: (low: Double, high: Double)? {
        guard let minimum, let maximum, minimum.isFinite, maximum.isFinite else { return nil }
        return (minimum * scale, maximum * scale)
    }
}
