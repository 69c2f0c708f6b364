internal import Crypto

/// The values of a column, and how many rows have each. A missing value is one as well.
struct Strata: Sendable {
    /// Texts by their hash, as 10,000 of the longest would take hundreds of megabytes.
    private enum Value: Hashable {
        case missing
        case bits(UInt64)
        case text(UInt64, UInt64)

        /// The first half of SHA-256: no two texts of a column have the same, whoever chose them.
        init(_ text: String) {
            let hash = SHA256.hash(text.utf8)
            let halves = [hash[0..<8], hash[8..<16]].map { $0.reduce(0) { $0 << 8 | UInt64($1) } }
            self = .text(halves[0], halves[1])
        }
    }

    private var indices: [Value: Int] = [:]
    /// In the order in which values first appear.
    private(set) var counts: [Int64] = []

    /// Nil once there are more different values than `limit`.
    mutating func add(_ values: ColumnValues, limit: Int) -> Void? {
        for index in Self.map(values, { indexOrNew(of: $0) }) { counts[index] += 1 }
        return counts.count <= limit ? () : nil
    }

    private mutating func indexOrNew(of value: Value) -> Int {
        if let index = indices[value] { return index }
        indices[value] = counts.count
        counts.append(0)
        return counts.count - 1
    }

    /// Of each row's value; all of them have been added.
    func indices(of values: ColumnValues) -> [Int] {
        Self.map(values) { value in
            guard let index = indices[value] else { preconditionFailure("a value that was not added") }
            return index
        }
    }

    /// A string's index is looked up once per chunk.
    private static func map(_ values: ColumnValues, _ index: (Value) -> Int) -> [Int] {
        var ofString = [Int?](repeating: nil, count: values.strings.count)
        return (0..<values.block.rowCount).map { row in
            if values.block.isMissing(row) { return index(.missing) }
            let bits = values.block.values[row]
            guard values.type == .string else { return index(.bits(bits)) }
            if let known = ofString[Int(bits)] { return known }
            let new = index(Value(values.strings[Int(bits)]))
            ofString[Int(bits)] = new
            return new
        }
    }

    /// How many rows of each value belong to a part of `total`, by largest remainder (Hamilton): each gets its share
    /// rounded down, and those whose share lost most by that get one more. Equal remainders are decided by the larger
    /// count, then by the earlier appearance.
    func apportion(_ total: Int64) -> [Int64] {
        let all = Int128(counts.reduce(0, +))
        let shares = counts.map { (Int128($0) * Int128(total)).quotientAndRemainder(dividingBy: all) }
        var result = shares.map { Int64($0.quotient) }
        let left = Int(total - result.reduce(0, +))
        let order = counts.indices.sorted { a, b in
            (shares[b].remainder, counts[b], a) < (shares[a].remainder, counts[a], b)
        }
        for index in order.prefix(left) { result[index] += 1 }
        return result
    }
}
