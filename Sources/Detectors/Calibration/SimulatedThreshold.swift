/// What a threshold would have flagged of the calibration rows, and what it would flag of new ones.
package struct SimulatedThreshold: Sendable, Equatable {
    package var threshold: Threshold
    /// Calibration rows strictly above the threshold.
    package var flaggedCount: Int
    package var flaggedShare: Double
    /// The probability that a new row like the training rows is flagged: (1 + flagged) / (n + 1). It is exact where the threshold is
    /// one of the scores and none are tied, and not exceeded elsewhere.
    package var falsePositiveRate: Double
    /// That many of the rows per day, where those are known.
    package var alertsPerDay: Double?
}

/// Raw scores at equal distances, both ends included.
package struct ScoreRange: Sendable, Equatable {
    package static let pointsDefault = 50

    package var low: Double
    package var high: Double
    package var points: Int

    package init(low: Double, high: Double, points: Int = ScoreRange.pointsDefault) {
        self.low = low
        self.high = high
        self.points = points
    }

    /// What it holds; one score where both ends are the same.
    var scores: [Double] {
        guard points > 1, low < high else { return [low] }
        // By weights of the ends, whose difference may be no number.
        return (0..<points).map { point in
            let weight = Double(point) / Double(points - 1)
            return point == points - 1 ? high : low * (1 - weight) + high * weight
        }
    }
}

extension Calibration {
    /// From the median of the scores to the highest.
    package var standardRange: ScoreRange {
        ScoreRange(low: scores[(scores.count - 1) / 2], high: scores[scores.count - 1])
    }

    /// Each policy in turn. `alertsPerDay` needs `rowsPerDay`; the others get along without.
    /// - Throws: what stands against a policy, its field below `policies[index]`.
    package func simulate(
        _ policies: [ThresholdPolicy], rowsPerDay: Double? = nil, trainingMode: TrainingMode = .contaminated
    ) throws(DetectorError) -> [SimulatedThreshold] {
        var simulated: [SimulatedThreshold] = []
        // Looks at all scores: once, however many policies want it.
        lazy var spread = Spread(scores)
        for (index, policy) in policies.enumerated() {
            do {
                try policy.check(trainingMode)
                let threshold = try threshold(policy, rowsPerDay: rowsPerDay) { spread }
                simulated.append(simulate(threshold, rowsPerDay: rowsPerDay))
            } catch {
                throw DetectorError(kind: error.kind, field: Self.field(error.field, of: index), message: error.message)
            }
        }
        return simulated
    }

    /// Rows per day are the simulation's, all else the policy's own.
    private static func field(_ path: String, of index: Int) -> String {
        path == RowsPerDay.unknown.field
            ? "rows_per_day" : path.replacing("threshold_policy", with: "policies[\(index)]")
    }

    /// Every score of the range as a threshold.
    package func simulate(_ range: ScoreRange, rowsPerDay: Double? = nil) throws(DetectorError) -> [SimulatedThreshold]
    {
        guard range.low.isFinite, range.high.isFinite, range.low <= range.high else {
            throw .invalid(
                "range", "must go from a number to one that is not smaller, not from \(range.low) to \(range.high)")
        }
        guard (1...DetectorLimits.simulatedThresholdsMax).contains(range.points) else {
            throw .invalid("range.points", "must be between 1 and \(DetectorLimits.simulatedThresholdsMax)")
        }
        var simulated: [SimulatedThreshold] = []
        for score in range.scores {
            simulated.append(simulate(try threshold(.fixedScore(score)), rowsPerDay: rowsPerDay))
        }
        return simulated
    }

    package func simulate(_ threshold: Threshold, rowsPerDay: Double?) -> SimulatedThreshold {
        let flagged = above(threshold.rawScore)
        let rate = Double(1 + flagged) / Double(n + 1)
        return SimulatedThreshold(
            threshold: threshold, flaggedCount: flagged, flaggedShare: Double(flagged) / Double(n),
            falsePositiveRate: rate, alertsPerDay: rowsPerDay.map { $0 * rate })
    }
}
