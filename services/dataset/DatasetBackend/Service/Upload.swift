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
    private var hasBegun = false
    private var chunkCount = 0
    private var byteCount = 0
    private var lastStep = ContinuousClock.now

    init(_ request: UploadRequest, tenant: String, actor: AuditActor, parts: DatasetParts) {
        self.request = request
        self.parts = parts
        self.actor = actor
        let limits = FormatLimits(contentBytesMax: parts.limits.uploadBytesMax)
        file = FilePipeline(request.file, ingest: request.ingest, limits: limits, ingestLimits: parts.ingestLimits)
        draft = DraftVersion(tenant: tenant)
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
                    return (step.chunks.map(PackedChunk.init), step.needsMore)
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
            return (end.chunks.map(PackedChunk.init), end.summary)
        }
        for chunk in chunks { try await store(chunk) }
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
        if !hasBegun { try await parts.drafts.begin(draft) }
        hasBegun = true
        try await parts.blobs.put(chunk.blobs, owner: draft.id, tenant: draft.tenant)
        try await parts.drafts.add(chunk.chunk, blobs: chunk.blobs, index: chunkCount, to: draft)
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
        return try await parts.drafts.publish(draft, version: version, as: request.dataset, by: actor) {
            (createdAt, connection) in
            let record = DatasetRecord(
                id: request.dataset.id, displayName: request.dataset.displayName,
                description: request.dataset.description, labels: request.dataset.labels, createdAt: createdAt,
                version: version)
            let response = DatasetV1.UploadDatasetResponse(
                dataset: DatasetV1.Dataset(record),
                rejectReport: DatasetV1.RejectReport(
                    accepted: summary.acceptedRows, rejected: summary.rejectedRows, summary.rejects,
                    nulledCells: summary.nulledCells))
            try await completing(response, connection)
            return response
        }
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
