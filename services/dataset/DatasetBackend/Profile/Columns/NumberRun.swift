/// Some rows of a column of numbers: what each sketch wants of them, side by side in buffers that are used again.
struct NumberRun: ~Copyable {
    /// The bits of the values that are present, in row order; -0 is 0, and every NaN is the same one. The first `count`.
    private(set) var keys = [UInt64](repeating: 0, count: ColumnSketch.rowsPerRun)
    /// `ValueHash` of each key; the first `count`.
    private(set) var hashes = [UInt64](repeating: 0, count: ColumnSketch.rowsPerRun)
    /// The finite ones as numbers, scaled; the first `finiteCount`.
    private(set) var numbers = [Double](repeating: 0, count: ColumnSketch.rowsPerRun)
    private(set) var count = 0
    private(set) var finiteCount = 0

    var nonFinite: Int { count - finiteCount }

    mutating func load(_ values: ProfiledValues, _ rows: Range<Int>, isFloat: Bool, scale: Double) {
        count = Self.loadKeys(of: values, rows, into: &keys)
        finiteCount =
            isFloat
            ? Self.normalize(&keys, count, numbers: &numbers, scale: scale)
            : Self.convert(keys, count, numbers: &numbers, scale: scale)
        Self.hash(keys, count, into: &hashes)
    }

    private static func hash(_ keys: [UInt64], _ count: Int, into hashes: inout [UInt64]) {
        let keys = keys.span
        var hashes = hashes.mutableSpan
        for index in 0..<count { hashes[index] = ValueHash.of(keys[index]) }
    }

    private static func loadKeys(of values: ProfiledValues, _ rows: Range<Int>, into keys: inout [UInt64]) -> Int {
        var keys = keys.mutableSpan
        if !values.hasGaps {
            for row in rows { keys[row - rows.lowerBound] = values.word(row) }
            return rows.count
        }
        var count = 0
        for row in rows where values.isPresent(row) {
            keys[count] = values.word(row)
            count += 1
        }
        return count
    }

    /// How many are finite.
    private static func normalize(
        _ keys: inout [UInt64], _ count: Int, numbers: inout [Double], scale: Double
    ) -> Int {
        var keys = keys.mutableSpan
        var numbers = numbers.mutableSpan
        var finite = 0
        for index in 0..<count {
            let number = Double(bitPattern: keys[index])
            if number.isFinite {
                // The sum turns -0 into 0 and leaves everything else as it is.
                keys[index] = (number + 0).bitPattern
                numbers[finite] = number * scale
                finite += 1
            } else if number.isNaN {
                keys[index] = Double.nan.bitPattern
            }
        }
        return finite
    }

    private static func convert(_ keys: [UInt64], _ count: Int, numbers: inout [Double], scale: Double) -> Int {
        var numbers = numbers.mutableSpan
        let keys = keys.span
        for index in 0..<count { numbers[index] = Double(Int64(bitPattern: keys[index])) * scale }
        return count
    }

    /// Adds each row's value to its hash.
    borrowing func addHashes(
        of values: ProfiledValues, _ rows: Range<Int>, salt: UInt64, to rowHashes: inout [UInt64]
    ) {
        guard !rowHashes.isEmpty else { return }
        var sums = rowHashes.mutableSpan
        let hashes = hashes.span
        if !values.hasGaps {
            for row in rows {
                sums[row] &+= ValueHash.contribution(hashes[row - rows.lowerBound], salt: salt)
            }
            return
        }
        var next = 0
        for row in rows {
            let isPresent = values.isPresent(row)
            sums[row] &+= ValueHash.contribution(isPresent ? hashes[next] : ValueHash.missing, salt: salt)
            if isPresent { next += 1 }
        }
    }
}
