/// Quantiles by the sketch of Karnin, Lang and Liberty (2016, "Optimal quantile approximation in streams"): compactors of
/// geometrically growing capacity, below which a sampler takes one value of each run of 2^n.
///
/// The rank of what `quantile` answers is within `rankError` of the one asked for, as a fraction of the count, with 99 %
/// confidence, whatever the order of the values. Up to `exactMax` values it is exact, and interpolated as NumPy does.
struct QuantileSketch: Sendable {
    static let rankError = 0.01
    /// Values of the highest compactor; two thirds of it one below, and so on.
    private static let capacity = 768
    /// More than the paper asks of the lowest compactors: sorting few values at a time is slow.
    private static let capacityMin = 128
    static let exactMax = capacity
    /// The sampler's runs get longer only when there would still be this many of them: its own error, at most
    /// 1/(2√65536) in standard deviations, stays small beside the compactors'.
    private static let sampledRunsMin = 65_536

    private(set) var count = 0
    /// `levels[0]` holds values of weight `sampleWeight`, each further one of twice the weight before.
    private var levels: [[Double]] = [[]]
    private var capacities = [capacity]
    private var sampleWeight = 1
    /// How many values of the current run have been seen, and which of the run is taken.
    private var runSeen = 0
    private var runPick = 0
    private var generator: SketchGenerator

    init(seed: UInt64) { generator = SketchGenerator(seed: seed) }

    /// Of finite values.
    mutating func insert(_ values: Span<Double>) {
        var index = 0
        while index < values.count {
            let taken = min(sampleWeight - runSeen, values.count - index)
            if runPick >= runSeen, runPick < runSeen + taken { push(values[index + runPick - runSeen]) }
            runSeen += taken
            index += taken
            count += taken
            if runSeen == sampleWeight { beginRun() }
        }
    }

    private mutating func beginRun() {
        runSeen = 0
        if count / (2 * sampleWeight) >= Self.sampledRunsMin { lengthenRuns() }
        runPick = sampleWeight == 1 ? 0 : Int(truncatingIfNeeded: generator.next() & UInt64(sampleWeight - 1))
    }

    /// What waited at the lowest level moves up, and the sampler works at the weight of the next one.
    private mutating func lengthenRuns() {
        if levels.count == 1 { addLevel() }
        if levels[0].count & 1 == 1, let last = levels[0].popLast() {
            // A value without a partner: kept with twice its weight, or not, by chance.
            if generator.next() & 1 == 0 { levels[1].append(last) }
        }
        compact(0)
        levels.removeFirst()
        capacities.removeFirst()
        sampleWeight *= 2
        settle()
    }

    private mutating func push(_ value: Double) {
        levels[0].append(value)
        if levels[0].count >= capacities[0] { settle() }
    }

    private mutating func settle() {
        var level = 0
        while level < levels.count {
            if levels[level].count >= capacities[level] { compact(level) }
            level += 1
        }
    }

    /// One of twice the weight; those below hold less then.
    private mutating func addLevel() {
        levels.append([])
        capacities = levels.indices.reversed().map { below in
            var capacity = Double(Self.capacity)
            for _ in 0..<below { capacity *= 2.0 / 3 }
            return max(Self.capacityMin, Int(capacity))
        }
    }

    /// Sorts a level and moves every other value up; one that has no partner stays.
    private mutating func compact(_ level: Int) {
        guard levels[level].count > 1 else { return }
        if level + 1 == levels.count { addLevel() }
        levels[level].sort()
        let pairs = levels[level].count / 2
        let offset = Int(generator.next() & 1)
        for pair in 0..<pairs { levels[level + 1].append(levels[level][2 * pair + offset]) }
        let rest = levels[level].count & 1 == 1 ? levels[level][levels[level].count - 1] : nil
        levels[level].removeAll(keepingCapacity: true)
        if let rest { levels[level].append(rest) }
    }
}

extension QuantileSketch {
    var isExact: Bool { levels.count == 1 && sampleWeight == 1 }

    /// The values it kept, in order, with how many each stands for.
    private var weighted: [(value: Double, weight: Int)] {
        var all: [(value: Double, weight: Int)] = []
        for (level, values) in levels.enumerated() {
            all += values.map { ($0, sampleWeight << level) }
        }
        return all.sorted { $0.value < $1.value }
    }

    /// The values at these ranks, from 0 to 1 and ascending; empty without values.
    func quantiles(_ probabilities: [Double]) -> [Double] {
        let all = weighted
        guard !all.isEmpty else { return [] }
        if isExact { return probabilities.map { Self.interpolated(all, $0) } }
        let total = Double(all.reduce(0) { $0 + $1.weight })
        var (position, below) = (0, 0)
        return probabilities.map { probability in
            while position < all.count - 1, Double(below + all[position].weight) < probability * total {
                below += all[position].weight
                position += 1
            }
            return all[position].value
        }
    }

    private static func interpolated(_ all: [(value: Double, weight: Int)], _ probability: Double) -> Double {
        let place = probability * Double(all.count - 1)
        let low = Int(place)
        guard low + 1 < all.count else { return all[all.count - 1].value }
        let fraction = place - Double(low)
        return all[low].value * (1 - fraction) + all[low + 1].value * fraction
    }

    /// About how many values lie in each of `count` equal parts of the range.
    func histogram(from low: Double, to high: Double, buckets: Int) -> [Int64] {
        var histogram = EqualWidthHistogram(from: low, to: high, buckets: buckets)
        let all = weighted
        let total = all.reduce(0) { $0 + $1.weight }
        for (value, weight) in all { histogram.insert(value, count: Int64(weight)) }
        guard total > 0 else { return histogram.counts }
        return histogram.counts.map { Int64((Double($0) * Double(count) / Double(total)).rounded()) }
    }
}
