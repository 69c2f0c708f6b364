internal import FoundationEssentials
internal import Postgres

/// Blobs in the tables `blobs` and `blob_owners`.
///
/// Why putting and releasing can't meet badly: both lock a blob's row first, and in the order of hashes. A put that
/// finds the row waits for a release in progress; if that removed the row, the put inserts it again. A release that
/// waited for a put counts owners in a statement after the lock, and so sees the new one.
struct PostgresBlobStore: BlobStore {
    private let pool: PostgresPool
    private let batchMax: Int

    init(pool: PostgresPool, batchMax: Int = DatasetLimits.standard.sweepBatch) {
        self.pool = pool
        self.batchMax = batchMax
    }

    func put(_ blobs: [Blob], owner: UUID, tenant: String) async throws {
        var seen: Set<BlobHash> = []
        let ordered = blobs.filter { seen.insert($0.hash).inserted }
            .sorted { $0.hash.bytes.lexicographicallyPrecedes($1.hash.bytes) }
        guard !ordered.isEmpty else { return }
        try await pool.withTransaction(tenant: tenant) { connection in
            for batch in ordered.batches(of: batchMax) {
                _ = try await connection.batch(batch.map { Self.insertion($0, owner, tenant) })
            }
        }
    }

    private static func insertion(_ blob: Blob, _ owner: UUID, _ tenant: String) -> SQL {
        """
        WITH stored AS (
            INSERT INTO blobs (tenant_id, hash, bytes) VALUES (\(tenant), \(blob.hash.bytes), \(blob.bytes))
            ON CONFLICT (tenant_id, hash) DO UPDATE SET stored_at = now()
            RETURNING tenant_id, hash
        )
        INSERT INTO blob_owners (owner_id, tenant_id, hash) SELECT \(owner), tenant_id, hash FROM stored
        ON CONFLICT (owner_id, hash) DO NOTHING
        """
    }

    func get(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: [UInt8]] {
        try await lend(hashes, tenant: tenant).mapValues(\.bytes)
    }

    func lend(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: LentBlob] {
        guard !hashes.isEmpty else { return [:] }
        let names = hashes.map(\.description)
        let rows = try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT hash, bytes FROM blobs
                WHERE tenant_id = \(tenant) AND hash IN (SELECT decode(unnest(\(names)), 'hex'))
                """)
        }
        var blobs: [BlobHash: LentBlob] = [:]
        for row in rows { blobs[BlobHash(try row.decode([UInt8].self, 0))] = LentBlob(row, column: 1) }
        return blobs
    }

    func share(from other: UUID, to owner: UUID, tenant: String) async throws {
        var last: [UInt8] = []
        while true {
            let hashes = try await pool.withTransaction(tenant: tenant) { connection in
                // Waits for a release in progress, and passes by what it removed.
                let rows = try await connection.query(
                    """
                    SELECT hash FROM blobs JOIN blob_owners USING (tenant_id, hash)
                    WHERE owner_id = \(other) AND hash > \(last) ORDER BY hash LIMIT \(batchMax)
                    FOR KEY SHARE OF blobs
                    """)
                let hashes = try rows.map { BlobHash(try $0.decode([UInt8].self, 0)) }
                let names = hashes.map(\.description)
                _ = try await connection.execute(
                    """
                    INSERT INTO blob_owners (owner_id, tenant_id, hash)
                    SELECT \(owner), \(tenant), decode(unnest(\(names)), 'hex') ON CONFLICT (owner_id, hash) DO NOTHING
                    """)
                return hashes
            }
            guard let end = hashes.last else { return }
            last = end.bytes
        }
    }

    func release(_ hashes: [BlobHash], owner: UUID, tenant: String) async throws {
        for batch in hashes.batches(of: batchMax) {
            let names = batch.map(\.description)
            _ = try await releaseBatch(owner, tenant, "hash IN (SELECT decode(unnest(\(names)), 'hex'))")
        }
    }

    func releaseSome(owner: UUID, tenant: String) async throws -> Bool {
        try await releaseBatch(owner, tenant, "true") > 0
    }

    /// How many blobs were taken from the owner.
    private func releaseBatch(_ owner: UUID, _ tenant: String, _ condition: SQL) async throws -> Int {
        try await pool.withTransaction(tenant: tenant) { connection in
            let rows = try await connection.query(
                """
                SELECT encode(hash, 'hex') FROM blobs JOIN blob_owners USING (tenant_id, hash)
                WHERE owner_id = \(owner) AND \(condition) ORDER BY hash LIMIT \(batchMax) FOR UPDATE OF blobs
                """)
            let names = try rows.map { try $0.decode(String.self, 0) }
            guard !names.isEmpty else { return 0 }
            let hashes: SQL = "hash IN (SELECT decode(unnest(\(names)), 'hex'))"
            _ = try await connection.batch([
                "DELETE FROM blob_owners WHERE owner_id = \(owner) AND \(hashes)",
                """
                DELETE FROM blobs b WHERE \(hashes) AND NOT EXISTS (
                    SELECT FROM blob_owners o WHERE o.tenant_id = b.tenant_id AND o.hash = b.hash)
                """,
            ])
            return names.count
        }
    }
}

extension Array {
    /// Consecutive runs of at most `size` elements.
    func batches(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
