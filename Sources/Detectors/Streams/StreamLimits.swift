/// Every bound of the stream detectors, by name. Together they bound the memory of one.
package enum StreamLimits {
    package static let featuresMax = 256
    package static let calibrationWindow = 20...65_536
    package static let calibrationWindowDefault = 2048
    package static let refractoryPointsMax = 1_000_000
    /// Points that a detector may have learned from: numbers of points stay exact far beyond.
    static let pointCountMax: UInt64 = 1 << 48
    /// Scaled values are cut here, so that sums of their differences stay finite.
    static let scaledMagnitudeMax = 1e15
}
