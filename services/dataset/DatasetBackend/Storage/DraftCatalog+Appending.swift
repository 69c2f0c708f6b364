internal import FoundationEssentials
internal import Postgres
import RPC
internal import ServiceKit

/// What a draft adds to a dataset.
struct Addition: Sendable {
    var draft: DraftVersion
    var dataset: UUID
    /// Must be the dataset's; empty means whatever it is.
    var etag: String
    var acceptedRows: Int64
    var rejectedRows: Int64
    var byteSize: Int64
    /// By column.
    var missing: [Int64]
}

/// Drafts that add rows to a dataset.
///
/// Their own chunks are numbered below 0, with rows counted from 0, until it is known which version they follow. The chunks
/// of that version are copied (rows of the table alone; the blobs are shared), so that every version has all of its chunks.
/// The dataset's row is locked to publish, which happens only if the copied version still is the current one; if not, what
/// was added meanwhile is copied too. Versions only ever grow, so what was copied before stays right.
extension DraftCatalog {
    /// Where chunk `index` of the draft's own is kept.
    static func place(of index: Int) -> Int { -index - 1 }

    enum AppendOutcome<Result: Sendable>: Sendable {
        case published(Result)
        /// The dataset has another current version by now.
        case moved
    }

    /// Copies the chunks of a version into the draft, from chunk `first` on, and returns how many the version has.
    func copyChunks(
        of version: VersionRecord, from first: Int, to draft: DraftVersion, rowsPerStep: Int
    ) async throws -> Int {
        let count = try await pool.withTransaction(tenant: draft.tenant) { connection in
            try await connection.query(
                "SELECT coalesce(max(chunk_index) + 1, 0) FROM chunks WHERE version_id = \(version.id)")[0]
                .decode(Int.self, 0)
        }
        let step = max(1, rowsPerStep / max(1, version.columns.count))
        for start in stride(from: first, to: count, by: step) {
            try await pool.withTransaction(tenant: draft.tenant) { connection in
                try await renew(draft, on: connection)
                _ = try await connection.execute(
                    """
                    INSERT INTO chunks (version_id, column_index, chunk_index, tenant_id, first_row, row_count, type,
                        missing_count, minimum, maximum, content_sha256, blob_hash, blob_size)
                    SELECT \(draft.id), column_index, chunk_index, tenant_id, first_row, row_count, type,
                        missing_count, minimum, maximum, content_sha256, blob_hash, blob_size
                    FROM chunks
                    WHERE version_id = \(version.id) AND chunk_index >= \(start) AND chunk_index < \(start + step)
                    """)
            }
        }
        return count
    }

    /// Makes the draft, which has the parent's chunks, the dataset's current version.
    /// - Throws: NOT_FOUND if the dataset is gone.
    func append<Result: Sendable>(
        _ addition: Addition, to parent: UUID, chunkCount: Int, by actor: AuditActor,
        completing: (DatasetRecord, PostgresConnection) async throws -> Result
    ) async throws -> AppendOutcome<Result> {
        let draft = addition.draft
        return try await pool.withTransaction(tenant: draft.tenant) { connection in
            guard var record = try await DatasetEditor.lock(addition.dataset, on: connection) else {
                throw ResourceName.notFound(DatasetName.dataset(addition.dataset))
            }
            try Etag.check(addition.etag, version: record.revision)
            guard record.version.id == parent else { return .moved }
            try await release(draft, on: connection)
            let old = record.version
            _ = try await connection.execute(
                """
                UPDATE chunks SET chunk_index = \(chunkCount - 1) - chunk_index, first_row = first_row + \(old.rowCount)
                WHERE version_id = \(draft.id) AND chunk_index < 0
                """)
            record.version = try await insert(
                old.adding(addition, blocks: try await Self.blocksHash(of: draft, on: connection)),
                of: addition.dataset, parentStoredBytes: old.storedBytes,
                sharedBlocks: Int64(chunkCount * old.columns.count), in: draft, on: connection)
            let row = try await connection.query(
                """
                UPDATE datasets SET current_version = \(draft.id), revision = revision + 1, updated_at = now()
                WHERE id = \(addition.dataset) RETURNING revision, updated_at
                """)[0]
            record.revision = try row.decode(Int64.self, 0)
            record.updatedAt = try row.decode(Date.self, 1)
            try await DatasetMigrations.outbox.record(
                "datasets.append", of: DatasetName.dataset(addition.dataset), in: draft.tenant, by: actor,
                on: connection)
            try await quota.verify(.bytes, tenant: draft.tenant, on: connection)
            return .published(try await completing(record, connection))
        }
    }
}

extension VersionRecord {
    /// The version that follows this one. Roles and units are this one's, as they are now.
    fileprivate func adding(_ addition: Addition, blocks: [UInt8]) -> VersionRecord {
        var columns = columns
        for index in columns.indices { columns[index].missing += addition.missing[index] }
        let rows = rowCount + addition.acceptedRows
        return VersionRecord(
            id: addition.draft.id, rowCount: rows, rejectedRows: addition.rejectedRows,
            byteSize: byteSize + addition.byteSize,
            contentHash: ContentHash.ofVersion(
                columns: columns.map { ($0.name, $0.valueType) }, rowCount: rows, blocks: blocks),
            columns: columns, parent: id)
    }
}
