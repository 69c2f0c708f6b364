internal import FoundationEssentials
internal import Postgres
import RPC
internal import ServiceKit

/// What one tenant may have.
///
/// Nothing is counted beside the data: what is used is the sum over the tenant's versions and drafts. Whoever adds to it
/// takes a lock of the tenant's first and holds it to the commit, so that of two who want the last byte the second sees
/// what the first has taken. Blocks are stored only once there is room reserved for them. What goes needs no lock:
/// the sums are too large then for a moment, never too small.
struct TenantQuota: Sendable {
    private let storedBytesMax: Int64
    private let datasetsMax: Int64
    private let uploadsMax: Int64

    init(limits: DatasetLimits) {
        storedBytesMax = limits.tenantStoredBytesMax
        datasetsMax = Int64(limits.tenantDatasetsMax)
        uploadsMax = Int64(limits.tenantUploadsMax)
    }

    /// What a call is going to add.
    struct Demand: OptionSet {
        let rawValue: Int
        static let bytes = Demand(rawValue: 1)
        static let dataset = Demand(rawValue: 2)
        static let upload = Demand(rawValue: 4)
    }

    /// What is used, at one moment.
    private struct Usage {
        var versionBytes: Int64
        var draftBytes: Int64
        var datasets: Int64
        var uploads: Int64

        var bytes: Int64 { versionBytes + draftBytes }
    }

    /// Refuses what has no chance, before anything is read or written. Others may take the room meanwhile.
    func check(_ demand: Demand, on connection: PostgresConnection) async throws {
        let usage = try await usage(on: connection)
        if demand.contains(.bytes), usage.bytes >= storedBytesMax { throw tooManyBytes(usage.bytes, 0) }
        if demand.contains(.dataset), usage.datasets >= datasetsMax { throw tooManyDatasets(usage.datasets) }
        if demand.contains(.upload) { try checkUploads(usage) }
    }

    /// Enters a draft with its first bytes, in the transaction that makes its lease.
    func begin(_ draft: DraftVersion, bytes: Int, isUpload: Bool, on connection: PostgresConnection) async throws {
        try await lock(draft.tenant, on: connection)
        let usage = try await usage(on: connection)
        try checkBytes(usage, Int64(bytes))
        if isUpload { try checkUploads(usage) }
        _ = try await connection.execute(
            """
            INSERT INTO drafts (version_id, tenant_id, reserved_bytes, is_upload)
            VALUES (\(draft.id), \(draft.tenant), \(bytes), \(isUpload))
            """)
    }

    /// Takes room for blocks that are about to be stored; gives some back if `bytes` is below 0.
    func reserve(_ bytes: Int, for draft: DraftVersion, on connection: PostgresConnection) async throws {
        try await lock(draft.tenant, on: connection)
        if bytes > 0 { try checkBytes(try await usage(on: connection), Int64(bytes)) }
        let reserved = try await connection.execute(
            "UPDATE drafts SET reserved_bytes = reserved_bytes + \(bytes) WHERE version_id = \(draft.id)")
        guard reserved == 1 else { throw DraftExpired() }
    }

    /// The draft is no longer one. Its version counts instead, if it has become one.
    func end(_ draft: DraftVersion, on connection: PostgresConnection) async throws {
        _ = try await connection.execute("DELETE FROM drafts WHERE version_id = \(draft.id)")
    }

    /// At the end of a transaction that has published something: undoes it if that is too much.
    func verify(_ added: Demand, tenant: String, on connection: PostgresConnection) async throws {
        try await lock(tenant, on: connection)
        let usage = try await usage(on: connection)
        if added.contains(.bytes) { try checkBytes(usage, 0) }
        if added.contains(.dataset), usage.datasets > datasetsMax { throw tooManyDatasets(usage.datasets - 1) }
    }

    private func lock(_ tenant: String, on connection: PostgresConnection) async throws {
        _ = try await connection.query(
            "SELECT pg_advisory_xact_lock(hashtextextended('dataset.quota/' || \(tenant), 0))")
    }

    /// In a statement of its own after the lock, so that it sees what the lock has waited for.
    private func usage(on connection: PostgresConnection) async throws -> Usage {
        let row = try await connection.query(
            """
            SELECT (SELECT coalesce(sum(added_bytes), 0)::bigint FROM dataset_versions),
                (SELECT coalesce(sum(reserved_bytes), 0)::bigint FROM drafts),
                (SELECT count(*) FROM datasets WHERE deleted_at IS NULL),
                (SELECT count(*) FROM drafts JOIN version_leases USING (version_id)
                    WHERE is_upload AND expires_at > now())
            """)[0]
        return Usage(
            versionBytes: try row.decode(Int64.self, 0), draftBytes: try row.decode(Int64.self, 1),
            datasets: try row.decode(Int64.self, 2), uploads: try row.decode(Int64.self, 3))
    }
}

// Refusals.
extension TenantQuota {
    private func checkBytes(_ usage: Usage, _ more: Int64) throws {
        guard usage.bytes + more <= storedBytesMax else { throw tooManyBytes(usage.bytes, more) }
    }

    private func checkUploads(_ usage: Usage) throws {
        guard usage.uploads >= uploadsMax else { return }
        throw QuotaExceeded(
            limit: "tenant_uploads_max", value: uploadsMax, used: usage.uploads,
            description:
                "\(usage.uploads) uploads of the tenant are running, of \(uploadsMax) at a time (tenant_uploads_max); try again later."
        )
    }

    private func tooManyBytes(_ used: Int64, _ more: Int64) -> QuotaExceeded {
        let wanted = more > 0 ? ", and \(more) more are needed" : ""
        return QuotaExceeded(
            limit: "tenant_stored_bytes_max", value: storedBytesMax, used: used, requested: more,
            description:
                "The tenant's datasets take \(used) of \(storedBytesMax) stored bytes (tenant_stored_bytes_max)\(wanted). Deleted ones count until they are purged."
        )
    }

    private func tooManyDatasets(_ count: Int64) -> QuotaExceeded {
        QuotaExceeded(
            limit: "tenant_datasets_max", value: datasetsMax, used: count,
            description: "The tenant has \(count) datasets, of \(datasetsMax) (tenant_datasets_max); delete one first.")
    }
}
