internal import Postgres
internal import ServiceKit

/// What the handlers work with.
struct DatasetParts: Sendable {
    var catalog: DatasetCatalog
    var editor: DatasetEditor
    var requests: RequestLog
    var drafts: DraftCatalog
    var blobs: any BlobStore
    var uploads: UploadStore
    var slots: UploadSlots
    var admission: Admission
    var sweep: Sweep
    var profiles: ProfileStore
    /// Tells this replica's profile workers that there is work.
    var profileBell = Bell()
    var cpuPool: any TaskExecutor
    var limits: DatasetLimits
    var ingestLimits: IngestLimits

    init(
        pool: PostgresPool, cpuPool: any TaskExecutor, limits: DatasetLimits = .standard,
        ingestLimits: IngestLimits = .standard
    ) {
        let blobs = PostgresBlobStore(pool: pool, batchMax: limits.sweepBatch)
        self.blobs = blobs
        self.cpuPool = cpuPool
        self.limits = limits
        self.ingestLimits = ingestLimits
        catalog = DatasetCatalog(pool: pool)
        editor = DatasetEditor(pool: pool, limits: limits)
        requests = RequestLog(pool: pool, limits: limits)
        drafts = DraftCatalog(pool: pool, limits: limits)
        uploads = UploadStore(pool: pool, limits: limits)
        slots = UploadSlots(max: limits.uploadsMax, perTenantMax: limits.uploadsPerTenantMax)
        admission = Admission(pool: pool, limits: limits)
        profiles = ProfileStore(pool: pool, limits: limits)
        sweep = Sweep(pool: pool, blobs: blobs, limits: limits)
    }
}
