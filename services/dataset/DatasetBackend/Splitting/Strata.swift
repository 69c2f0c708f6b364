/// The values of a column, and how many rows have each. A missing value is one as well.
struct Strata: Sendable {
    enum Value: Hashable, Sendable {
        case missing
        case bits(UInt64)
        case text(String)
    }

    private var indices: [Value: Int] = [:]
    /// In the order in which values first appear.
    private(set) var counts: [Int64] = []

    /// Nil once there are more different values than `limit`.
    mutating func add(_ values: ColumnValues, limit: Int) -> Void? {
        for index in self.indices(of: values, orAdd: true) { counts[index] += 1 }
        return counts.count <= limit ? () : nil
    }

    /// Of each row's value.
    func indices(of values: ColumnValues) -> [Int] {
        var known = self
        return known.indices(of: values, orAdd: false)
    }

    /// A string's index is looked up once per chunk.
    private mutating func indices(of values: ColumnValues, orAdd: Bool) -> [Int] {
        var ofString = [Int?](repeating: nil, count: values.strings.count)
        return (0..<values.block.rowCount).map { row in
            if values.block.isMissing(row) { return index(of: .missing) }
            let bits = values.block.values[row]
            guard values.type == .string else { return index(of: .bits(bits)) }
            if let index = ofString[Int(bits)] { return index }
            let index = index(of: .text(values.strings[Int(bits)]))
            ofString[Int(bits)] = index
            return index
        }
    }

    private mutating func index(of value: Value) -> Int {
        if let index = indices[value] { return index }
        indices[value] = counts.count
        counts.append(0)
        return counts.count - 1
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
