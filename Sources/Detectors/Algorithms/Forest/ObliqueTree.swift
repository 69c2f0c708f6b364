/// A tree whose splits weigh several features: Σ weight · value <= threshold goes left. Laid out as `HeapPaths` has it.
struct ObliqueTree: Sendable, Equatable {
    /// Features that a split weighs, at most; a split of fewer has weights of 0 behind its own.
    let featuresPerSplit: Int
    /// 2^depth - 1 of each; a filler's threshold is infinite, so that a walk goes left without a test for the end.
    var thresholds: [Double]
    /// `featuresPerSplit` of each per node.
    var features: [Int32]
    var weights: [Double]
    /// Training rows in each leaf; 0 where no leaf is. 2^depth of them.
    var leafSizes: [UInt32]

    init(depth: Int, featuresPerSplit: Int) {
        self.featuresPerSplit = featuresPerSplit
        let nodes = (1 << depth) - 1
        thresholds = Array(repeating: .infinity, count: nodes)
        features = Array(repeating: 0, count: nodes * featuresPerSplit)
        weights = Array(repeating: 0, count: nodes * featuresPerSplit)
        leafSizes = Array(repeating: 0, count: nodes + 1)
    }

    func isLeaf(_ node: Int) -> Bool { node >= thresholds.count || thresholds[node] == .infinity }

    func leafSlot(of node: Int) -> Int { HeapPaths.leafSlot(of: node, slots: leafSizes.count) }

    func split(_ node: Int) -> ObliqueSplit {
        let terms = (node * featuresPerSplit)..<((node + 1) * featuresPerSplit)
        return ObliqueSplit(
            features: Array(features[terms]), weights: Array(weights[terms]), threshold: thresholds[node])
    }

    mutating func set(_ split: ObliqueSplit, at node: Int) {
        thresholds[node] = split.threshold
        for (index, (feature, weight)) in zip(split.features, split.weights).enumerated() {
            features[node * featuresPerSplit + index] = feature
            weights[node * featuresPerSplit + index] = weight
        }
    }
}

struct ObliqueSplit: Sendable, Equatable {
    var features: [Int32]
    var weights: [Double]
    var threshold: Double

    func goesRight(_ row: [Double]) -> Bool {
        var sum = 0.0
        for (feature, weight) in zip(features, weights) { sum += weight * row[Int(feature)] }
        return sum > threshold
    }
}
