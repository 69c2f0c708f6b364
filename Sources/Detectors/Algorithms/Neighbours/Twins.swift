/// Training rows that equal an earlier one.
struct Twins: Sendable, Equatable {
    /// Ascending.
    var rows: [UInt32]
    /// The position, among the rows that are kept, of the one that each equals.
    var positions: [UInt32]

    /// Keeps the first of rows that are equal.
    static func apart(_ all: TrainingRows) -> (rows: TrainingRows, twins: Twins) {
        let width = all.width
        // Equal rows become neighbours when sorted; which of them comes first is told by their numbers.
        let order = (0..<all.count).sorted { a, b in
            for column in 0..<width {
                let (left, right) = (all.values[a * width + column], all.values[b * width + column])
                if left != right { return left < right }
            }
            return a < b
        }
        var original = Array(0..<all.count)
        for (before, row) in zip(order, order.dropFirst()) {
            let isEqual = (0..<width).allSatisfy { all.values[before * width + $0] == all.values[row * width + $0] }
            if isEqual { original[row] = original[before] }
        }
        var rows = TrainingRows(standardization: all.standardization, values: [], indices: [])
        var twins = Twins(rows: [], positions: [])
        var positions = [UInt32](repeating: 0, count: all.count)
        for row in 0..<all.count {
            guard original[row] == row else {
                twins.rows.append(all.indices[row])
                twins.positions.append(positions[original[row]])
                continue
            }
            positions[row] = UInt32(rows.indices.count)
            rows.indices.append(all.indices[row])
            rows.values += all.values[(row * width)..<((row + 1) * width)]
        }
        return (rows, twins)
    }

    /// Where the row is that a training row equals, if it is a twin.
    func position(of row: Int) -> Int? { rows.sortedIndex(of: row).map { Int(positions[$0]) } }
}
