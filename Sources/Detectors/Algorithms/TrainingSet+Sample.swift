extension TrainingSet {
    /// At most so many of the rows, in their order: all, or some drawn without replacement (Fan, Muller and Rezucha's selection
    /// sampling, 1962).
    /// - Parameter draw: Tells this draw from others of the same fit.
    func rows(atMost limit: Int, draw: UInt64) -> [UInt32] {
        guard rows.count > limit else { return rows }
        var generator = SeededGenerator(seed: seed, stream: stream << 32 | draw)
        var wanted = limit
        var kept: [UInt32] = []
        kept.reserveCapacity(wanted)
        for (index, row) in rows.enumerated() where generator.below(rows.count - index) < wanted {
            kept.append(row)
            wanted -= 1
        }
        return kept
    }
}
