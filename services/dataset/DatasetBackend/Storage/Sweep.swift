internal import FoundationEssentials
internal import Postgres
import RPC
internal import ServiceKit

/// Removes what drafts that were never published, and datasets that were deleted, left behind.
///
/// Replicas may sweep side by side: a version is claimed by one, in small transactions, and if that one dies, by another
/// when its claim runs out. Every step can be repeated.
struct Sweep: Sendable {
    private let pool: PostgresPool
    private let blobs: any BlobStore
    private let lease: Double
    private let batchMax: Int

    init(pool: PostgresPool, blobs: any BlobStore, limits: DatasetLimits) {
        self.pool = pool
        self.blobs = blobs
        lease = limits.collectionLease.inSeconds
        batchMax = limits.sweepBatch
    }

    /// Collects every version whose lease has run out; how many.
    func run() async throws -> Int {
        var collected = 0
        while !Task.isCancelled, let version = try await claim() {
            while try await blobs.releaseSome(owner: version.id, tenant: version.tenant) { try await renew(version) }
            while try await removeChunks(of: version) > 0 { try await renew(version) }
            if try await forget(version) { collected += 1 }
        }
        return collected
    }

    private func claim() async throws -> DraftVersion? {
        try await pool.withConnection { connection in
            let rows = try await connection.query(
                """
                UPDATE version_leases SET is_collecting = true, expires_at = now() + make_interval(secs => \(lease))
                WHERE version_id = (
                    SELECT version_id FROM version_leases WHERE expires_at <= now()
                    ORDER BY expires_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING version_id, tenant_id
                """)
            return try rows.first.map {
                DraftVersion(id: try $0.decode(UUID.self, 0), tenant: try $0.decode(String.self, 1))
            }
        }
    }

    /// A large version takes longer than a claim is believed.
    private func renew(_ version: DraftVersion) async throws {
        try await pool.withConnection { connection in
            _ = try await connection.execute(
                """
                UPDATE version_leases SET expires_at = now() + make_interval(secs => \(lease))
                WHERE version_id = \(version.id) AND is_collecting
                """)
        }
    }

    private func removeChunks(of version: DraftVersion) async throws -> Int {
        try await pool.withTransaction(tenant: version.tenant) { connection in
            try await connection.execute(
                """
                DELETE FROM chunks WHERE version_id = \(version.id) AND (column_index, chunk_index) IN (
                    SELECT column_index, chunk_index FROM chunks WHERE version_id = \(version.id) LIMIT \(batchMax))
                """)
        }
    }

    /// False if another collector, who has taken over meanwhile, is not done: the lease leads whoever comes next to the rest.
    private func forget(_ version: DraftVersion) async throws -> Bool {
        try await pool.withTransaction(tenant: version.tenant) { connection in
            let left = try await connection.query("SELECT FROM chunks WHERE version_id = \(version.id) LIMIT 1")
            guard left.isEmpty else { return false }
            let rows = try await connection.query(
                "DELETE FROM dataset_versions WHERE id = \(version.id) RETURNING dataset_id")
            if let dataset = try rows.first?.decode(UUID.self, 0) {
                _ = try await connection.execute(
                    """
                    DELETE FROM datasets WHERE id = \(dataset) AND deleted_at IS NOT NULL
                        AND NOT EXISTS (SELECT FROM dataset_versions WHERE dataset_id = \(dataset))
                    """)
            }
            _ = try await connection.execute("DELETE FROM drafts WHERE version_id = \(version.id)")
            return try await connection.execute("DELETE FROM version_leases WHERE version_id = \(version.id)") == 1
        }
    }
}
