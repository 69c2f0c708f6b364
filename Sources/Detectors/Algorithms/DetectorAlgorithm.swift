internal import Messages

/// An algorithm with its parameters, checked.
protocol DetectorAlgorithm: Sendable {
    static var description: AlgorithmDescription { get }
    /// How training rows are scored by a fit that did not see them.
    static var calibration: Calibration.Method { get }

    /// - Parameter parameters: Every parameter of the description, each within its own range.
    init(_ parameters: ResolvedParameters) throws(DetectorError)

    /// Refuses parameters that a training of that size can't have. Where an algorithm does not say, it can have all.
    func check(_ size: FitSize) throws(DetectorError)

    /// What fits take; where an algorithm does not say, a default stands in.
    func memory(_ size: FitSize) -> FitMemory

    func fit(_ training: TrainingSet) async throws -> any FittedDetector

    /// A fit that was written to a snapshot, believed in nothing; nil if it is another algorithm's.
    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)?
}

extension DetectorAlgorithm {
    func check(_ size: FitSize) throws(DetectorError) {}
}
