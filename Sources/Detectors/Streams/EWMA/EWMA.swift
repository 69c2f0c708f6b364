/// Exponentially weighted mean and variance of each feature; a point's score is how many standard deviations it lies off
/// (Roberts 1959; the incremental form is West's, 1979).
///
/// A value that is k values old has weight 2^(-k / halfLife); the first values have no other share than their weight.
/// Robust: a value farther than `farLimit` deviations off is learned as if it lay there (Huber's clipping), so that
/// an outlier does not make the next one look ordinary. After `farRunMax` such values in a row the level has changed, and
/// they are learned as they are.
///
/// A missing value scores 0 and is not learned from. A feature that never varied scores 0 at its value and
/// `Standardization.constantDeviation` at any other.
struct EWMA: StreamEngine, Equatable {
    enum Aggregation: String, Sendable { case max, mean }

    static let farLimit = 3.0
    static let farRunMax: UInt32 = 8
    static let valuesNeeded = 20
    static let halfLives = 1.0...1e6

    struct Feature: Sendable, Equatable {
        var mean = 0.0
        /// Weighted sum of squared deviations from the mean.
        var squares = 0.0
        /// Sum of the weights.
        var weight = 0.0
        /// Values seen, up to `valuesNeeded`.
        var count: UInt32 = 0
        var farRun: UInt32 = 0

        var deviation: Double { weight > 0 ? (squares / weight).squareRoot() : 0 }

        /// Distance from the mean in standard deviations, with its sign.
        func standardized(_ value: Double) -> Double {
            let distance = value - mean
            let deviation = deviation
            guard deviation > 0 else {
                return distance == 0
                    ? 0 : distance > 0 ? Standardization.constantDeviation : -Standardization.constantDeviation
            }
            return Swift.min(
                Swift.max(distance / deviation, -Standardization.deviationMax),
                Standardization.deviationMax)
        }

        mutating func learn(_ value: Double, decay: Double, robust: Bool) {
            var distance = value - mean
            let limit = farLimit * deviation
            if robust, count >= valuesNeeded, limit > 0, abs(distance) > limit {
                farRun = Swift.min(farRun + 1, farRunMax + 1)
                if farRun <= farRunMax { distance = distance > 0 ? limit : -limit }
            } else {
                farRun = 0
            }
            weight = decay * weight + 1
            let step = distance / weight
            mean += step
            squares = decay * squares + distance * (distance - step)
            count = Swift.min(count + 1, UInt32(valuesNeeded))
        }
    }

    let halfLife: Double
    let aggregation: Aggregation
    let robust: Bool
    var features: [Feature]
    private let decay: Double

    init(halfLife: Double, aggregation: Aggregation, robust: Bool, features: [Feature]) {
        self.halfLife = halfLife
        self.aggregation = aggregation
        self.robust = robust
        self.features = features
        decay = _exp2(-1 / halfLife)
    }

    var pointsNeeded: Int { Self.valuesNeeded }

    mutating func update(_ point: [Double], index: UInt64, contributions: inout [Double]?) -> Double? {
        var largest = 0.0
        var sum = 0.0
        for column in features.indices where !point[column].isNaN {
            // A feature that started late says nothing until it has been seen often enough.
            if features[column].count >= Self.valuesNeeded {
                let distance = abs(features[column].standardized(point[column]))
                largest = Swift.max(largest, distance)
                sum += distance
                contributions?[column] = distance
            }
            features[column].learn(point[column], decay: decay, robust: robust)
        }
        guard index >= Self.valuesNeeded else { return nil }
        keepWhatScores(largest, &contributions)
        return aggregation == .max ? largest : sum / Double(features.count)
    }

    /// Makes contributions add up to the score: the largest alone, the first where several are, or each one's part of the mean.
    private func keepWhatScores(_ largest: Double, _ contributions: inout [Double]?) {
        guard let all = contributions else { return }
        if aggregation == .mean {
            contributions = all.map { $0 / Double(features.count) }
        } else {
            var kept = [Double](repeating: 0, count: all.count)
            if let first = all.firstIndex(of: largest) { kept[first] = largest }
            contributions = kept
        }
    }
}
