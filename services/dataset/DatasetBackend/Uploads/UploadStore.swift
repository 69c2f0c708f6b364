internal import FoundationEssentials
internal import Messages
internal import Postgres
internal import Protobuf
import RPC
internal import ServiceKit

/// Resumable uploads in PostgreSQL: what was acknowledged is committed, so it survives whatever happens to a replica.
struct UploadStore: Sendable {
    let pool: PostgresPool
    let limits: DatasetLimits

    init(pool: PostgresPool, limits: DatasetLimits) {
        self.pool = pool
        self.limits = limits
    }

    /// Makes an upload, or finds the one that the same request has made.
    /// - Throws: `RepeatableRequest.mismatch` if another request had this id.
    func create(
        _ spec: DatasetV1.UploadSpec, byteSize: Int64, requestID: UUID?, tenant: String
    ) async throws -> UploadRecord {
        let id = UUID()
        let serialized = spec.serialized()
        return try await pool.withTransaction(tenant: tenant) { connection in
            // One at a time of a tenant, or two could pass the limits together.
            _ = try await connection.query(
                "SELECT pg_advisory_xact_lock(hashtextextended('dataset.uploads/' || \(tenant), 0))")
            if let requestID, let known = try await find("request_id = \(requestID)", on: connection) {
                guard known.byteSize == byteSize, known.spec == spec else { throw RepeatableRequest.mismatch }
                return known
            }
            try await TenantQuota(limits: limits).check(Upload.demand(of: spec).subtracting(.upload), on: connection)
            try await checkLimits(adding: byteSize, on: connection)
            let rows = try await connection.query(
                """
                INSERT INTO uploads (id, tenant_id, request_id, spec, byte_size, state, expires_at)
                VALUES (\(id), \(tenant), \(requestID), \(serialized), \(byteSize), 1,
                    now() + make_interval(secs => \(limits.uploadLifetime.inSeconds)))
                RETURNING \(unsafe: UploadRecord.columns)
                """)
            let record = try UploadRecord(rows[0])
            _ = try await connection.execute(
                """
                INSERT INTO upload_expiries (upload_id, tenant_id, expires_at)
                VALUES (\(id), \(tenant), \(record.expiresAt))
                """)
            return record
        }
    }

    private func checkLimits(adding byteSize: Int64, on connection: PostgresConnection) async throws {
        let row = try await connection.query(
            "SELECT count(*), coalesce(sum(byte_size), 0)::bigint FROM uploads WHERE state IN (1, 2)")[0]
        guard try row.decode(Int.self, 0) < limits.openUploadsMax else {
            throw QuotaExceeded(
                limit: "open_uploads_max", value: Int64(limits.openUploadsMax), used: try row.decode(Int64.self, 0),
                description: "\(limits.openUploadsMax) uploads are open; finish or delete one of them.")
        }
        let used = try row.decode(Int64.self, 1)
        guard used + byteSize <= limits.openUploadBytesMax else {
            throw QuotaExceeded(
                limit: "open_upload_bytes_max", value: limits.openUploadBytesMax, used: used, requested: byteSize,
                description:
                    "Open uploads may have \(limits.openUploadBytesMax >> 20) MB in all; finish or delete one of them.")
        }
    }

    func upload(_ id: UUID, tenant: String) async throws -> UploadRecord? {
        try await pool.withTransaction(tenant: tenant) { try await find("id = \(id)", on: $0) }
    }

    private func find(_ condition: SQL, on connection: PostgresConnection) async throws -> UploadRecord? {
        try await connection.query("SELECT \(unsafe: UploadRecord.columns) FROM uploads WHERE \(condition)")
            .first.map(UploadRecord.init)
    }

    /// Keeps bytes at the end of what there is; false when the upload has not reached just `offset`, or takes no more.
    func append(_ bytes: [UInt8], at offset: Int64, to id: UUID, tenant: String) async throws -> Bool {
        try await pool.withTransaction(tenant: tenant) { connection in
            // The row is locked to the commit: of two writers at the same offset, one finds that it has moved.
            let moved = try await connection.execute(
                """
                UPDATE uploads SET received = received + \(bytes.count)
                WHERE id = \(id) AND received = \(offset) AND received + \(bytes.count) <= byte_size AND state = 1
                    AND expires_at > now()
                """)
            guard moved == 1 else { return false }
            _ = try await connection.execute(
                """
                INSERT INTO upload_parts (upload_id, first_byte, tenant_id, bytes)
                VALUES (\(id), \(offset), \(tenant), \(bytes))
                """)
            return true
        }
    }

    /// The part that begins at this byte.
    func part(at firstByte: Int64, of id: UUID, tenant: String) async throws -> [UInt8]? {
        try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                "SELECT bytes FROM upload_parts WHERE upload_id = \(id) AND first_byte = \(firstByte)"
            ).first?.decode([UInt8].self, 0)
        }
    }

    /// False if there is no such upload.
    func delete(_ id: UUID, tenant: String) async throws -> Bool {
        let removed = try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.execute("DELETE FROM uploads WHERE id = \(id)")
        }
        try await removeRest(of: id, tenant: tenant)
        return removed == 1
    }

    /// False if it has been given more time since it was found, or was gone.
    private func deleteExpired(_ id: UUID, tenant: String) async throws -> Bool {
        let (removed, isLeft) = try await pool.withTransaction(tenant: tenant) { connection in
            let removed = try await connection.execute("DELETE FROM uploads WHERE id = \(id) AND expires_at <= now()")
            return (removed, try await find("id = \(id)", on: connection) != nil)
        }
        if !isLeft { try await removeRest(of: id, tenant: tenant) }
        return removed == 1
    }

    /// What an upload leaves that is gone, so that nobody adds to it any more. The entry among the expiries goes last: should
    /// this end early, the sweep finds the rest by it.
    private func removeRest(of id: UUID, tenant: String) async throws {
        try await removeParts(of: id, tenant: tenant)
        try await pool.withTransaction(tenant: tenant) { connection in
            _ = try await connection.execute(
                "DELETE FROM upload_expiries WHERE upload_id = \(id) AND tenant_id = \(tenant)")
        }
    }

    func removeParts(of id: UUID, tenant: String) async throws {
        while true {
            let removed = try await pool.withTransaction(tenant: tenant) { connection in
                try await connection.execute(
                    """
                    DELETE FROM upload_parts WHERE upload_id = \(id) AND first_byte IN (
                        SELECT first_byte FROM upload_parts WHERE upload_id = \(id) LIMIT \(limits.uploadPartsBatch))
                    """)
            }
            if removed < limits.uploadPartsBatch { return }
        }
    }

    /// Removes the uploads whose time is over; how many. Replicas may do it side by side.
    func removeExpired() async throws -> Int {
        var removed = 0
        while !Task.isCancelled {
            let expired = try await pool.withConnection { connection in
                try await connection.query(
                    """
                    SELECT upload_id, tenant_id FROM upload_expiries WHERE expires_at <= now()
                    ORDER BY expires_at LIMIT \(limits.sweepBatch)
                    """
                ).map { (try $0.decode(UUID.self, 0), try $0.decode(String.self, 1)) }
            }
            if expired.isEmpty { return removed }
            for (id, tenant) in expired where try await deleteExpired(id, tenant: tenant) { removed += 1 }
        }
        return removed
    }
}
