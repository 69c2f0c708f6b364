/// The generalized extreme studentized deviate test (Rosner 1983) with median and MAD in the places of mean and standard
/// deviation, as S-H-ESD has it (Hochenbaum, Vallis and Kejariwal 2017): takes the farthest value off, again and again, and says how
/// many were outliers.
///
/// In sorted order the values that are left are a run, so that every step finds its median and MAD in O(log n).
struct GeneralizedESD: Sendable {
    enum Direction: String, Sendable { case both, positive, negative }

    struct Result: Sendable, Equatable {
        /// Indices of the outliers, the farthest first.
        var outliers: [Int]
        /// Of the values that are left.
        var median: Double
        var deviation: Double
        /// How many deviations off the test calls the next value an outlier.
        var critical: Double
    }

    var alpha: Double
    var outliersMax: Int
    var direction: Direction

    /// - Parameter values: At least 4.
    func test(_ values: [Double]) -> Result {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        let sorted = SortedRun(order.map { values[$0] })
        var run = 0..<sorted.values.count
        var removed: [Int] = []
        var outlierCount = 0
        for step in 1...Swift.max(1, Swift.min(outliersMax, values.count - 3)) {
            let median = sorted.median(run)
            let deviation = NormalDistribution.deviationsPerMAD * sorted.medianDistance(run, from: median)
            guard deviation > 0 else { break }
            let below = median - sorted.values[run.lowerBound]
            let above = sorted.values[run.upperBound - 1] - median
            let takesAbove = direction == .positive || (direction == .both && above >= below)
            let statistic = (takesAbove ? above : below) / deviation
            removed.append(order[takesAbove ? run.upperBound - 1 : run.lowerBound])
            run = takesAbove ? run.dropLast() : run.dropFirst()
            if statistic > critical(step: step, of: values.count) { outlierCount = step }
        }
        return result(values, outliers: Array(removed.prefix(outlierCount)))
    }

    private func result(_ values: [Double], outliers: [Int]) -> Result {
        var isOutlier = [Bool](repeating: false, count: values.count)
        for index in outliers { isOutlier[index] = true }
        let (median, deviation) = RobustSpread.of(values.indices.filter { !isOutlier[$0] }.map { values[$0] })
        let step = Swift.min(outliers.count + 1, values.count - 3)
        return Result(
            outliers: outliers, median: median, deviation: deviation, critical: critical(step: step, of: values.count))
    }

    /// Rosner's critical value λ of the test's step, from 1.
    func critical(step: Int, of count: Int) -> Double {
        let left = Double(count - step)
        let tail = direction == .both ? alpha / (2 * (left + 1)) : alpha / (left + 1)
        let t = StudentT.quantile(upperTail: tail, degrees: left - 1)
        return left * t / ((left - 1 + t * t) * (left + 1)).squareRoot()
    }
}

/// Ascending values, and order statistics of runs of them.
private struct SortedRun {
    let values: [Double]

    init(_ values: [Double]) { self.values = values }

    func median(_ run: Range<Int>) -> Double {
        let middle = run.lowerBound + run.count / 2
        return run.count % 2 == 1 ? values[middle] : values[middle - 1] / 2 + values[middle] / 2
    }

    /// The median distance of the run's values from `centre`, which lies among them.
    func medianDistance(_ run: Range<Int>, from centre: Double) -> Double {
        let upper = distance(run.count / 2, run, centre)
        return run.count % 2 == 1 ? upper : distance(run.count / 2 - 1, run, centre) / 2 + upper / 2
    }

    /// The k-th smallest distance from `centre`, from 0: the k + 1 nearest values are a run themselves, found where its far
    /// ends balance.
    private func distance(_ k: Int, _ run: Range<Int>, _ centre: Double) -> Double {
        var low = run.lowerBound
        var high = run.upperBound - 1 - k
        while low < high {
            let middle = (low + high) / 2
            if centre - values[middle] > values[middle + k + 1] - centre { low = middle + 1 } else { high = middle }
        }
        return Swift.max(centre - values[low], values[low + k] - centre)
    }
}
