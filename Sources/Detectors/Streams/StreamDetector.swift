/// Watches a stream of points, one at a time: each is scored by what was learned from those before it, and learned from
/// then. A value: a copy goes on by itself. Memory does not grow with the stream.
///
/// The same specification and points give the same scores, also when a snapshot is taken and read in between.
package struct StreamDetector: Sendable {
    package let algorithm: StreamAlgorithm
    package let features: [String]
    package let seed: UInt64
    package let alertPValue: Double
    /// Points that it has learned from.
    package private(set) var pointCount: UInt64
    var engine: any StreamEngine
    var tail: TailRank
    var refractory: RefractoryPeriod
    /// Of each feature, to stand in where the next is missing; NaN before the first.
    var lastValues: [Double]

    package init(_ specification: StreamSpecification) throws(DetectorError) {
        try specification.check()
        let engine = specification.algorithm.engine
        let parameters = try engine.description.parameters.resolve(
            specification.parameters, of: specification.algorithm.rawValue)
        self.init(
            algorithm: specification.algorithm, features: specification.features, seed: specification.seed,
            alertPValue: specification.alertPValue, pointCount: 0,
            engine: try engine.init(
                parameters, featureCount: specification.features.count, seed: specification.seed),
            tail: TailRank(capacity: specification.calibrationWindow),
            refractory: RefractoryPeriod(points: specification.refractoryPoints),
            lastValues: [Double](repeating: .nan, count: specification.features.count))
    }

    init(
        algorithm: StreamAlgorithm, features: [String], seed: UInt64, alertPValue: Double, pointCount: UInt64,
        engine: any StreamEngine, tail: TailRank, refractory: RefractoryPeriod, lastValues: [Double]
    ) {
        self.algorithm = algorithm
        self.features = features
        self.seed = seed
        self.alertPValue = alertPValue
        self.pointCount = pointCount
        self.engine = engine
        self.tail = tail
        self.refractory = refractory
        self.lastValues = lastValues
    }

    /// Points to learn from before the first score.
    package var pointsNeeded: Int { engine.pointsNeeded }

    /// Scores the point, then learns from it.
    /// - Parameter point: One value per feature; NaN is missing.
    /// - Throws: for a point that has another number of values, or holds an infinity or a value beyond
    ///   `DetectorLimits.magnitudeMax`. Nothing is learned from it.
    package mutating func update(_ point: [Double], explaining: Bool = false) throws(DetectorError) -> StreamScore {
        let point = try filled(point)
        var contributions: [Double]? = explaining ? [Double](repeating: 0, count: features.count) : nil
        let score = engine.update(point, index: pointCount, contributions: &contributions)
        pointCount += 1
        guard let score else {
            let missing = engine.pointsNeeded - Int(min(pointCount, UInt64(engine.pointsNeeded)))
            return StreamScore(pointsMissing: missing)
        }
        let pValue = tail.pValue(score)
        tail.keep(score)
        let isAnomaly = pValue <= alertPValue
        return StreamScore(
            score: score, pValue: pValue, isAnomaly: isAnomaly, isAlert: refractory.admits(isAnomaly),
            contributions: contributions ?? [])
    }

    /// Checks the point, and puts each feature's last value where one is missing if the algorithm needs one; zero
    /// before there is any.
    private mutating func filled(_ point: [Double]) throws(DetectorError) -> [Double] {
        guard point.count == features.count else {
            throw .invalid("point", "has \(point.count) values for \(features.count) features")
        }
        for (feature, value) in point.enumerated() where abs(value) > DetectorLimits.magnitudeMax {
            throw .invalid(
                features[feature],
                value.isInfinite ? "is infinite" : "is beyond ±\(DetectorLimits.magnitudeMax)")
        }
        guard !type(of: engine).takesMissing else { return point }
        var point = point
        for feature in point.indices {
            if point[feature].isNaN {
                point[feature] = lastValues[feature].isNaN ? 0 : lastValues[feature]
            } else {
                lastValues[feature] = point[feature]
            }
        }
        return point
    }
}
