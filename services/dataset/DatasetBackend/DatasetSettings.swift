internal import ServiceKit

/// Limits that depend on where the service runs: settings of its own.
enum DatasetSettings {
    private static let standard = DatasetLimits.standard

    static let declarations = [
        SettingDeclaration(
            "UPLOADS_MAX", "uploads that a replica takes at a time; default \(standard.uploadsMax)"),
        SettingDeclaration(
            "UPLOADS_PER_TENANT_MAX", "of these, one tenant's; default \(standard.uploadsPerTenantMax)"),
        SettingDeclaration(
            "TENANT_UPLOADS_MAX", "uploads of a tenant at a time, on all replicas; default \(standard.tenantUploadsMax)"
        ),
        SettingDeclaration(
            "TENANT_DATASETS_MAX", "datasets of a tenant; default \(standard.tenantDatasetsMax)"),
        SettingDeclaration(
            "TENANT_STORED_BYTES_MAX",
            "bytes of a tenant's stored blocks; default \(standard.tenantStoredBytesMax)"),
        SettingDeclaration(
            "DATABASE_BYTES_MAX", "size of the whole database beyond which no upload begins; default 0, no limit"),
        SettingDeclaration(
            "DATASET_RETENTION", "how long a deleted dataset can be had back before it is purged; default 168h"),
        SettingDeclaration(
            "BLOCK_CACHE_BYTES",
            "memory for blocks that are read again; default \(standard.blockCacheBytes), 0 is none"),
        SettingDeclaration("SWEEP_INTERVAL", "how often what was given up or deleted is collected; default 60s"),
    ]

    static func limits(_ settings: ServiceSettings) throws(SettingsError) -> DatasetLimits {
        let values = settings.values
        var limits = standard
        limits.uploadsMax = try values.integer("UPLOADS_MAX", default: limits.uploadsMax, in: 1...1000)
        limits.uploadsPerTenantMax = try values.integer(
            "UPLOADS_PER_TENANT_MAX", default: min(limits.uploadsPerTenantMax, limits.uploadsMax),
            in: 1...limits.uploadsMax)
        limits.tenantUploadsMax = try values.integer(
            "TENANT_UPLOADS_MAX", default: limits.tenantUploadsMax, in: 1...100_000)
        limits.tenantDatasetsMax = try values.integer(
            "TENANT_DATASETS_MAX", default: limits.tenantDatasetsMax, in: 1...10_000_000)
        limits.tenantStoredBytesMax = Int64(
            try values.integer(
                "TENANT_STORED_BYTES_MAX", default: Int(limits.tenantStoredBytesMax), in: 1...(1 << 60)))
        let databaseBytesMax = try values.integer("DATABASE_BYTES_MAX", default: 0, in: 0...(1 << 60))
        limits.databaseBytesMax = databaseBytesMax == 0 ? nil : Int64(databaseBytesMax)
        limits.deletedRetention = try values.duration(
            "DATASET_RETENTION", default: limits.deletedRetention, in: .seconds(60) ... .seconds(366 * 24 * 60 * 60))
        limits.blockCacheBytes = try values.integer(
            "BLOCK_CACHE_BYTES", default: limits.blockCacheBytes, in: 0...(1 << 40))
        limits.sweepInterval = try values.duration(
            "SWEEP_INTERVAL", default: limits.sweepInterval, in: .milliseconds(100) ... .seconds(3600))
        return limits
    }
}
