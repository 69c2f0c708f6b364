/// One way to find what is strange in a series.
protocol SeriesMethod: Sendable {
    static var description: SeriesAlgorithmDescription { get }
    /// Whether it makes anything of a period.
    static var usesPeriod: Bool { get }

    /// - Parameter parameters: Every parameter of the description, each within its own range.
    init(_ parameters: ResolvedParameters) throws(DetectorError)

    /// - Parameters:
    ///   - values: At equal distances, at least `SeriesLimits.pointsMin`, finite.
    ///   - period: In points, at least 2 and at most half of them; nil if there is none.
    func analyze(_ values: [Double], period: Int?) async throws -> SeriesAnalysis
}

/// What a method says of the values of a regular series.
struct SeriesAnalysis: Sendable, Equatable {
    /// One for each value, finite; higher is stranger.
    var scores: [Double]
    /// What the method would have expected, and between what; where it can say.
    var expected: [Double]?
    var expectedLow: [Double]?
    var expectedHigh: [Double]?
    /// The method's own decision for each value, where it has one.
    var isAnomaly: [Bool]?
}
