/// Scores of training rows, each by a fit that did not see the row: what a normal row's score is held against.
package struct Calibration: Sendable, Equatable {
    package enum Method: String, Sendable {
        /// Each row scored by the fold model that did not see it.
        case crossFit = "cross_fit"
        /// Each row taken out of the counts that score it.
        case leaveOneOut = "leave_one_out"
    }

    package var method: Method
    /// Ascending, at least one.
    package var scores: [Double]

    package var n: Int { scores.count }

    /// The conformal p-value (1 + #{calibration >= score}) / (n + 1) (Vovk, Gammerman and Shafer 2005).
    /// A training row is among the calibration scores itself, which makes its p-value conservative by 1/(n+1).
    package func pValue(_ score: Double) -> Double {
        Double(1 + atLeast(score)) / Double(n + 1)
    }

    /// How many calibration scores are `score` or more.
    func atLeast(_ score: Double) -> Int { scores.count - scores.firstIndex(atLeast: score) }

    /// How many calibration scores are strictly above `score`.
    func above(_ score: Double) -> Int { atLeast(score.nextUp) }

    /// The threshold that a policy means. Every policy comes down to one raw score and `raw > threshold`, so that
    /// what is reported is what is applied.
    /// - Parameter rowsPerDay: What `alertsPerDay` needs, and no other policy.
    func threshold(_ policy: ThresholdPolicy, rowsPerDay: Double? = nil) throws(DetectorError) -> Threshold {
        try threshold(policy, rowsPerDay: rowsPerDay) { Spread(scores) }
    }

    /// - Parameter spread: That of the scores, asked for where the policy needs it.
    func threshold(
        _ policy: ThresholdPolicy, rowsPerDay: Double?, spread: () -> Spread
    ) throws(DetectorError) -> Threshold {
        switch policy {
        case .contamination(let share):
            // At most this share of the training rows lies strictly above.
            return threshold(flagging: Int(share * Double(n) + 1e-9), policy)
        case .falsePositiveRate(let rate):
            return try threshold(
                rate: rate, policy,
                "Use at least \(Self.rowsNeeded(rate)) training rows or a rate of \(smallest) or more")
        case .alertsPerDay(let alerts):
            let rate = try RowsPerDay.share(alerts: alerts, rowsPerDay)
            return try threshold(
                rate: rate, policy, "Use at least \(Self.rowsNeeded(rate)) training rows or allow more alerts")
        case .fixedScore(let score): return threshold(at: score, policy)
        case .iqr(let multiplier): return threshold(at: spread().fence(iqr: multiplier), policy)
        case .mad(let multiplier): return threshold(at: spread().fence(mad: multiplier), policy)
        }
    }

    /// The smallest p-value there is.
    private var smallest: Double { 1 / Double(n + 1) }

    private func threshold(at score: Double, _ policy: ThresholdPolicy) -> Threshold {
        Threshold(rawScore: score, pValue: Double(1 + above(score)) / Double(n + 1), policy: policy)
    }

    private func threshold(
        rate: Double, _ policy: ThresholdPolicy, _ advice: @autoclosure () -> String
    ) throws(DetectorError) -> Threshold {
        let ranks = Int(rate * Double(n + 1) + 1e-9)
        guard ranks >= 1 else {
            throw .precondition(
                "threshold_policy.\(policy.name)",
                "a rate of \(rate) cannot be told from \(n) calibration rows: their smallest p-value is 1/\(n + 1). \(advice())"
            )
        }
        // p <= rate exactly when at most ranks - 1 calibration scores are as high.
        return threshold(flagging: ranks - 1, policy, pValue: rate)
    }

    /// Rows that a rate can be told from; a rate may be too small for any number of them.
    private static func rowsNeeded(_ rate: Double) -> Int {
        Int(exactly: (1 / rate).rounded(.up)).map { $0 - 1 } ?? .max
    }

    private func threshold(flagging count: Int, _ policy: ThresholdPolicy, pValue: Double? = nil) -> Threshold {
        // With count + 1 of the highest scores at or above it, a score above has at most `count`.
        let rawScore = count < n ? scores[n - 1 - count] : -.greatestFiniteMagnitude
        return Threshold(rawScore: rawScore, pValue: pValue ?? Double(count + 1) / Double(n + 1), policy: policy)
    }
}

/// Where normal ends: a row is an anomaly when its raw score is strictly above `rawScore`.
package struct Threshold: Sendable, Equatable {
    package var rawScore: Double
    /// The p-value that belongs to it: flagged rows have this or less.
    package var pValue: Double
    package var policy: ThresholdPolicy

    package func flags(_ score: Double) -> Bool { score > rawScore }

    /// ln p / ln p_threshold: 1 at the threshold, 2 where p is the threshold's square. Always at least 1 for a flagged
    /// row and below 1 for another, also where p-values are tied.
    package func relative(pValue: Double, isAnomaly: Bool) -> Double {
        // A threshold that flags everything has p = 1, whose logarithm says nothing.
        let reference = Swift.min(self.pValue, 1 - 0x1p-20)
        let relative = Swift.max(_log(pValue) / _log(reference), 0)
        return isAnomaly ? Swift.max(relative, 1) : Swift.min(relative, 1.nextDown)
    }
}

/// How far beyond the threshold, in fixed bands of the relative score.
package enum Severity: Int, Sendable, Comparable {
    /// Not an anomaly.
    case none
    /// From 1: beyond the threshold.
    case low
    /// From 1.25.
    case medium
    /// From 1.5.
    case high
    /// From 2: p is the square of the threshold's or less.
    case critical

    package static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }

    package init(relativeScore: Double, isAnomaly: Bool) {
        guard isAnomaly else {
            self = .none
            return
        }
        self = relativeScore >= 2 ? .critical : relativeScore >= 1.5 ? .high : relativeScore >= 1.25 ? .medium : .low
    }
}
