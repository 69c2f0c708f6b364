/// Random cut forest (Guha, Mishra, Roy and Schrijvers 2016): each tree holds a sample of the points seen, the recent ones
/// with more probability, and is changed with it. A point's score is its collusive displacement: how much of a tree
/// moves when the point leaves together with those beside it, as expected over the cuts that would take it in.
///
/// - The expectation is computed, not drawn: the point is not put into the tree for it (`RandomCutTree+Displacement`).
/// - The sample is a reservoir whose weights fall with age: a point's share of the weight halves about every
///   ln 2 / `timeDecay` points (Efraimidis and Spirakis 2006).
/// - `shingle` points in a row make one point of the forest: shapes in time become places in space.
/// - Values are divided by their feature's standard deviation among the first points, so that units don't matter. These
///   are held back until there are enough of them.
struct RandomCutForest: StreamEngine, Equatable {
    struct Options: Sendable, Equatable {
        static let trees = 1...200
        static let capacities = 16...2048
        static let shingles = 1...128
        static let timeDecays = 0.0...1.0
        /// Trees times points of one times numbers of a point: bounds a detector's memory to about 100 MB.
        static let valuesMax = 1 << 22

        var trees: Int
        var capacity: Int
        var shingle: Int
        var timeDecay: Double
    }

    let options: Options
    let featureCount: Int
    let seed: UInt64
    var waiting: [Double] = []
    /// Empty until they are known.
    var scales: [Double] = []
    /// The last `shingle` - 1 points, scaled.
    var tail: [Double] = []
    var trees: [ReservoirTree]

    init(options: Options, featureCount: Int, seed: UInt64) {
        self.options = options
        self.featureCount = featureCount
        self.seed = seed
        let tree = ReservoirTree(
            capacity: options.capacity, width: featureCount * options.shingle, timeDecay: options.timeDecay)
        trees = [ReservoirTree](repeating: tree, count: options.trees)
    }

    /// Points of a forest's dimension that are held back before there are scales.
    private var shinglesHeldBack: Int { options.capacity / 4 }
    var pointsNeeded: Int { shinglesHeldBack + options.shingle - 1 }
    var width: Int { featureCount * options.shingle }

    mutating func update(_ point: [Double], index: UInt64, contributions: inout [Double]?) -> Double? {
        guard !scales.isEmpty else {
            wait(point, index: index)
            return nil
        }
        let shingle = tail + scaled(point)
        let score = score(shingle, &contributions)
        learn(shingle, index: index)
        tail = Array(shingle.dropFirst(featureCount))
        return score
    }

    private mutating func wait(_ point: [Double], index: UInt64) {
        waiting += point
        let held = waiting.count / featureCount
        guard held == pointsNeeded else { return }
        scales = Self.scales(of: waiting, featureCount)
        var window: [Double] = []
        for number in 0..<held {
            let start = number * featureCount
            window += scaled(waiting[start..<(start + featureCount)])
            guard window.count == width else { continue }
            learn(window, index: index - UInt64(held - 1 - number))
            window.removeFirst(featureCount)
        }
        tail = window
        waiting = []
    }

    private func score(_ shingle: [Double], _ contributions: inout [Double]?) -> Double {
        var shares: [Double]? = contributions == nil ? nil : [Double](repeating: 0, count: width)
        var total = 0.0
        for tree in trees { total += tree.cuts.displacement(of: shingle, &shares) }
        let count = Double(trees.count)
        if let shares {
            for (dimension, share) in shares.enumerated() {
                contributions?[dimension % featureCount] += share / count
            }
        }
        return total / count
    }

    private mutating func learn(_ shingle: [Double], index: UInt64) {
        for tree in trees.indices {
            // A sequence of its own for each tree and point: nothing of a generator has to be kept.
            var generator = SeededGenerator(seed: seed, stream: UInt64(tree) << 48 ^ index)
            trees[tree].offer(shingle, index: index, using: &generator)
        }
    }

    private func scaled(_ point: some Collection<Double>) -> [Double] {
        let limit = StreamLimits.scaledMagnitudeMax
        return zip(point, scales).map { Swift.min(Swift.max($0 / $1, -limit), limit) }
    }

    /// Population standard deviations of row-major points; 1 for a feature that did not vary.
    private static func scales(of points: [Double], _ featureCount: Int) -> [Double] {
        (0..<featureCount).map { feature in
            let values = stride(from: feature, to: points.count, by: featureCount).map { points[$0] }
            let largest = values.reduce(0) { Swift.max($0, abs($1)) }
            guard largest > 0 else { return 1 }
            // Squares of what is at most 1 cannot overflow.
            let count = Double(values.count)
            let mean = values.reduce(0) { $0 + $1 / largest } / count
            let variance = values.reduce(0) { $0 + ($1 / largest - mean) * ($1 / largest - mean) } / count
            let deviation = variance.squareRoot() * largest
            return deviation > 0x1p-40 * largest ? deviation : 1
        }
    }
}
