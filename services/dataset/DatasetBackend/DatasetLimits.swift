/// Limits of the service, in one place. Those of the CSV reader and of chunks are `CSVLimits` and `IngestLimits`.
struct DatasetLimits: Sendable {
    /// Bytes of one uploaded file.
    var uploadBytesMax = 1000 << 20
    /// Uploads that one replica takes at a time; each holds some tens of megabytes.
    var uploadsMax = 8
    /// Of these, one tenant's: the others' are left to other tenants.
    var uploadsPerTenantMax = 6
    /// While an upload's client is waited for, at least this many bytes must come in each such time of waiting.
    var uploadProgressBytesMin = 16 << 10
    var uploadProgressTimeMax: Duration = .seconds(30)
    /// Bytes of a tenant's blocks, each version's without those that it shares with its parent.
    var tenantStoredBytesMax: Int64 = 100 << 30
    /// What a block that a version shares with its parent counts: its row among the chunks, with the index.
    var sharedBlockBytes: Int64 = 256
    /// Datasets of a tenant that are not deleted.
    var tenantDatasetsMax = 10_000
    /// Files of a tenant that are being made into datasets, on all replicas.
    var tenantUploadsMax = 16
    /// Beyond this size of the whole database no upload begins; nil is no limit.
    var databaseBytesMax: Int64?
    /// The size of the database is believed for so long.
    var databaseSizeAge: Duration = .seconds(30)
    var displayNameCharactersMax = 200
    var descriptionCharactersMax = 4000
    var labelsMax = 64
    var labelCharactersMax = 200
    /// Texts that an uploader may name as missing values, and the characters of each.
    var missingTextsMax = 64
    var missingTextCharactersMax = 64
    var unitCharactersMax = 40
    /// A page of rows ends early where its values take about this many bytes, so that it fits a message.
    var rowsPageBytesMax = 2 << 20
    /// Rows that one call of a listing looks at, and a chunk more; with a filter, the page may be short then.
    var rowsPageLookedAtMax: Int64 = 1 << 18
    /// Chunks that one call of a listing or of a sample looks up at a time, those that their statistics refute included.
    var rowsPageChunksMax = 1000
    var sampleRowsMax = 1000
    /// Of an exported file, about; twice this is the most.
    var exportMessageBytes = 256 << 10
    /// Different values of a column by which a dataset is split.
    var strataMax = 10_000
    /// Splits that one replica makes at a time; each holds two chunks that are being filled and some being read.
    var splitsMax = 2
    var splitsPerTenantMax = 1
    /// Versions that one replica streams at a time as columns, each of which holds `readAheadBytes` and a block once more
    /// than there are `readAheadBatches`.
    var readsMax = 16
    var readsPerTenantMax = 12
    /// Files that one replica exports at a time; each holds a chunk, as values and as text, besides what a read does.
    var exportsMax = 6
    var exportsPerTenantMax = 4
    /// Blocks that a reader of columns fetches in one statement, with one block on top.
    var readAheadBytes = 4 << 20
    /// As many of these are fetched at a time, each by a connection of its own; a reader holds one more.
    var readAheadBatches = 2
    /// Blocks that were read, in memory to be read again; 0 is none.
    var blockCacheBytes = 64 << 20
    /// Those that nobody has read for so long go.
    var blockCacheIdle: Duration = .seconds(10 * 60)
    /// An upload that shows no sign of life for so long is collected.
    var uploadLease: Duration = .seconds(15 * 60)
    /// While an upload's client is slow, its lease is renewed this often.
    var leaseRenewal: Duration = .seconds(60)
    /// Resumable uploads of a tenant that are neither finished nor deleted, and the bytes of their files in all.
    var openUploadsMax = 32
    var openUploadBytesMax: Int64 = 10_000 << 20
    /// A resumable upload is kept for so long, finished or not.
    var uploadLifetime: Duration = .seconds(24 * 60 * 60)
    /// Bytes of a resumable upload that are kept at a time, and that a lost connection may cost.
    var uploadPartBytes = 1 << 20
    /// Parts that are removed in one transaction.
    var uploadPartsBatch = 64
    /// Whoever reads a finished upload is believed to do so for so long after each sign of life.
    var finisherLease: Duration = .seconds(60)
    /// Whoever asks for a finished upload that another call is reading looks again after so long.
    var finisherPoll: Duration = .milliseconds(250)
    /// A deleted dataset can be had back for so long, and whoever reads it by version goes on; then it is purged.
    var deletedRetention: Duration = .seconds(7 * 24 * 60 * 60)
    /// Rows that a call may hold itself, and values in them, missing ones included.
    var inlineRowsMax = 10_000
    var inlineCellsMax = 100_000
    /// How often rows are put behind those that another call has added meanwhile, before the call gives up.
    var appendAttemptsMax = 32
    /// The answer to a request with an id is known for so long.
    var requestRetention: Duration = .seconds(24 * 60 * 60)
    /// One collector may be at a version for so long before another takes over.
    var collectionLease: Duration = .seconds(10 * 60)
    var sweepInterval: Duration = .seconds(60)
    /// Rows that the sweep removes in one transaction.
    var sweepBatch = 500

    /// Profiles that one replica makes at a time; `ProfileLimits` says what each may hold.
    var profilesMax = 2
    /// Profiles of one tenant that wait or run.
    var profilesPerTenantMax = 8
    /// A replica that has not renewed its lease of a profile for so long is taken for lost.
    var profileLease: Duration = .seconds(15)
    /// How long a replica without a profile to make waits before it looks for one that another replica lost.
    var profilePollInterval: Duration = .seconds(5)
    /// Times that a profile is taken up before it fails.
    var profileAttemptsMax = 5
    /// How often a running profile's progress is written down, at most.
    var profileProgressInterval: Duration = .seconds(1)
    /// Failed and cancelled profiles can be asked for so long; then the next profile of their version removes them.
    var endedProfileRetention: Duration = .seconds(24 * 60 * 60)
    /// Of the tenant's, before one begins.
    var endedProfilesSweptMax = 100
    /// The longest that WaitOperation holds a call.
    var operationWaitMax: Duration = .seconds(30)
    /// How often an operation that is waited for is looked at.
    var operationWatchInterval: Duration = .milliseconds(250)

    static let standard = DatasetLimits()
}
