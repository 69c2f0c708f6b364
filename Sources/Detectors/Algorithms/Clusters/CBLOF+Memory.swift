extension CBLOF {
    /// A center and a size of each cluster, in memory and written down.
    static func byteCount(clusters: Int, columns: Int) -> Int { 2 * clusters * (8 * columns + 8) + 48 * columns + 128 }

    var byteCount: Int { Self.byteCount(clusters: sizes.count, columns: standardization.featureCount) }
}

extension CBLOFAlgorithm {
    /// Rows are standardized, packed in tiles and gathered, with room to grow; of each its distances to the seeds, of one start at a time.
    func memory(_ size: FitSize) -> FitMemory {
        let rows = Swift.min(size.rows, CBLOF.valuesMax / size.columns) + LaneRows.lanes
        let kept = CBLOF.byteCount(clusters: options.clusters, columns: size.columns)
        return FitMemory(
            kept: kept,
            work: rows * (4 * 8 * size.columns + 64) + size.threads * kept + 2 * 8 * size.rows * size.columnsAtOnce)
    }
}
