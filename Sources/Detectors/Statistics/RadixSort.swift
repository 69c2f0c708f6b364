/// Sorting numbers by the digits of their bits: linear, where comparing would take a dozen passes more.
enum RadixSort {
    private static let digitBits = 11
    private static let digits = 6
    /// Below it comparing is quicker.
    private static let countMin = 2048

    /// Ascending, -0 before 0.
    /// - Parameter values: None of them NaN.
    static func sorted(_ values: [Double]) -> [Double] {
        guard values.count >= countMin else { return values.sorted() }
        var keys = values.map(key)
        var spare = [UInt64](repeating: 0, count: keys.count)
        let counts = histograms(keys)
        for digit in 0..<digits {
            let own = counts[(digit << digitBits)..<((digit + 1) << digitBits)]
            // A digit that all share changes nothing.
            guard !own.contains(keys.count) else { continue }
            scatter(keys, into: &spare, shift: digit * digitBits, counts: own)
            swap(&keys, &spare)
        }
        return keys.map(value)
    }

    /// Orders as the number does: the sign flips all bits of a negative number, and the first of another.
    private static func key(_ value: Double) -> UInt64 {
        let bits = value.bitPattern
        return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
    }

    private static func value(_ key: UInt64) -> Double {
        Double(bitPattern: key ^ ((key >> 63 &- 1) | 1 << 63))
    }

    private static func digit(_ key: UInt64, _ shift: Int) -> Int {
        Int(truncatingIfNeeded: (key >> UInt64(shift)) & (1 << UInt64(digitBits) - 1))
    }

    private static func histograms(_ keys: [UInt64]) -> [Int] {
        var counts = [Int](repeating: 0, count: digits << digitBits)
        counts.withUnsafeMutableBufferPointer { counts in
            for key in keys {
                for digit in 0..<digits { counts[digit << digitBits + Self.digit(key, digit * digitBits)] += 1 }
            }
        }
        return counts
    }

    private static func scatter(_ keys: [UInt64], into sorted: inout [UInt64], shift: Int, counts: ArraySlice<Int>) {
        var total = 0
        var places = counts.map { count in
            defer { total += count }
            return total
        }
        sorted.withUnsafeMutableBufferPointer { sorted in
            places.withUnsafeMutableBufferPointer { places in
                for key in keys {
                    let digit = digit(key, shift)
                    sorted[places[digit]] = key
                    places[digit] += 1
                }
            }
        }
    }
}
