/// What a detector says of each point of a series.
package struct SeriesResult: Sendable, Equatable {
    /// Higher is stranger; NaN where the value is missing.
    package var scores: [Double]
    /// The share of the series' values that score as high, the value itself among them; 1 where it is missing.
    ///
    /// A rank within this series and no more: a share p of the values has p or less by construction, anomalies or not. Only where
    /// the scores could stand in any order is it the probability that an ordinary value scores as high.
    package var pValues: [Double]
    package var isAnomaly: [Bool]
    /// Points that are anomalies and do not follow another alert within the refractory period.
    package var alerts: [Int]
    package var expected: [Double]?
    package var expectedLow: [Double]?
    package var expectedHigh: [Double]?
    /// What was used, in points of the regular grid; nil if none.
    package var period: Int?
}
