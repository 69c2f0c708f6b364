internal import Messages

/// The mathematics of one algorithm for streams: scores a point by what it has learned, then learns from it.
protocol StreamEngine: Sendable {
    static var description: StreamAlgorithmDescription { get }
    /// Whether it has an answer of its own to values that are missing; else each feature's last value stands in.
    static var takesMissing: Bool { get }

    /// - Parameter parameters: Every parameter of the description, each within its own range.
    init(_ parameters: ResolvedParameters, featureCount: Int, seed: UInt64) throws(DetectorError)

    /// Points to learn from before the first score.
    var pointsNeeded: Int { get }

    /// The score of the stream's point number `index`, finite, nil before `pointsNeeded` points.
    /// - Parameters:
    ///   - point: One value per feature, finite, or NaN where `takesMissing`.
    ///   - contributions: Zeros, one per feature, to be filled; nil if nobody asks.
    mutating func update(_ point: [Double], index: UInt64, contributions: inout [Double]?) -> Double?

    var state: DetectionV1.StreamSnapshot.State { get }

    /// A state that was written to a snapshot, believed in nothing; nil if it is another algorithm's.
    /// - Parameter pointCount: Of the whole stream; a state that took more to learn is refused.
    static func read(
        _ state: DetectionV1.StreamSnapshot.State, featureCount: Int, seed: UInt64, pointCount: UInt64
    ) throws(DetectorError) -> (any StreamEngine)?
}
