/// Streaming half-space trees (Tan, Ting and Liu 2011): random trees that halve the space, and in each node the number of
/// points of the last whole window. Where few points were, a new one is strange.
///
/// The paper assumes values in [0, 1]. Here the ranges are those of the first window, which is held back until it is
/// whole; it is the first reference then. Each tree has a work space of its own around a random place in the
/// range. A feature that did not vary in the first window has the range ±0.5 around its value.
///
/// The score is -log2 of the estimated density over the one of evenly spread points: with the paper's mass
/// S = Σ r·2^k over the nodes where the ways through the trees end, -log2((S + 1) / (trees · window)). It orders points as the
/// paper's S does, 0 is ordinary, and it is at most log2(trees · window).
struct HalfSpaceTrees: StreamEngine, Equatable {
    struct Options: Sendable, Equatable {
        static let trees = 1...200
        static let depths = 1...15
        static let windows = 10...10_000
        /// Trees times leaves of one: bounds a detector's memory to about 60 MB.
        static let leavesMax = 1 << 21

        var trees: Int
        var depth: Int
        var window: Int
        /// A node with as many points or fewer is looked no further into.
        var sizeLimit: Int

        var leafCount: Int { trees << depth }
    }

    let options: Options
    let featureCount: Int
    let seed: UInt64
    /// Points of the first window until it is whole; row-major.
    var waiting: [Double] = []
    var space: HalfSpaces?
    /// Points of the last whole window in each node, of the running one, tree by tree.
    var reference: [UInt32] = []
    var latest: [UInt32] = []

    init(options: Options, featureCount: Int, seed: UInt64) {
        self.options = options
        self.featureCount = featureCount
        self.seed = seed
    }

    var pointsNeeded: Int { options.window }

    mutating func update(_ point: [Double], index: UInt64, contributions: inout [Double]?) -> Double? {
        guard let space else {
            wait(point)
            return nil
        }
        let score = score(point, space, &contributions)
        space.count(point, into: &latest)
        if Int(latest[0]) == options.window {
            swap(&reference, &latest)
            for node in latest.indices { latest[node] = 0 }
        }
        return score
    }

    private mutating func wait(_ point: [Double]) {
        waiting += point
        guard waiting.count == options.window * featureCount else { return }
        let space = HalfSpaces(options, ranges: HalfSpaces.ranges(of: waiting, featureCount), seed: seed)
        reference = [UInt32](repeating: 0, count: space.nodeCount)
        latest = reference
        for start in stride(from: 0, to: waiting.count, by: featureCount) {
            space.count(Array(waiting[start..<(start + featureCount)]), into: &reference)
        }
        self.space = space
        waiting = []
    }

    private func score(_ point: [Double], _ space: HalfSpaces, _ contributions: inout [Double]?) -> Double {
        var total = 0.0
        for tree in 0..<options.trees {
            let base = tree * space.nodesPerTree
            var node = 0
            var depth = 0
            while depth < options.depth, reference[base + node] > options.sizeLimit {
                let child = space.child(of: node, tree, point)
                if contributions != nil {
                    let feature = Int(space.features[tree * space.innerPerTree + node])
                    contributions?[feature] += thinning(reference[base + node], reference[base + child])
                }
                node = child
                depth += 1
            }
            total += Double(UInt64(reference[base + node]) << UInt64(depth))
        }
        contributions = contributions?.map { $0 / Double(options.trees) }
        return -_log2((total + 1) / Double(options.trees * options.window))
    }

    /// By how many powers of two a half is thinner than its whole.
    private func thinning(_ whole: UInt32, _ half: UInt32) -> Double {
        -_log2((Double(half) + 0.5) / (Double(whole) / 2 + 0.5))
    }
}
