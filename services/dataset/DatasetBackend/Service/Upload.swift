internal import FoundationEssentials
internal import Logging
internal import Messages
internal import Postgres
internal import Protobuf
internal import RPC
internal import ServiceKit

/// One upload, from its first byte to the published dataset.
///
/// Bytes are parsed and compressed on the CPU pool; each chunk is stored before more is read, so the call holds one
/// chunk and one message at most, and a client that is faster than the database waits. Used by one task.
final class Upload {
    private let parts: DatasetParts
    private let request: UploadRequest
    private let file: FilePipeline
    private let draft: DraftVersion
    private let actor: AuditActor
    /// The dataset whose rows those of the file follow; nil for a new one.
    private let parent: DatasetRecord?
    private let etag: String
    private let action: String
    private let isFile: Bool
    private var hasBegun = false
    private var chunkCount = 0
    private var byteCount = 0
    private var lastStep = ContinuousClock.now

    /// - Parameters:
    ///   - parent: the dataset whose rows those of the file follow; nil makes a new one.
    ///   - etag: the parent's must be this one, if given.
    ///   - action: what the audit event says of a new dataset.
    ///   - isFile: whether it counts towards the tenant's uploads at once, as rows in a call do not.
    init(
        _ request: UploadRequest, onto parent: DatasetRecord? = nil, etag: String = "",
        action: String = "datasets.upload", isFile: Bool = false, tenant: String, actor: AuditActor, parts: DatasetParts
    ) {
        self.isFile = isFile
        self.parent = parent
        self.etag = etag
        self.action = action
        self.request = request
        self.parts = parts
        self.actor = actor
        let limits = FormatLimits(contentBytesMax: parts.limits.uploadBytesMax)
        file = FilePipeline(request.file, ingest: request.ingest, limits: limits, ingestLimits: parts.ingestLimits)
        draft = DraftVersion(tenant: tenant)
    }

    /// The upload that a spec asks for.
    convenience init(
        _ spec: DatasetV1.UploadSpec, tenant: String, actor: AuditActor, parts: DatasetParts
    ) async throws {
        guard !spec.appendTo.isEmpty else {
            self.init(
                try UploadRequest(spec, limits: parts.limits), isFile: true, tenant: tenant, actor: actor, parts: parts)
            return
        }
        let parent = try await Self.parent(spec.appendTo, tenant: tenant, parts: parts)
        self.init(
            try UploadRequest(spec, following: parent.version, limits: parts.limits), onto: parent, isFile: true,
            tenant: tenant, actor: actor, parts: parts)
    }

    /// What an upload of this spec is going to add.
    static func demand(of spec: DatasetV1.UploadSpec) -> TenantQuota.Demand {
        spec.appendTo.isEmpty ? [.bytes, .dataset, .upload] : [.bytes, .upload]
    }

    static func parent(_ name: String, tenant: String, parts: DatasetParts) async throws -> DatasetRecord {
        let id = try ResourceName.id(name, in: "datasets")
        guard let record = try await parts.catalog.dataset(id, tenant: tenant) else {
            throw ResourceName.notFound(name)
        }
        return record
    }

    func receive(_ bytes: ByteSlice) async throws {
        byteCount += bytes.count
        guard byteCount <= parts.limits.uploadBytesMax else {
            throw UploadTooLarge(limitBytes: parts.limits.uploadBytesMax)
        }
        var position = 0
        var needsMore = false
        // What little bytes unfold to is stored piece by piece as well.
        while !needsMore {
            let (chunks, isUsedUp) = try await onCPU {
                try bytes.withUnsafeBytes { bytes in
                    let step = try self.file.read(bytes, from: &position)
                    return (try step.chunks.map(self.pack), step.needsMore)
                }
            }
            needsMore = isUsedUp
            for chunk in chunks { try await store(chunk) }
            try await keepLease()
        }
    }

    private func keepLease() async throws {
        guard hasBegun, ContinuousClock.now - lastStep > parts.limits.leaseRenewal else { return }
        try await parts.drafts.renew(draft)
        lastStep = .now
    }

    /// - Parameter completing: what else happens in the transaction that publishes the dataset.
    func finish(
        _ completing: (DatasetV1.UploadDatasetResponse, PostgresConnection) async throws -> Void = { _, _ in }
    ) async throws -> DatasetV1.UploadDatasetResponse {
        let (chunks, summary) = try await onCPU {
            let end = try self.file.finish()
            return (try end.chunks.map(self.pack), end.summary)
        }
        for chunk in chunks { try await store(chunk) }
        if let parent { return try await append(summary, to: parent, completing) }
        try await Backfill(parts: parts, draft: draft).run(summary.columns)
        try await Widening(parts: parts, draft: draft).run(summary.columns)
        return try await publish(summary, completing)
    }

    /// Leaves what was written to the sweep.
    func abandon(_ logger: Logger) async {
        if hasBegun { await parts.drafts.giveUp(draft, logger) }
    }

