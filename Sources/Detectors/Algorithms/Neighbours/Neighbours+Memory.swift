// What the algorithms that hold training rows take in memory.

extension TrainingRows {
    /// Rows that a fit holds.
    static func countMax(_ size: FitSize, neighbours: Int) -> Int {
        let most = Swift.min(
            DetectorLimits.neighbourValuesMax / size.columns, DetectorLimits.neighbourPairsMax / neighbours)
        return Swift.min(size.rows, most)
    }

    /// Four times the values: themselves, once more in the index, whose buckets may be half full, and the boxes around them. While it is
    /// fitted, each row's neighbours and their distances, in blocks and once more gathered.
    static func memory(_ size: FitSize, neighbours: Int = 1) -> FitMemory {
        let rows = countMax(size, neighbours: neighbours)
        // Standardized blocks are gathered before they are one; columns are standardized one for each thread.
        return FitMemory(
            kept: rows * (4 * 8 * size.columns + 32),
            work: rows * (8 * size.columns + 32 + 24 * Swift.min(neighbours, rows))
                + 2 * 8 * size.rows * size.columnsAtOnce)
    }

    var byteCount: Int { count * (4 * 8 * width + 32) }
}

extension KNN {
    var byteCount: Int { rows.byteCount + 8 * rows.count }
}

extension KNNAlgorithm {
    func memory(_ size: FitSize) -> FitMemory {
        var memory = TrainingRows.memory(size, neighbours: neighbours)
        memory.kept += 8 * TrainingRows.countMax(size, neighbours: neighbours)
        return memory
    }
}

extension ABOD {
    var byteCount: Int { rows.byteCount }
}

extension ABODAlgorithm {
    /// Twins are told apart by a copy.
    func memory(_ size: FitSize) -> FitMemory {
        var memory = TrainingRows.memory(size)
        memory.work += TrainingRows.countMax(size, neighbours: 1) * (128 + 8 * size.columns)
        return memory
    }
}

extension INNE {
    /// A center, a radius and a score of each sphere.
    static func byteCount(spheres: Int, columns: Int) -> Int { spheres * (8 * columns + 16) + 24 * columns }

    var byteCount: Int { Self.byteCount(spheres: squaredRadii.count, columns: standardization.featureCount) }
}

extension INNEAlgorithm {
    /// Estimators are drawn before they are one; columns are standardized one for each thread.
    func memory(_ size: FitSize) -> FitMemory {
        let spheres = options.estimators * Swift.min(options.spheresPerEstimator, size.rows)
        let kept = INNE.byteCount(spheres: spheres, columns: size.columns)
        return FitMemory(kept: kept, work: 2 * kept + 2 * 8 * size.rows * size.columnsAtOnce)
    }
}

extension LOF {
    /// A distance, a density and a factor of each row; a number and a place of each twin.
    var byteCount: Int { rows.byteCount + 24 * rows.count + 8 * twins.rows.count }
}

extension LOFAlgorithm {
    /// Each row's neighbours, with their distances, are found before densities are; twins are told apart by a copy.
    func memory(_ size: FitSize) -> FitMemory {
        var memory = TrainingRows.memory(size, neighbours: neighbours)
        let rows = TrainingRows.countMax(size, neighbours: neighbours)
        memory.kept += 32 * rows
        memory.work += rows * 128 + rows * 8 * size.columns
        return memory
    }
}
