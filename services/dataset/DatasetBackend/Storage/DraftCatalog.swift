internal import FoundationEssentials
internal import Logging
internal import Postgres
import RPC
internal import ServiceKit

/// A version stopped being ours to write: its lease ran out and it is being collected.
struct DraftExpired: Error {}

/// The part of the catalog that uploads write.
///
/// A draft is known by its lease alone. Each step renews it, so that a draft whose writer died is collected, and one
/// whose writer lives is not. Publishing removes the lease in the transaction that inserts the version; the sweep claims
/// a lease before it collects. Both change the same row, so only one of them can happen.
struct DraftCatalog: Sendable {
    let pool: PostgresPool
    let quota: TenantQuota
    private let sharedBlockBytes: Int64
    private let lease: Double

    init(pool: PostgresPool, limits: DatasetLimits) {
        self.pool = pool
        quota = TenantQuota(limits: limits)
        sharedBlockBytes = limits.sharedBlockBytes
        lease = limits.uploadLease.inSeconds
    }

    /// - Parameters:
    ///   - bytes: of its first blocks.
    ///   - isUpload: whether it counts towards the tenant's uploads at once.
    func begin(_ draft: DraftVersion, bytes: Int = 0, isUpload: Bool = false) async throws {
        try await pool.withTransaction(tenant: draft.tenant) { connection in
            try await quota.begin(draft, bytes: bytes, isUpload: isUpload, on: connection)
            _ = try await connection.execute(
                """
                INSERT INTO version_leases (version_id, tenant_id, expires_at)
                VALUES (\(draft.id), \(draft.tenant), now() + make_interval(secs => \(lease)))
                """)
        }
    }

    /// Takes room for blocks that are about to be stored.
    func reserve(_ bytes: Int, for draft: DraftVersion) async throws {
        try await pool.withTransaction(tenant: draft.tenant) { connection in
            try await quota.reserve(bytes, for: draft, on: connection)
        }
    }

    func renew(_ draft: DraftVersion) async throws {
        try await pool.withConnection { try await renew(draft, on: $0) }
    }

    func renew(_ draft: DraftVersion, on connection: PostgresConnection) async throws {
        let renewed = try await connection.execute(
            """
            UPDATE version_leases SET expires_at = now() + make_interval(secs => \(lease))
            WHERE version_id = \(draft.id) AND NOT is_collecting
            """)
        guard renewed == 1 else { throw DraftExpired() }
    }

    /// Leaves the draft to the sweep, also when the call was cancelled; if that fails, the lease ends by itself.
    func giveUp(_ draft: DraftVersion, _ logger: Logger) async {
        await Task {
            do {
                try await abandon(draft)
            } catch {
                logger.warning("a draft could not be given up at once", metadata: ["error": "\(error)"])
            }
        }.value
    }

    /// Leaves the draft to the sweep.
    func abandon(_ draft: DraftVersion) async throws {
        try await pool.withConnection { connection in
            _ = try await connection.execute(
                "UPDATE version_leases SET expires_at = now() WHERE version_id = \(draft.id) AND NOT is_collecting")
        }
    }

    func add(_ chunk: EncodedChunk, blobs: [Blob], index: Int, to draft: DraftVersion) async throws {
        let extent = ChunkExtent(index: index, firstRow: chunk.firstRow, rowCount: chunk.rowCount)
        try await insert(
            zip(chunk.columns, blobs).enumerated().map { column, content in
                Self.insertion(content.0, at: column, blob: content.1, to: extent, of: draft)
            }, to: draft)
    }

    /// Adds one block to each of the chunks.
    func add(
        _ column: EncodedChunk.Column, at index: Int, blob: Blob, to chunks: [ChunkExtent], of draft: DraftVersion
    ) async throws {
        try await insert(chunks.map { Self.insertion(column, at: index, blob: blob, to: $0, of: draft) }, to: draft)
    }

    private static func insertion(
        _ encoded: EncodedChunk.Column, at column: Int, blob: Blob, to chunk: ChunkExtent, of draft: DraftVersion
    ) -> SQL {
        """
        INSERT INTO chunks (version_id, column_index, chunk_index, tenant_id, first_row, row_count, type,
            missing_count, minimum, maximum, content_sha256, blob_hash, blob_size)
        VALUES (\(draft.id), \(column), \(chunk.index), \(draft.tenant), \(chunk.firstRow), \(chunk.rowCount),
            \(Int(encoded.block.type.rawValue)), \(encoded.statistics.missingCount),
            \(encoded.statistics.minimum as Double?), \(encoded.statistics.maximum as Double?), \(encoded.contentHash),
            \(blob.hash.bytes), \(blob.bytes.count))
        """
    }

