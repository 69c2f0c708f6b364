/// What to watch a stream with, and when to speak up.
package struct StreamSpecification: Sendable, Equatable {
    package var algorithm: StreamAlgorithm
    package var parameters: [String: ParameterValue]
    /// Names of a point's values, in their order.
    package var features: [String]
    package var seed: UInt64
    /// The last scores that a new one is ranked among.
    package var calibrationWindow: Int
    /// A point with this p-value or less is an anomaly.
    package var alertPValue: Double
    /// Points after an alert that raise no other.
    package var refractoryPoints: Int

    package init(
        algorithm: StreamAlgorithm, parameters: [String: ParameterValue] = [:], features: [String], seed: UInt64 = 0,
        calibrationWindow: Int = StreamLimits.calibrationWindowDefault, alertPValue: Double = 0.001,
        refractoryPoints: Int = 0
    ) {
        self.algorithm = algorithm
        self.parameters = parameters
        self.features = features
        self.seed = seed
        self.calibrationWindow = calibrationWindow
        self.alertPValue = alertPValue
        self.refractoryPoints = refractoryPoints
    }

    func check() throws(DetectorError) {
        guard (1...StreamLimits.featuresMax).contains(features.count) else {
            throw .invalid("features", "\(features.count) of them; 1 to \(StreamLimits.featuresMax) are allowed")
        }
        guard Set(features).count == features.count else { throw .invalid("features", "hold a name twice") }
        guard StreamLimits.calibrationWindow.contains(calibrationWindow) else {
            throw .invalid(
                "calibration_window",
                "must be between \(StreamLimits.calibrationWindow.lowerBound) and "
                    + "\(StreamLimits.calibrationWindow.upperBound), not \(calibrationWindow)")
        }
        guard alertPValue >= 1 / Double(calibrationWindow + 1), alertPValue < 1 else {
            throw .invalid(
                "alert_p_value",
                "must be below 1 and at least 1/\(calibrationWindow + 1), the smallest p-value that "
                    + "\(calibrationWindow) scores can tell, not \(alertPValue)")
        }
        guard (0...StreamLimits.refractoryPointsMax).contains(refractoryPoints) else {
            throw .invalid("refractory_points", "must be between 0 and \(StreamLimits.refractoryPointsMax)")
        }
    }
}
