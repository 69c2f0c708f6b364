extension ObliqueForest {
    struct Options: Sendable, Equatable {
        static let treesMax = 1000
        static let sampleSizeMax = 4096
        /// Trees times rows of a sample, and those times features that a split weighs.
        static let treeRowsMax = 512_000
        static let weightsMax = 2_048_000
        /// What a fit takes then, at most: a tree has up to two leaves a row.
        static let bytesMax = 87_000_000

        var trees: Int
        var sampleSize: Int
        var featuresPerSplit: Int

        static let parameters: [ParameterDescription] = [
            .integer("trees", default: 100, 10...treesMax, "Trees in the forest. More trees: steadier scores, slower."),
            .integer(
                "sample_size", default: 256, 16...sampleSizeMax,
                "Rows that each tree sees, drawn without replacement."),
            .integer(
                "ndim", default: 2, 1...DetectorLimits.featureColumnsMax,
                "Features that a split weighs; all of them where there are fewer."),
        ]

        init(_ parameters: ResolvedParameters) throws(DetectorError) {
            trees = parameters.integer("trees")
            sampleSize = parameters.integer("sample_size")
            featuresPerSplit = parameters.integer("ndim")
            guard trees * sampleSize <= Self.treeRowsMax else {
                throw .invalid("parameters.sample_size", "times trees must not be above \(Self.treeRowsMax)")
            }
        }

        /// A split weighs all features where there are fewer than it might.
        func check(columns: Int) throws(DetectorError) {
            let features = Swift.min(featuresPerSplit, columns)
            guard trees * sampleSize * features <= Self.weightsMax else {
                throw .precondition(
                    "parameters.ndim",
                    "\(features) of \(columns) features, times trees times sample_size, must not be above \(Self.weightsMax)"
                )
            }
        }
    }
}
