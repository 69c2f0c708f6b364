/// Grows one tree of splits that weigh several features, over a sample of rows.
///
/// A split weighs `featuresPerSplit` random features among those that vary in its node. Each weight is a standard normal number over the
/// feature's standard deviation in the node, so that units and offsets of the features don't matter.
struct ObliqueTreeGrower {
    /// Where a node is cut along its projection.
    enum Cut: Sendable {
        /// Uniformly between the extremes (Hariri, Carrasco Kind and Brunner 2019).
        case random
        /// Where the two sides vary least around their means, as in a regression tree: pooled gain (Cortes 2021).
        case pooledGain
    }

    /// Values that differ by less count as one: a weight over their deviation could overflow.
    private static let rangeMin = 1e-140
    /// No weight is beyond: a standard normal number that 53 bits make is below 13, a deviation above a thousandth of the range.
    static let weightMax = 1e145

    /// `sample[row * featureCount + feature]`, no value missing.
    let sample: [Double]
    let featureCount: Int
    let cut: Cut
    private var generator: SeededGenerator
    private var tree: ObliqueTree
    private var order: [Int]
    private var candidates: [Int]
    /// Of the row at each place of `order`, in the node at hand.
    private var projections: [Double]

    init(
        sample: [Double], featureCount: Int, featuresPerSplit: Int, depth: Int, cut: Cut, generator: SeededGenerator
    ) {
        self.sample = sample
        self.featureCount = featureCount
        self.cut = cut
        self.generator = generator
        tree = ObliqueTree(depth: depth, featuresPerSplit: featuresPerSplit)
        order = Array(0..<(sample.count / featureCount))
        candidates = Array(0..<featureCount)
        projections = Array(repeating: 0, count: order.count)
    }

    mutating func grow() -> ObliqueTree {
        grow(node: 0, rows: 0..<order.count)
        return tree
    }

    /// The recursion is as deep as the tree, at most log2 of the largest sample.
    private mutating func grow(node: Int, rows: Range<Int>) {
        guard node < tree.thresholds.count, rows.count > 1, let split = drawSplit(rows) else {
            tree.leafSizes[tree.leafSlot(of: node)] = UInt32(rows.count)
            return
        }
        tree.set(split, at: node)
        let middle = partition(rows, by: split.threshold)
        grow(node: 2 * node + 1, rows: rows.lowerBound..<middle)
        grow(node: 2 * node + 2, rows: middle..<rows.upperBound)
    }

    /// Nil when no feature varies.
    private mutating func drawSplit(_ rows: Range<Int>) -> ObliqueSplit? {
        var split = ObliqueSplit(features: [], weights: [], threshold: 0)
        var remaining = candidates.count
        while split.features.count < tree.featuresPerSplit, remaining > 0 {
            let pick = generator.below(remaining)
            let feature = candidates[pick]
            remaining -= 1
            candidates.swapAt(pick, remaining)
            guard let deviation = deviation(of: feature, rows) else { continue }
            split.features.append(Int32(feature))
            split.weights.append(generator.normal() / deviation)
        }
        guard let threshold = threshold(split, rows) else { return nil }
        split.threshold = threshold
        return split
    }

    /// The standard deviation of a feature in a node; nil where it does not vary.
    private func deviation(of feature: Int, _ rows: Range<Int>) -> Double? {
        var low = Double.infinity
        var high = -Double.infinity
        for place in rows {
            let value = sample[order[place] * featureCount + feature]
            low = value < low ? value : low
            high = value > high ? value : high
        }
        let range = high - low
        guard range > Self.rangeMin else { return nil }
        // In parts of the range, whose squares can't overflow.
        var sum = 0.0
        var squares = 0.0
        for place in rows {
            let part = (sample[order[place] * featureCount + feature] - low) / range
            sum += part
            squares += part * part
        }
        let count = Double(rows.count)
        let mean = sum / count
        return range * Swift.max(squares / count - mean * mean, 0x1p-40).squareRoot()
    }

    /// Projects the rows and cuts between them; nil if all fall on one point.
    private mutating func threshold(_ split: ObliqueSplit, _ rows: Range<Int>) -> Double? {
        var low = Double.infinity
        var high = -Double.infinity
        for place in rows {
            let base = order[place] * featureCount
            var sum = 0.0
            for (feature, weight) in zip(split.features, split.weights) { sum += weight * sample[base + Int(feature)] }
            projections[place] = sum
            low = Swift.min(low, sum)
            high = Swift.max(high, sum)
        }
        guard low < high else { return nil }
        switch cut {
        case .random:
            let u = generator.unit()
            let threshold = low * (1 - u) + high * u
            // Never high itself, which would leave no right side.
            return threshold < high ? Swift.max(threshold, low) : low
        case .pooledGain: return Self.cutOfLargestGain(projections[rows].sorted())
        }
    }

    /// The middle between the neighbours where the sum of squared distances to the two sides' means is smallest.
    private static func cutOfLargestGain(_ sorted: [Double]) -> Double {
        let low = sorted[0]
        let range = sorted[sorted.count - 1] - low
        let count = Double(sorted.count)
        let total = sorted.reduce(0) { $0 + ($1 - low) / range }
        var best = (gain: -1.0, place: 0)
        var left = 0.0
        for place in 0..<(sorted.count - 1) {
            left += (sorted[place] - low) / range
            guard sorted[place] < sorted[place + 1] else { continue }
            let leftCount = Double(place + 1)
            let right = total - left
            let gain = left * left / leftCount + right * right / (count - leftCount)
            if gain > best.gain { best = (gain, place) }
        }
        let (below, above) = (sorted[best.place], sorted[best.place + 1])
        let middle = below / 2 + above / 2
        return middle < above ? Swift.max(middle, below) : below
    }

    private mutating func partition(_ rows: Range<Int>, by threshold: Double) -> Int {
        var middle = rows.lowerBound
        for place in rows where projections[place] <= threshold {
            order.swapAt(place, middle)
            projections.swapAt(place, middle)
            middle += 1
        }
        return middle
    }
}
