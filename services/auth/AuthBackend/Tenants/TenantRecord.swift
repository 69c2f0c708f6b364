import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// One tenant as super_admins see it.
struct TenantRecord: Sendable {
    var id: UUID
    var displayName: String
    var isSuspended: Bool
    /// As stored: 0 means the default.
    var usersMax: Int32
    var apiKeysMax: Int32
    var createTime: Date
    var updateTime: Date
    /// How often it was changed.
    var version: Int64

    var name: String { "tenants/\(id.text)" }
    var quotas: TenantQuotas { TenantQuotas(usersMax: Int(usersMax), apiKeysMax: Int(apiKeysMax)) }

    private static let selection: SQL = """
        SELECT t.tenant_id, t.display_name, t.is_suspended, t.users_max, t.api_keys_max, t.create_time, t.update_time,
            t.version
        FROM auth.tenants t
        """

    /// What ListTenants filters by.
    static let filterFields = [
        FilterField("display_name", .text, "t.display_name"),
        FilterField(
            "state", .enumeration(["ACTIVE", "SUSPENDED"]),
            "CASE WHEN t.is_suspended THEN 'SUSPENDED' ELSE 'ACTIVE' END"),
        FilterField("create_time", .timestamp, "t.create_time"),
        FilterField("update_time", .timestamp, "t.update_time"),
    ]

    /// Nil if there is no such tenant, or it is not the transaction's.
    static func get(
        _ tenant: UUID, on connection: PostgresConnection, lock: Bool = false
    ) async throws -> TenantRecord? {
        let locking: SQL = lock ? "FOR NO KEY UPDATE" : ""
        return try await connection.query("\(selection) WHERE t.tenant_id = \(tenant) \(locking)").first
            .map(Self.init)
    }

    /// A super_admin may name any tenant in x-tenant; one that is not there is NOT_FOUND.
    static func check(_ tenant: UUID, on connection: PostgresConnection) async throws {
        guard try await get(tenant, on: connection) != nil else {
            throw ResourceName.notFound("tenants/\(tenant.text)")
        }
    }

    /// Those that fulfil the condition: each is read as its own tenant, all in one round trip.
    static func get(
        _ ids: [UUID], where condition: SQL, on connection: PostgresConnection
    ) async throws -> [UUID: TenantRecord] {
        var statements: [SQL] = []
        for id in ids {
            statements.append(TenantSetting.assignment(id.text))
            statements.append("\(selection) WHERE t.tenant_id = \(id) AND \(condition)")
        }
        var records: [UUID: TenantRecord] = [:]
        for rows in try await connection.batch(statements) {
            // The answer to the assignment of the tenant is none.
            guard let row = rows.first, rows.columnNames.first == "tenant_id" else { continue }
            let record = try TenantRecord(row)
            records[record.id] = record
        }
        return records
    }

    private init(_ row: PostgresRow) throws {
        id = try row.decode(UUID.self, "tenant_id")
        displayName = try row.decode(String.self, "display_name")
        isSuspended = try row.decode(Bool.self, "is_suspended")
        usersMax = try row.decode(Int32.self, "users_max")
        apiKeysMax = try row.decode(Int32.self, "api_keys_max")
        createTime = try row.decode(Date.self, "create_time")
        updateTime = try row.decode(Date.self, "update_time")
        version = try row.decode(Int64.self, "version")
    }
}

extension AuthV1.Tenant {
    init(_ record: TenantRecord) {
        self.init(
            name: record.name, displayName: record.displayName, state: record.isSuspended ? .suspended : .active,
            createTime: GoogleProtobuf.Timestamp(record.createTime),
            updateTime: GoogleProtobuf.Timestamp(record.updateTime),
            quotas: AuthV1.TenantQuotas(usersMax: record.usersMax, apiKeysMax: record.apiKeysMax),
            etag: Etag.text(version: record.version))
    }
}
