/// The cuts of the half-space trees: which feature each inner node halves, and where. They follow from the seed and
/// the features' ranges.
struct HalfSpaces: Sendable, Equatable {
    let depth: Int
    /// The features' ranges, low < high.
    let lows: [Double]
    let highs: [Double]
    /// One entry per inner node, tree by tree, each tree as a heap.
    let features: [UInt16]
    private let thresholds: [Double]

    var innerPerTree: Int { (1 << depth) - 1 }
    var nodesPerTree: Int { (2 << depth) - 1 }
    var nodeCount: Int { features.count / innerPerTree * nodesPerTree }

    init(_ options: HalfSpaceTrees.Options, ranges: (lows: [Double], highs: [Double]), seed: UInt64) {
        depth = options.depth
        lows = ranges.lows
        highs = ranges.highs
        let inner = (1 << options.depth) - 1
        var features = [UInt16](repeating: 0, count: options.trees * inner)
        var thresholds = [Double](repeating: 0, count: options.trees * inner)
        for tree in 0..<options.trees {
            var generator = SeededGenerator(seed: seed, stream: UInt64(tree))
            var space = Self.workSpace(ranges, using: &generator)
            func grow(_ node: Int) {
                let feature = generator.below(space.lows.count)
                let middle = space.lows[feature] / 2 + space.highs[feature] / 2
                features[tree * inner + node] = UInt16(feature)
                thresholds[tree * inner + node] = middle
                guard 2 * node + 2 < inner else { return }
                let (low, high) = (space.lows[feature], space.highs[feature])
                space.highs[feature] = middle
                grow(2 * node + 1)
                space.highs[feature] = high
                space.lows[feature] = middle
                grow(2 * node + 2)
                space.lows[feature] = low
            }
            grow(0)
        }
        self.features = features
        self.thresholds = thresholds
    }

    /// Each range moved and widened: around a random place in it, as far as the farther end is away, doubled
    /// (the paper's s ± 2 max(s, 1 - s)).
    private static func workSpace(
        _ ranges: (lows: [Double], highs: [Double]), using generator: inout SeededGenerator
    ) -> (lows: [Double], highs: [Double]) {
        var space = ranges
        for feature in ranges.lows.indices {
            let place = generator.unit()
            let width = ranges.highs[feature] - ranges.lows[feature]
            let reach = 2 * max(place, 1 - place)
            space.lows[feature] = ranges.lows[feature] + (place - reach) * width
            space.highs[feature] = ranges.lows[feature] + (place + reach) * width
        }
        return space
    }

    /// The ranges of row-major points.
    static func ranges(of points: [Double], _ featureCount: Int) -> (lows: [Double], highs: [Double]) {
        var lows = Array(points.prefix(featureCount))
        var highs = lows
        for (index, value) in points.enumerated() {
            lows[index % featureCount] = min(lows[index % featureCount], value)
            highs[index % featureCount] = max(highs[index % featureCount], value)
        }
        for feature in 0..<featureCount where lows[feature] == highs[feature] {
            // Half a unit, or what numbers of that size can tell apart.
            let reach = max(0.5, abs(lows[feature]) * 0x1p-40)
            lows[feature] -= reach
            highs[feature] += reach
        }
        return (lows, highs)
    }

    @inline(__always)
    func child(of node: Int, _ tree: Int, _ point: [Double]) -> Int {
        let place = tree * innerPerTree + node
        return 2 * node + (point[Int(features[place])] < thresholds[place] ? 1 : 2)
    }

    /// Adds one to the mass of every node on the point's ways through the trees.
    func count(_ point: [Double], into masses: inout [UInt32]) {
        masses.withUnsafeMutableBufferPointer { masses in
            for tree in 0..<(features.count / innerPerTree) {
                let base = tree * nodesPerTree
                var node = 0
                masses[base] += 1
                for _ in 0..<depth {
                    node = child(of: node, tree, point)
                    masses[base + node] += 1
                }
            }
        }
    }
}
