internal import LinearAlgebra

/// The search for the rows whose covariance has the smallest determinant (FAST-MCD, Rousseeuw and Van Driessen 1999).
///
/// Random starts, two C-steps each, the best ten until they come to rest. Beyond `nestedRowsMin` rows the starts are made in subsets
/// of some 300 rows, of at most 1500 in all; the best of each go on among all of those, and the best of these among all rows.
struct FastMCD: Sendable {
    static let nestedRowsMin = 600
    private static let subsetRows = 300
    private static let subsetsMax = 5
    /// Starts with and without subsets. (scikit-learn has 500 and 30.)
    private static let nestedStarts = 500
    private static let plainStarts = 200
    /// Wide rows get fewer: so many divided by the features' square, but `startsMin`.
    private static let startsOfSquare = 2_000_000
    private static let startsMin = 30
    private static let kept = 10

    let rows: FitRows
    /// h, of all rows.
    let support: Int
    let seed: UInt64
    /// Of the fit; every start draws from a stream of its own.
    let stream: UInt64

    func search() async throws -> GaussianEstimate {
        let all = ConcentrationSteps(rows: rows, support: support)
        guard support < rows.count else {
            return try all.estimate((0..<UInt32(rows.count)).map { $0 }[...], near: zeros)
        }
        if rows.width == 1 { return try all.estimate(ShortestSpread.rows(rows.values, support)[...], near: zeros) }
        guard rows.count > Self.nestedRowsMin else {
            let starts = try await candidates(all, starts: affordable(Self.plainStarts), firstStream: 16)
            return try await converged(Self.best(starts), all)
        }
        let merged = try await merged()
        let twice = try await stepTwice(Self.best(merged), all)
        // Where all rows are few, each of the best may come to another rest.
        return try await converged(rows.values.count < 100_000 ? twice : Array(Self.best(twice).prefix(1)), all)
    }

    private func affordable(_ starts: Int) -> Int {
        Swift.max(Swift.min(starts, Self.startsOfSquare / (rows.width * rows.width)), Self.startsMin)
    }

    private var zeros: [Double] { [Double](repeating: 0, count: rows.width) }

    /// Candidates of the subsets, after two steps among the rows of all subsets.
    private func merged() async throws -> [GaussianEstimate] {
        // A subset must hold more rows than there are features, by far.
        let subsetRows = Swift.max(Self.subsetRows, 3 * rows.width)
        let subsets = Swift.min(Self.subsetsMax, Swift.max(rows.count / subsetRows, 1))
        let drawn = draw(Swift.min(subsets * subsetRows, rows.count))
        let starts = affordable(Self.nestedStarts)
        var found: [GaussianEstimate] = []
        for subset in 0..<subsets {
            let own = stride(from: subset, to: drawn.count, by: subsets).map { drawn[$0] }
            found += Self.best(
                try await candidates(
                    steps(own), starts: (starts + subsets - 1) / subsets, firstStream: UInt64(16 + subset * 1000)))
        }
        return try await stepTwice(found, steps(drawn))
    }

    /// In an order of no meaning.
    private func draw(_ count: Int) -> [Int] {
        var generator = SeededGenerator(seed: seed, stream: stream << 32 | 2)
        var places = Array(0..<rows.count)
        for index in 0..<count { places.swapAt(index, index + generator.below(places.count - index)) }
        return Array(places[..<count])
    }

    private func steps(_ places: [Int]) -> ConcentrationSteps {
        let part = rows.selecting(places)
        let share = (Double(part.count) * Double(support) / Double(rows.count)).rounded(.up)
        return ConcentrationSteps(rows: part, support: Swift.min(Int(share), part.count))
    }

    /// Each start: as many rows as span the features, more while they don't, the rows nearest to them, and two steps.
    private func candidates(
        _ steps: ConcentrationSteps, starts: Int, firstStream: UInt64
    ) async throws -> [GaussianEstimate] {
        let (seed, stream) = (seed, stream)
        return try await parallelMap(starts) { start in
            var generator = SeededGenerator(seed: seed, stream: stream << 32 | (firstStream + UInt64(start)))
            let first = try Self.elemental(steps, using: &generator)
            return try steps.converge(steps.step(first), limit: 2)
        }
    }

    private static func elemental(
        _ steps: ConcentrationSteps, using generator: inout SeededGenerator
    ) throws -> GaussianEstimate {
        var places = (0..<UInt32(steps.rows.count)).map { $0 }
        places.shuffle(using: &generator)
        var count = Swift.min(steps.rows.width + 1, places.count)
        let zeros = [Double](repeating: 0, count: steps.rows.width)
        while true {
            let estimate = try steps.estimate(places[..<count], near: zeros)
            if !estimate.isSingular || count >= steps.support { return estimate }
            count = Swift.min(count + Swift.max(count / 4, 1), steps.support)
        }
    }

    /// The first step among other rows counts whatever its determinant: determinants of different rows say nothing of each other.
    private func stepTwice(
        _ estimates: [GaussianEstimate], _ steps: ConcentrationSteps
    ) async throws -> [GaussianEstimate] {
        guard steps.rows.tasks.count > 1 else {
            return try await parallelMap(estimates.count) { try steps.converge(steps.step(estimates[$0]), limit: 1) }
        }
        var stepped: [GaussianEstimate] = []
        for estimate in estimates {
            stepped.append(try await steps.parallelConverge(steps.parallelStep(estimate), limit: 1))
        }
        return stepped
    }

    private func converged(
        _ estimates: [GaussianEstimate], _ steps: ConcentrationSteps
    ) async throws -> GaussianEstimate {
        var rested: [GaussianEstimate] = []
        if steps.rows.tasks.count > 1 {
            for estimate in estimates { rested.append(try await steps.parallelConverge(estimate)) }
        } else {
            rested = try await parallelMap(estimates.count) { try steps.converge(estimates[$0]) }
        }
        return Self.best(rested)[0]
    }

    /// The `kept` of smallest determinant, the earlier first where they are equal.
    private static func best(_ estimates: [GaussianEstimate]) -> [GaussianEstimate] {
        let order = estimates.indices.sorted {
            let (one, other) = (estimates[$0], estimates[$1])
            return one.isSmaller(than: other) || !other.isSmaller(than: one) && $0 < $1
        }
        return order.prefix(kept).map { estimates[$0] }
    }
}

/// One feature needs no search: the rows of smallest variance follow one another when they are sorted (Rousseeuw and Leroy 1987).
enum ShortestSpread {
    static func rows(_ values: [Double], _ support: Int) -> [UInt32] {
        let order = values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
        let middle = values[order[order.count / 2]]
        let distances = order.map { values[$0] - middle }
        let sums = WindowSums(distances, length: support)
        let squares = WindowSums(distances.map { $0 * $0 }, length: support)
        var best = (spread: Double.infinity, first: 0)
        for first in 0...(order.count - support) {
            let last = first + support - 1
            let sum = sums.sum(first, last)
            let spread = squares.sum(first, last) - sum * sum / Double(support)
            if spread < best.spread { best = (spread, first) }
        }
        return order[best.first..<(best.first + support)].sorted().map { UInt32($0) }
    }
}
