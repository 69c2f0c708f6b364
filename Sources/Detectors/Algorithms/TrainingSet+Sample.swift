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

    /// At most so many of the rows, in their order: all, or some drawn without replacement (Fan, Muller and Rezucha's selection
    /// sampling, 1962).
    /// - Parameter draw: Tells this draw from others of the same fit.
    func rows(atMost limit: Int, draw: UInt64) -> [UInt32] {
        guard rows.count > limit else { return rows }
        // Trees and projections count up from 0.
        var generator = SeededGenerator(seed: seed, stream: stream << 32 | 1 << 31 | draw)
        var wanted = limit
        var kept: [UInt32] = []
        kept.reserveCapacity(wanted)
        for (index, row) in rows.enumerated() where generator.below(rows.count - index) < wanted {
            kept.append(row)
            wanted -= 1
        }
        return kept
    }

    /// The same with other random numbers: members of an ensemble must not draw the same samples.
    func reseeded(_ member: UInt64) -> TrainingSet {
        TrainingSet(
            table: table, rows: rows, medians: medians, scalings: scalings, hasIndicators: hasIndicators,
            seed: SplitMix64.mix(seed &+ member),
            stream: stream, rowsOfSmallestFit: rowsOfSmallestFit)
    }

    /// The same with fewer rows.
    func selecting(_ rows: [UInt32]) -> TrainingSet {
        TrainingSet(
            table: table, rows: rows, medians: medians, scalings: scalings, hasIndicators: hasIndicators, seed: seed,
            stream: stream,
            rowsOfSmallestFit: Swift.min(rowsOfSmallestFit, rows.count))
    }
}
