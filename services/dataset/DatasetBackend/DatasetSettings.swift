internal import ServiceKit

/// The settings that only the dataset service reads.
enum DatasetSettings {
    static let declarations = [
        SettingDeclaration(
            "DATASET_RETENTION", "how long a deleted dataset can be had back before it is purged; default 168h")
    ]

    /// The service's limits, with what the operator says instead.
    static func limits(_ settings: ServiceSettings) throws -> DatasetLimits {
        var limits = DatasetLimits.standard
        limits.deletedRetention = try settings.values.duration(
            "DATASET_RETENTION", default: limits.deletedRetention, in: .seconds(60) ... .seconds(366 * 24 * 60 * 60))
        return limits
    }
}
