/// Finds the moment from which on rows belong to the last `count` in the order of (time, row), in passes over one column
/// and memory that does not grow with it: a radix selection, 16 bits a pass.
///
/// Rows without a time come before all others.
struct EventTimeRank: Sendable {
    /// Passes to make.
    static let passes = 4
    private static let bits = 16

    /// The bits found so far, from the highest; those below are zero.
    private(set) var prefix: UInt64 = 0
    private var pass = 0
    private var counts = [Int64](repeating: 0, count: 1 << bits)
    /// Rows still to be found, from the last; all of those after the range being counted are.
    private var wanted: Int64

    init(last count: Int64) { wanted = count }

    private var shift: UInt64 { UInt64(64 - Self.bits * (pass + 1)) }

    mutating func add(_ values: ColumnValues) {
        let shift = shift
        for row in 0..<values.block.rowCount {
            let key = Self.key(values, row)
            if pass == 0 || key >> (shift + UInt64(Self.bits)) == prefix >> (shift + UInt64(Self.bits)) {
                counts[Int(key >> shift & 0xFFFF)] += 1
            }
        }
    }

    mutating func endPass() {
        var bucket = counts.count - 1
        while bucket > 0, counts[bucket] < wanted {
            wanted -= counts[bucket]
            bucket -= 1
        }
        prefix |= UInt64(bucket) << shift
        countOfLast = counts[bucket]
        counts = [Int64](repeating: 0, count: counts.count)
        pass += 1
    }

    private var countOfLast: Int64 = 0

    /// After the last pass: the time of the earliest of those rows, and how many rows of that very time, the first ones,
    /// are not among them.
    var threshold: (key: UInt64, skip: Int64) { (prefix, countOfLast - wanted) }

    /// Ordered as the values are; 0 where one is missing.
    static func key(_ values: ColumnValues, _ row: Int) -> UInt64 {
        if values.block.isMissing(row) { return 0 }
        let bits = values.block.values[row]
        let sign: UInt64 = 1 << 63
        let ordered = values.type == .float && bits & sign != 0 ? ~bits : bits ^ sign
        // The smallest value of all shares its key with the missing.
        return max(ordered, 1)
    }
}
