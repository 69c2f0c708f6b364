/// Brings the scores of different algorithms to one scale: how unlikely a score is among those of training rows, -ln P(S >= s).
///
/// Up to the 90 % quantile the reference scores tell. Beyond, where they are few, -ln 0.1 + ln(1 + (s - q) / m) goes on, with m the mean of
/// what the scores there lie above the quantile q: it never ends, so that strange rows keep their order, and grows slowly, so
/// that no member outcries the others.
struct TailScale: Sendable, Equatable {
    static let scoresMax = 4096
    /// Far beyond any algorithm's; differences of two stay finite.
    static let scoreMax = 1e300
    private static let tailShare = 0.1

    /// Ascending.
    let scores: [Double]
    private let quantile: Double
    /// 0 where nothing lies above the quantile.
    private let meanExcess: Double

    /// - Parameter scores: Ascending, finite, at least one.
    init(scores: [Double]) {
        self.scores = scores
        let quantile = Selection.quantiles([1 - Self.tailShare], of: scores)[0]
        var excess = 0.0
        var count = 0.0
        for score in scores.reversed() {
            guard score > quantile else { break }
            // In halves: the difference of two large ones could overflow.
            count += 1
            excess += (score / 2 - quantile / 2 - excess) / count
        }
        self.quantile = quantile
        meanExcess = excess
    }

    func surprise(of score: Double) -> Double {
        guard score <= quantile else {
            let excess = meanExcess > 0 ? (score / 2 - quantile / 2) / meanExcess : 1
            return -_log(Self.tailShare) + _log(1 + excess)
        }
        return -_log(Swift.max(shareAbove(score), Self.tailShare))
    }

    /// Between two neighbouring scores the share changes evenly, so that ties are few.
    private func shareAbove(_ score: Double) -> Double {
        let place = scores.firstIndex(atLeast: score)
        guard place > 0 else { return 1 }
        guard place < scores.count, scores[place] > scores[place - 1] else { return Self.tailShare }
        let gap = scores[place] / 2 - scores[place - 1] / 2
        let position = Double(place - 1) + (gap > 0 ? (score / 2 - scores[place - 1] / 2) / gap : 1)
        return 1 - position / Double(Swift.max(scores.count - 1, 1))
    }
}
