extension ObliqueForest {
    /// As of the isolation forest, but that a node holds a feature and a weight for each that it weighs.
    static func byteCount(trees: Int, sampleSize: Int, featuresPerSplit: Int) -> Int {
        let leaves = 1 << PathLength.depthLimit(sampleSize)
        return trees * leaves * (8 + 12 * featuresPerSplit + 4 + 3 * 8)
    }

    var byteCount: Int {
        Self.byteCount(trees: trees.count, sampleSize: sampleSize, featuresPerSplit: featuresPerSplit)
    }

    /// A sample for each thread; trees are gathered before they are one forest.
    static func memory(_ size: FitSize, _ options: Options) -> FitMemory {
        let sampleSize = Swift.min(options.sampleSize, size.rows)
        let kept = byteCount(
            trees: options.trees, sampleSize: sampleSize,
            featuresPerSplit: Swift.min(options.featuresPerSplit, size.columns))
        return FitMemory(kept: kept, work: kept + size.threads * sampleSize * (8 * size.columns + 32))
    }
}

extension ExtendedIsolationForestAlgorithm {
    func memory(_ size: FitSize) -> FitMemory { ObliqueForest.memory(size, options) }
}

extension FairCutForestAlgorithm {
    func memory(_ size: FitSize) -> FitMemory { ObliqueForest.memory(size, options) }
}
