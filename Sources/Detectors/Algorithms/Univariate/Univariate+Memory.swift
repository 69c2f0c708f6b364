// What the algorithms that look at each feature alone take in memory. All go column by column: a thread holds the values of one,
// and what it makes of them.

extension TailFunction {
    /// A number, twice, with what it is sought by; and two counts.
    private static let bytesPerKnot = 2 * 8 + 2 * 4 + 4 + 4

    /// Of the distributions of so many values.
    static func memory(_ size: FitSize) -> FitMemory {
        // The values, sorted; then all their knots, before the middle ones are left out, in arrays that grow by doubling.
        FitMemory(
            kept: size.columns * Swift.min(size.rows, knotsMax) * bytesPerKnot,
            work: size.columnsAtOnce * size.rows * (2 * 8 + 2 * bytesPerKnot))
    }

    var byteCount: Int { values.count * Self.bytesPerKnot }
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

extension RobustZ {
    var byteCount: Int { 16 * features.count }
}

extension RobustZAlgorithm {
    func memory(_ size: FitSize) -> FitMemory {
        FitMemory(kept: size.columns * 16, work: size.columnsAtOnce * 3 * 8 * size.rows)
    }
}
