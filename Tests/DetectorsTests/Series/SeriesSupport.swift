@testable import Detectors

/// A sine of the period, with a little noise and a few marks at known places.
func seasonal(_ count: Int, period: Int, noise: Double = 0.2, seed: UInt64 = 4) throws -> [Double] {
    let noises = try gaussianPoints(count, features: 1, seed: seed).map { $0[0] * noise }
    return (0..<count).map { 10 + 3 * _sin(2 * .pi * Double($0) / Double(period)) + noises[$0] }
}

extension SeriesDetector {
    /// One that is quick on short series.
    static func small(
        _ algorithm: SeriesAlgorithm, period: Period = .found, alertPValue: Double = 0.02, refractory: Int = 0
    ) throws -> SeriesDetector {
        let parameters: [String: ParameterValue] =
            switch algorithm {
            case .matrixProfile: ["window": .number(12)]
            case .slidingWindows: ["window": .number(8)]
            case .changePoints: ["cost": .text("mean")]
            default: [:]
            }
        return try SeriesDetector(
            algorithm: algorithm, parameters: parameters, period: period, alertPValue: alertPValue,
            refractoryPoints: refractory)
    }
}
