/// Sorting numbers without comparing all of them: linear, where comparing would take a dozen passes more.
///
/// Numbers are put in order by cells of equal width between the smallest and the largest, of which there are many, and what shares a
/// cell is compared. Where that is too much, as with numbers of very different magnitudes, they are sorted by the digits of their bits.
enum RadixSort {
    private static let digitBits = 11
    private static let digitValues = 1 << digitBits
    private static let digits = 6
    /// Below it comparing is quicker.
    private static let countMin = 2048
    /// Places that numbers may move within their cells, for each number.
    private static let movesPerValue = 4

    /// Ascending; which of -0 and 0 comes first is not said.
    /// - Parameter values: None of them NaN.
    static func sorted(_ values: consuming [Double]) -> [Double] {
        guard values.count >= countMin else { return values.sorted() }
        if let sorted = sortedByCells(values) { return sorted }
        return sortedByBits(values)
    }

    /// Nil where it would take too long.
    private static func sortedByCells(_ values: [Double]) -> [Double]? {
        guard let cells = Cells(values) else { return nil }
        let spare = scattered(values, starts: cells.starts(values, digit: 0)) { cells.cell($0) & (digitValues - 1) }
        var sorted = scattered(spare, starts: cells.starts(values, digit: 1)) { cells.cell($0) >> digitBits }
        return insert(&sorted) ? sorted : nil
    }

    /// Cells of equal width, whose numbers have two digits.
    private struct Cells {
        let low: Double
        let scale: Double

        /// Nil where numbers are as good as equal, or their span is infinite.
        init?(_ values: [Double]) {
            let (low, high) = Extremes.of(values)
            let scale = Double(digitValues * digitValues - 1) / (high - low)
            guard scale > 0, scale.isFinite else { return nil }
            (self.low, self.scale) = (low, scale)
        }

        @inline(__always)
        func cell(_ value: Double) -> Int { Int(truncatingIfNeeded: Int32((value - low) * scale)) }

        /// The first place of the numbers of each value of a digit.
        func starts(_ values: [Double], digit: Int) -> [Int] {
            var counts = [Int](repeating: 0, count: digitValues)
            counts.withUnsafeMutableBufferPointer { counts in
                for value in values { counts[cell(value) >> (digit * digitBits) & (digitValues - 1)] += 1 }
            }
            return Self.starts(counts[...])
        }

        static func starts(_ counts: ArraySlice<Int>) -> [Int] {
            var total = 0
            return counts.map { count in
                defer { total += count }
                return total
            }
        }
    }

    /// Sorts numbers that are nearly in order.
    /// - Returns: False where they were not, and are not sorted.
    private static func insert(_ values: inout [Double]) -> Bool {
        values.withUnsafeMutableBufferPointer { values in
            var movesLeft = values.count * movesPerValue
            for index in 1..<values.count {
                let value = values[index]
                var place = index
                while place > 0, values[place - 1] > value {
                    values[place] = values[place - 1]
                    place -= 1
                }
                guard place < index else { continue }
                values[place] = value
                movesLeft -= index - place
                if movesLeft < 0 { return false }
            }
            return true
        }
    }

    private static func sortedByBits(_ values: [Double]) -> [Double] {
        var keys = values.map(key)
        let counts = histograms(keys)
        for digit in 0..<digits {
            let own = counts[(digit << digitBits)..<((digit + 1) << digitBits)]
            // A digit that all share changes nothing.
            guard !own.contains(keys.count) else { continue }
            keys = scattered(keys, starts: Cells.starts(own)) { Self.digit($0, digit * digitBits) }
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

    /// In the order of a digit, those that share it in the order they came in.
    @inline(__always)
    private static func scattered<Key>(_ keys: [Key], starts: [Int], _ digit: (Key) -> Int) -> [Key] {
        var places = starts
        return [Key](unsafeUninitializedCapacity: keys.count) { sorted, count in
            places.withUnsafeMutableBufferPointer { places in
                for key in keys {
                    let digit = digit(key)
                    sorted[places[digit]] = key
                    places[digit] += 1
                }
            }
            count = keys.count
        }
    }
}
