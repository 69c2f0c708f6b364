extension CBLOFAlgorithm {
    /// Each cluster's center and size, in memory and written down. Blocks of standardized rows are gathered before they are one, and
    /// tasks each have a sum for each cluster; of each row its distance to the nearest center, of up to four tries.
    func memory(_ size: FitSize) -> FitMemory {
        let rows = Swift.min(size.rows, CBLOF.valuesMax / size.columns) + RowLanes.count
        let centers = 8 * options.clusters * (size.columns + 1)
        return FitMemory(
            kept: 2 * centers + 48 * size.columns + 128,
            work: 8 * rows * (2 * size.columns + 4) + centers * (rows / DetectorLimits.rowsPerTask + 2)
                + Standardization.bytes(size))
    }
}