    /// The draft begins with its first chunk, so that a file that is no table costs no writing.
    private func store(_ chunk: PackedChunk) async throws {
        let bytes = chunk.blobs.reduce(0) { $0 + $1.bytes.count }
        if hasBegun {
            try await parts.drafts.reserve(bytes, for: draft)
        } else {
            try await parts.drafts.begin(draft, bytes: bytes, isUpload: isFile)
        }
        hasBegun = true
        let index = parent == nil ? chunkCount : DraftCatalog.place(of: chunkCount)
        try await parts.store(chunk.blobs, of: draft) {
            try await parts.drafts.add(chunk.chunk, blobs: chunk.blobs, index: index, to: draft)
        }
        chunkCount += 1
        lastStep = .now
    }

    private func publish(
        _ summary: IngestSummary,
        _ completing: (DatasetV1.UploadDatasetResponse, PostgresConnection) async throws -> Void
    ) async throws -> DatasetV1.UploadDatasetResponse {
        let hash = ContentHash.ofVersion(
            columns: summary.columns.map { ($0.name, $0.type) }, rowCount: summary.acceptedRows,
            blocks: try await parts.drafts.blocksHash(of: draft))
        let version = VersionRecord(
            id: draft.id, rowCount: summary.acceptedRows, rejectedRows: summary.rejectedRows,
            byteSize: Int64(byteCount), contentHash: hash, columns: summary.columns.map(ColumnRecord.init))
        let publication = Publication(draft: draft, version: version, dataset: request.dataset)
        return try await parts.drafts.publish(publication, by: actor, action: action) { (record, connection) in
            let response = DatasetV1.UploadDatasetResponse(record, summary)
            try await completing(response, connection)
            return response
        }
    }

    private func pack(_ chunk: EncodedChunk) throws -> PackedChunk {
        guard let parent else { return PackedChunk(chunk) }
        return PackedChunk(try SchemaAlignment(parent.version.columns).align(chunk, names: file.columnNames))
    }

    /// Publishes the rows behind those of the dataset's current version, whichever that is by then.
    private func append(
        _ summary: IngestSummary, to parent: DatasetRecord,
        _ completing: (DatasetV1.UploadDatasetResponse, PostgresConnection) async throws -> Void
    ) async throws -> DatasetV1.UploadDatasetResponse {
        let addition = Addition(
            draft: draft, dataset: parent.id, etag: etag, acceptedRows: summary.acceptedRows,
            rejectedRows: summary.rejectedRows, byteSize: Int64(byteCount),
            missing: try SchemaAlignment(parent.version.columns).missing(summary))
        var current = parent
        var chunkCount = 0
        for _ in 0..<parts.limits.appendAttemptsMax {
            try await parts.blobs.share(from: current.version.id, to: draft.id, tenant: draft.tenant)
            chunkCount = try await parts.drafts.copyChunks(
                of: current.version, from: chunkCount, to: draft, rowsPerStep: parts.limits.sweepBatch)
            let outcome = try await parts.drafts.append(
                addition, to: current.version.id, chunkCount: chunkCount, by: actor
            ) { (record, connection) in
                let response = DatasetV1.UploadDatasetResponse(record, summary)
                try await completing(response, connection)
                return response
            }
            if case .published(let response) = outcome { return response }
            current = try await Self.parent(DatasetName.dataset(parent.id), tenant: draft.tenant, parts: parts)
        }
        throw RPCError(.aborted, "Others add rows to the dataset all the time; try again later.")
    }

    /// Publishes a dataset of these columns that has no rows.
    func finishEmpty(
        _ columns: [IngestColumn],
        _ completing: (DatasetV1.UploadDatasetResponse, PostgresConnection) async throws -> Void
    ) async throws -> DatasetV1.UploadDatasetResponse {
        try await parts.drafts.begin(draft)
        hasBegun = true
        let summary = IngestSummary(columns: columns, acceptedRows: 0, rejectedRows: 0, rejects: [])
        return try await publish(summary, completing)
    }

    private func onCPU<R>(_ body: () throws -> R) async throws -> R {
        try await withTaskExecutorPreference(parts.cpuPool) { try body() }
    }
}

/// A chunk with its blocks in the form in which they are stored.
struct PackedChunk: Sendable {
    let chunk: EncodedChunk
    let blobs: [Blob]

    init(_ chunk: EncodedChunk) {
        self.chunk = chunk
        blobs = chunk.columns.map { $0.block.blob() }
    }
}

struct UploadTooLarge: RPCErrorConvertible {
    var limitBytes: Int
    /// What is too large: the file, or its content once it is decompressed.
    var of = "file"

    package var rpcError: RPCError {
        let limit = "upload_bytes_max"
        let subject = of == "file" ? "The file" : "The file's \(of), once it is decompressed,"
        let description =
            "\(subject) is larger than \(limitBytes >> 20) MB (\(limit)), the most that one upload may have."
        return RPCError(
            .resourceExhausted, description,
            details: [
                GoogleRpc.QuotaFailure(violations: [.init(subject: limit, description: description)])
            ])
    }
}
