/// What a stream detector says about a point, before it learned from it.
package struct StreamScore: Sendable, Equatable {
    /// Higher is stranger; nil while the detector has not learned from enough points.
    package var score: Double?
    /// The share of the last scores that are as high: (1 + #{kept >= score}) / (kept + 1). Nil without a score.
    ///
    /// Where points are independent and their distribution stays what it is, at most a share p of them gets p or less.
    /// Where neighbours resemble each other that holds in the long run only; after a change it does not hold
    /// until the window is full of scores from after the change.
    package var pValue: Double?
    /// The p-value is at most the one that was asked for. Never while the kept scores are too few to tell.
    package var isAnomaly = false
    /// An anomaly that does not follow another alert within the refractory period.
    package var isAlert = false
    /// What each feature adds to the score, in the score's own unit; empty unless asked for.
    package var contributions: [Double] = []
    /// Points to learn from before the first score.
    package var pointsMissing = 0
}
