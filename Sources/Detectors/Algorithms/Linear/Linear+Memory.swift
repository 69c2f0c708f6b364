// What the algorithms take whose fits are matrices, each as wide as there are features.

extension FitRows {
    /// - Parameters:
    ///   - kept: matrices that the fit is, in memory and written down.
    ///   - work: matrices at once while it is made.
    ///   - perTask: numbers of each row of a task, beside those of the row twice: mapped, and less a point.
    static func memory(_ size: FitSize, kept: Int, work: Int, perTask: Int = 0) -> FitMemory {
        let rows = Swift.min(size.rows, valuesMax / size.columns)
        let rowsAtOnce = Swift.min(size.threads * rowsPerTask, rows)
        return FitMemory(
            kept: keptBytes(size, matrices: kept),
            // Blocks of standardized rows are gathered before they are one; of each row its distance, in blocks and once more, its
            // place, and whether it is taken.
            work: work * 8 * size.columns * size.columns + 8 * rows * (2 * size.columns + 4)
                + 8 * rowsAtOnce * (2 * size.columns + perTask) + Standardization.bytes(size))
    }

    static func keptBytes(_ size: FitSize, matrices: Int) -> Int {
        matrices * (2 * 8 * size.columns * size.columns + 96 * size.columns + 64)
    }

    /// Of which each holds a sum over its rows.
    static func taskCount(_ size: FitSize) -> Int { Swift.min(size.rows, valuesMax / size.columns) / rowsPerTask + 1 }
}

extension Standardization {
    /// A column's values, and once more, of each thread.
    static func bytes(_ size: FitSize) -> Int { 2 * 8 * size.rows * size.columnsAtOnce }
}

extension PCAAlgorithm {
    /// Rows are never held but tile by tile.
    func memory(_ size: FitSize) -> FitMemory {
        let matrices = 8 + TrainingSet.spansMax
        return FitMemory(
            kept: FitRows.keptBytes(size, matrices: 1),
            work: matrices * 8 * size.columns * size.columns
                + size.threads * 8 * size.columns * TrainingSet.tileRows(size.columns) + Standardization.bytes(size))
    }
}

extension MCDAlgorithm {
    /// The best estimates of the starts are kept aside, each with its covariance and its inverse factor.
    func memory(_ size: FitSize) -> FitMemory { FitRows.memory(size, kept: 1, work: 64 + FitRows.taskCount(size)) }
}

extension GMMAlgorithm {
    /// Several components begin with clusters of a sample.
    func memory(_ size: FitSize) -> FitMemory {
        var memory = FitRows.memory(
            size, kept: options.components, work: options.components * (4 + FitRows.taskCount(size)),
            perTask: options.components + 1)
        if options.components > 1 {
            memory.work += 2 * 8 * size.columns * Swift.min(size.rows, MixtureSearch.sampleRows)
        }
        return memory
    }
}
