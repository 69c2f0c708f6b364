internal import Postgres
internal import ServiceKit

/// What the handlers work with.
struct DatasetParts: Sendable {
    var catalog: DatasetCatalog
    var editor: DatasetEditor
    var requests: RequestLog
    var drafts: DraftCatalog
    var blobs: any BlobStore
    /// Nil if there is none.
    var blockCache: BlobCache?
    var uploads: UploadStore
    var uploadPlaces: Places
    var readPlaces: Places
    var exportPlaces: Places
    var splitPlaces: Places
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
        let stored = PostgresBlobStore(pool: pool, batchMax: limits.sweepBatch)
        let cache = limits.blockCacheBytes > 0 ? BlobCache(capacity: limits.blockCacheBytes) : nil
        let blobs: any BlobStore = cache.map { CachedBlobStore(base: stored, cache: $0) } ?? stored
        self.blobs = blobs
        blockCache = cache
        self.cpuPool = cpuPool
        self.limits = limits
        self.ingestLimits = ingestLimits
        catalog = DatasetCatalog(pool: pool)
        editor = DatasetEditor(pool: pool, limits: limits)
        requests = RequestLog(pool: pool, limits: limits)
        drafts = DraftCatalog(pool: pool, limits: limits)
        uploads = UploadStore(pool: pool, limits: limits)
        uploadPlaces = Places(for: "uploads", max: limits.uploadsMax, perTenantMax: limits.uploadsPerTenantMax)
        readPlaces = Places(for: "reads", max: limits.readsMax, perTenantMax: limits.readsPerTenantMax)
        exportPlaces = Places(for: "exports", max: limits.exportsMax, perTenantMax: limits.exportsPerTenantMax)
        splitPlaces = Places(for: "splits", max: limits.splitsMax, perTenantMax: limits.splitsPerTenantMax)
        admission = Admission(pool: pool, limits: limits)
        profiles = ProfileStore(pool: pool, limits: limits)
        sweep = Sweep(pool: pool, blobs: blobs, limits: limits)
    }
}
