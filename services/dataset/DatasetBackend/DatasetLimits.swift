/// Limits of the service, in one place. Those of the CSV reader and of chunks are `CSVLimits` and `IngestLimits`.
struct DatasetLimits: Sendable {
    /// Bytes of one uploaded file.
    var uploadBytesMax = 1000 << 20
    /// Uploads that one replica takes at a time; each holds some tens of megabytes.
    var uploadsMax = 8
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
    /// Blocks that a reader of columns fetches at once.
    var readAheadBytes = 4 << 20
    /// An upload that shows no sign of life for so long is collected.
    var uploadLease: Duration = .seconds(15 * 60)
    /// While an upload's client is slow, its lease is renewed this often.
    var leaseRenewal: Duration = .seconds(60)
    /// A deleted dataset's blocks stay for so long, for readers that are at it.
    var deletedRetention: Duration = .seconds(60 * 60)
    /// One collector may be at a version for so long before another takes over.
    var collectionLease: Duration = .seconds(10 * 60)
    var sweepInterval: Duration = .seconds(60)
    /// Rows that the sweep removes in one transaction.
    var sweepBatch = 500

    static let standard = DatasetLimits()
}
