extension TrainingSet {
    /// `count` rows without replacement (Floyd 1987), row-major, each missing value its feature's median.
    func sample(_ count: Int, using generator: inout SeededGenerator) -> [Double] {
        var chosen: Set<Int> = []
        var sample: [Double] = []
        sample.reserveCapacity(count * table.columnCount)
        for last in (rows.count - count)..<rows.count {
            let draw = generator.below(last + 1)
            let pick = chosen.insert(draw).inserted ? draw : last
            if pick == last { chosen.insert(last) }
            let row = Int(rows[pick])
            for column in 0..<table.columnCount {
                let value = table.values[column * table.rowCount + row]
                sample.append(value.isNaN ? medians[column] : value)
            }
        }
        return sample
    }

    /// All rows while they hold at most so many values, a random sample of such a size beyond, in their order (selection sampling: Fan,
    /// Muller and Rezucha 1962).
    func rowsWithin(values: Int, using generator: inout SeededGenerator) -> [UInt32] {
        var wanted = values / table.columnCount
        guard rows.count > wanted else { return rows }
        var kept: [UInt32] = []
        kept.reserveCapacity(wanted)
        for (index, row) in rows.enumerated() where generator.below(rows.count - index) < wanted {
            kept.append(row)
            wanted -= 1
        }
        return kept
    }
}
