// What the algorithms take whose fits are matrices: each as wide as there are features, and their rows standardized while they are fitted.

extension FitRows {
    /// - Parameters:
    ///   - kept: matrices that the fit is, in memory and written down.
    ///   - work: matrices at once while it is made.
    static func memory(_ size: FitSize, kept: Int, work: Int) -> FitMemory {
        let matrix = 8 * size.columns * size.columns
        return FitMemory(
            kept: kept * (2 * matrix + 96 * size.columns + 64),
            // Blocks of standardized rows are gathered before they are one.
            work: work * matrix + 2 * 8 * Swift.min(size.cells, valuesMax) + 2 * 8 * size.rows * size.columnsAtOnce)
    }

    /// Of which each holds a sum over its rows.
    static func taskCount(_ size: FitSize) -> Int { Swift.min(size.rows, valuesMax / size.columns) / rowsPerTask + 1 }
}

extension PCAAlgorithm {
    func memory(_ size: FitSize) -> FitMemory { FitRows.memory(size, kept: 1, work: 8 + FitRows.taskCount(size)) }
}

extension MCDAlgorithm {
    /// The best estimates of the starts are kept aside, each with its covariance and its inverse factor.
    func memory(_ size: FitSize) -> FitMemory { FitRows.memory(size, kept: 1, work: 64 + FitRows.taskCount(size)) }
}

extension GMMAlgorithm {
    func memory(_ size: FitSize) -> FitMemory {
        FitRows.memory(size, kept: options.components, work: options.components * (4 + FitRows.taskCount(size)))
    }
}
