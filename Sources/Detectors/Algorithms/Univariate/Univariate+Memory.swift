// What the algorithms that look at each feature alone take in memory. All go column by column: a thread holds the values of one,
// and what it makes of them.

extension TailFunction {
    /// A number with two counts, and what it is sought by.
    private static let bytesPerKnot = 8 + 2 * 4 + 4

    /// Of the distributions of so many values.
    static func memory(_ size: FitSize) -> FitMemory {
        let knots = Swift.min(size.rows, knotsMax) + 2
        // The values and once more, sorted; then the knots, and once more between their ends.
        return FitMemory(
            kept: size.columns * knots * bytesPerKnot,
            work: size.columnsAtOnce * (size.rows * 2 * 8 + knots * (16 + 8)))
    }

    var byteCount: Int { (valueCount + 2) * Self.bytesPerKnot }
}

extension ECOD {
    var byteCount: Int { features.reduce(0) { $0 + $1.byteCount } }
}

extension ECODAlgorithm {
    func memory(_ size: FitSize) -> FitMemory { TailFunction.memory(size) }
}

extension COPOD {
    var byteCount: Int { tails.reduce(0) { $0 + $1.byteCount } }
}

extension COPODAlgorithm {
    func memory(_ size: FitSize) -> FitMemory { TailFunction.memory(size) }
}

extension HBOS {
    var byteCount: Int { features.reduce(0) { $0 + 8 * $1.scores.count + 128 } }
}

extension HBOSAlgorithm {
    func memory(_ size: FitSize) -> FitMemory {
        FitMemory(
            kept: size.columns * (8 * HBOS.binsMax + 128),
            work: size.columnsAtOnce * (3 * 8 * size.rows + 2 * 8 * HBOS.binsMax))
    }
}

extension IQR {
    var byteCount: Int { 24 * features.count }
}

extension IQRAlgorithm {
    func memory(_ size: FitSize) -> FitMemory {
        FitMemory(kept: size.columns * 24, work: size.columnsAtOnce * 3 * 8 * size.rows)
    }
}

extension RobustZ {
    var byteCount: Int { 16 * features.count }
}

extension RobustZAlgorithm {
    func memory(_ size: FitSize) -> FitMemory {
        FitMemory(kept: size.columns * 16, work: size.columnsAtOnce * 3 * 8 * size.rows)
    }
}