    private func insert(_ rows: [SQL], to draft: DraftVersion) async throws {
        try await pool.withTransaction(tenant: draft.tenant) { connection in
            try await renew(draft, on: connection)
            for batch in rows.batches(of: 500) { _ = try await connection.batch(Array(batch)) }
        }
    }

    /// The first chunks that have no block of a column.
    func chunks(of draft: DraftVersion, lackingColumn column: Int, limit: Int) async throws -> [ChunkExtent] {
        try await pool.withTransaction(tenant: draft.tenant) { connection in
            try await connection.query(
                """
                SELECT chunk_index, first_row, row_count FROM chunks AS chunk
                WHERE version_id = \(draft.id) AND column_index = 0 AND NOT EXISTS (
                    SELECT FROM chunks WHERE version_id = \(draft.id) AND column_index = \(column)
                        AND chunk_index = chunk.chunk_index)
                ORDER BY chunk_index LIMIT \(limit)
                """
            ).map { row in
                ChunkExtent(
                    index: try row.decode(Int.self, 0), firstRow: try row.decode(Int64.self, 1),
                    rowCount: try row.decode(Int.self, 2))
            }
        }
    }

    /// Blocks of a column that were written before it had its final type, the first of them.
    func blocks(
        of draft: DraftVersion, column: Int, otherThan type: ValueType, limit: Int
    ) async throws -> [BlockRecord] {
        try await pool.withTransaction(tenant: draft.tenant) { connection in
            try await connection.query(
                """
                SELECT \(unsafe: BlockRecord.columns) FROM chunks
                WHERE version_id = \(draft.id) AND column_index = \(column) AND type <> \(Int(type.rawValue))
                ORDER BY chunk_index LIMIT \(limit)
                """
            ).map(BlockRecord.init)
        }
    }

    func replace(
        _ block: BlockRecord, by column: EncodedChunk.Column, blob: Blob, in draft: DraftVersion
    ) async throws {
        try await pool.withTransaction(tenant: draft.tenant) { connection in
            try await renew(draft, on: connection)
            _ = try await connection.execute(
                """
                UPDATE chunks SET type = \(Int(column.block.type.rawValue)), minimum = \(column.statistics.minimum as Double?),
                    maximum = \(column.statistics.maximum as Double?), content_sha256 = \(column.contentHash),
                    blob_hash = \(blob.hash.bytes), blob_size = \(blob.bytes.count)
                WHERE version_id = \(draft.id) AND column_index = \(block.columnIndex)
                    AND chunk_index = \(block.chunkIndex)
                """)
        }
    }

    /// Those of the hashes that no block of the draft has.
    func unused(_ hashes: [BlobHash], in draft: DraftVersion) async throws -> [BlobHash] {
        let names = hashes.map(\.description)
        return try await pool.withTransaction(tenant: draft.tenant) { connection in
            try await connection.query(
                """
                SELECT decode(unnest(\(names)), 'hex')
                EXCEPT SELECT blob_hash FROM chunks WHERE version_id = \(draft.id)
                """
            ).map { BlobHash(try $0.decode([UInt8].self, 0)) }
        }
    }

    /// SHA-256 over the content hashes of all blocks, chunk by chunk and in each by column.
    func blocksHash(of draft: DraftVersion) async throws -> [UInt8] {
        try await pool.withTransaction(tenant: draft.tenant) { try await Self.blocksHash(of: draft, on: $0) }
    }

    static func blocksHash(of draft: DraftVersion, on connection: PostgresConnection) async throws -> [UInt8] {
        try await connection.query(
            """
            SELECT sha256(coalesce(string_agg(content_sha256, ''::bytea ORDER BY chunk_index, column_index), ''::bytea))
            FROM chunks WHERE version_id = \(draft.id)
            """)[0].decode([UInt8].self, 0)
    }

    /// Makes the draft the first version of a new dataset.
    /// - Parameter completing: is told when that was, within the transaction.
    func publish<Result: Sendable>(
        _ publication: Publication, by actor: AuditActor, action: String,
        completing: (DatasetRecord, PostgresConnection) async throws -> Result
    ) async throws -> Result {
        try await pool.withTransaction(tenant: publication.draft.tenant) { connection in
            let record = try await insert(publication, by: actor, action: action, on: connection)
            try await quota.verify([.bytes, .dataset], tenant: publication.draft.tenant, on: connection)
            return try await completing(record, connection)
        }
    }

    /// Makes each draft, all of one tenant, the first version of a new dataset: all of them or none.
    func publish<Result: Sendable>(
        _ publications: [Publication], by actor: AuditActor, action: String,
        completing: ([DatasetRecord], PostgresConnection) async throws -> Result
    ) async throws -> Result {
        guard let tenant = publications.first?.draft.tenant else { throw DraftExpired() }
        return try await pool.withTransaction(tenant: tenant) { connection in
            var records: [DatasetRecord] = []
            for publication in publications {
                records.append(try await insert(publication, by: actor, action: action, on: connection))
            }
            try await quota.verify([.bytes, .dataset], tenant: tenant, on: connection)
            return try await completing(records, connection)
        }
    }

    private func insert(
        _ publication: Publication, by actor: AuditActor, action: String, on connection: PostgresConnection
    ) async throws -> DatasetRecord {
        let (draft, dataset) = (publication.draft, publication.dataset)
        let labels = String(decoding: try JSONEncoder().encode(dataset.labels), as: UTF8.self)
        try await release(draft, on: connection)
        _ = try await connection.execute(
            """
            INSERT INTO datasets (id, tenant_id, display_name, description, labels, current_version)
            VALUES (\(dataset.id), \(draft.tenant), \(dataset.displayName), \(dataset.description), \(labels),
                \(draft.id))
            """)
        let version = try await insert(
            publication.version, of: dataset.id, parentStoredBytes: 0, sharedBlocks: 0, in: draft, on: connection)
        try await DatasetMigrations.outbox.record(
            action, of: DatasetName.dataset(dataset.id), in: draft.tenant, by: actor, on: connection)
        return DatasetRecord(
            id: dataset.id, displayName: dataset.displayName, description: dataset.description, labels: dataset.labels,
            createdAt: version.createdAt, version: version)
    }

    /// Ends the draft's lease: it is a version from the commit on.
    func release(_ draft: DraftVersion, on connection: PostgresConnection) async throws {
        let released = try await connection.execute(
            "DELETE FROM version_leases WHERE version_id = \(draft.id) AND NOT is_collecting")
        guard released == 1 else { throw DraftExpired() }
        try await quota.end(draft, on: connection)
    }

    /// - Returns: the version with what its row got.
    func insert(
        _ version: VersionRecord, of dataset: UUID, parentStoredBytes: Int64, sharedBlocks: Int64,
        in draft: DraftVersion, on connection: PostgresConnection
    ) async throws -> VersionRecord {
        let columns = String(decoding: try JSONEncoder().encode(version.columns), as: UTF8.self)
        let row = try await connection.query(
            """
            INSERT INTO dataset_versions (id, tenant_id, dataset_id, parent_id, row_count, rejected_rows, byte_size,
                stored_bytes, added_bytes, content_sha256, columns)
            SELECT \(draft.id), \(draft.tenant), \(dataset), \(version.parent as UUID?), \(version.rowCount),
                \(version.rejectedRows), \(version.byteSize), stored,
                stored - \(parentStoredBytes) + \(sharedBlocks * sharedBlockBytes),
                \(version.contentHash), \(columns)::jsonb
            FROM (SELECT coalesce(sum(blob_size), 0)::bigint AS stored FROM chunks WHERE version_id = \(draft.id)) AS sums
            RETURNING stored_bytes, created_at
            """)[0]
        var version = version
        version.storedBytes = try row.decode(Int64.self, 0)
        version.createdAt = try row.decode(Date.self, 1)
        return version
    }
}

/// A draft that is to become a dataset.
struct Publication: Sendable {
    var draft: DraftVersion
    var version: VersionRecord
    var dataset: NewDataset
}

/// A chunk's place in its version.
struct ChunkExtent: Sendable {
    var index: Int
    var firstRow: Int64
    var rowCount: Int
}

/// What the uploader calls the dataset.
struct NewDataset: Sendable {
    var id = UUID()
    var displayName: String
    var description = ""
    var labels: [String: String] = [:]
}

extension BlockRecord {
    static let columns = "column_index, chunk_index, first_row, row_count, type, blob_hash, blob_size"

    init(_ row: PostgresRow) throws {
        let type = try row.decode(Int.self, 4)
        columnIndex = try row.decode(Int.self, 0)
        chunkIndex = try row.decode(Int.self, 1)
        firstRow = try row.decode(Int64.self, 2)
        rowCount = try row.decode(Int.self, 3)
        guard let known = UInt8(exactly: type).flatMap(ValueType.init(rawValue:)) else {
            throw BlockError.damaged("type \(type)")
        }
        self.type = known
        blobHash = BlobHash(try row.decode([UInt8].self, 5))
        blobSize = try row.decode(Int.self, 6)
    }
}
