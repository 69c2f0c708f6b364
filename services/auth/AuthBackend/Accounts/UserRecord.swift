import FoundationEssentials
import Messages
import Postgres
import ServiceKit

/// One user as clients see them.
struct UserRecord: Sendable {
    var id: UUID
    var tenant: UUID
    var username: String
    var displayName: String
    var roles: [String]
    var hasFactor: Bool
    var passwordChangeRequired: Bool
    var isDisabled: Bool
    var createTime: Date
    var updateTime: Date
    var lastLoginTime: Date?
    var deleteTime: Date?
    var purgeTime: Date?
    /// How often administrators changed it.
    var version: Int64

    var name: String { "users/\(id.text)" }
    var isActive: Bool { !isDisabled && deleteTime == nil }

    private static let selection: SQL = """
        SELECT u.user_id, u.tenant_id, u.username, u.display_name, u.roles, u.password_change_required, u.is_disabled,
            u.create_time, u.update_time, u.last_login_time, u.delete_time, u.purge_time, u.version,
            \(hasFactor) AS has_factor
        FROM auth.users u LEFT JOIN auth.totp_factors f USING (user_id)
        """

    private static let hasFactor: SQL = "(f.confirm_time IS NOT NULL)"

    /// What ListUsers filters by.
    static let filterFields = [
        FilterField("username", .text, "u.username"),
        FilterField("display_name", .text, "u.display_name"),
        FilterField("roles", .list, "u.roles"),
        FilterField(
            "state", .enumeration(["ACTIVE", "DISABLED", "DELETED"]),
            "CASE WHEN u.delete_time IS NOT NULL THEN 'DELETED' WHEN u.is_disabled THEN 'DISABLED' ELSE 'ACTIVE' END"),
        FilterField("mfa_enrolled", .boolean, hasFactor),
        FilterField("create_time", .timestamp, "u.create_time"),
        FilterField("update_time", .timestamp, "u.update_time"),
        FilterField("last_login_time", .timestamp, "u.last_login_time", isNullable: true),
    ]

    /// - Parameter lock: whether the user stays as they are until the transaction ends.
    static func get(
        _ user: UUID, on connection: PostgresConnection, lock: Bool = false
    ) async throws -> UserRecord? {
        // Locked first, read after it: a statement that had to wait reads the joined tables as they were before.
        if lock {
            try await connection.execute("SELECT 1 FROM auth.users WHERE user_id = \(user) FOR NO KEY UPDATE")
        }
        return try await connection.query("\(selection) WHERE u.user_id = \(user)").first.map(Self.init)
    }

    /// In order of their names, those after `name` first.
    static func list(
        after name: String, where condition: SQL, limit: Int, on connection: PostgresConnection
    ) async throws -> [UserRecord] {
        try await connection.query(
            "\(selection) WHERE u.username > \(name) AND \(condition) ORDER BY u.username LIMIT \(limit)"
        ).map(Self.init)
    }

    private init(_ row: PostgresRow) throws {
        id = try row.decode(UUID.self, "user_id")
        tenant = try row.decode(UUID.self, "tenant_id")
        username = try row.decode(String.self, "username")
        displayName = try row.decode(String.self, "display_name")
        roles = try row.decode([String].self, "roles")
        hasFactor = try row.decode(Bool.self, "has_factor")
        passwordChangeRequired = try row.decode(Bool.self, "password_change_required")
        isDisabled = try row.decode(Bool.self, "is_disabled")
        createTime = try row.decode(Date.self, "create_time")
        updateTime = try row.decode(Date.self, "update_time")
        lastLoginTime = try row.decode(Date?.self, "last_login_time")
        deleteTime = try row.decode(Date?.self, "delete_time")
        purgeTime = try row.decode(Date?.self, "purge_time")
        version = try row.decode(Int64.self, "version")
    }
}

extension UserRecord {
    /// What a user shows beside what was changed.
    fileprivate func events(_ lockEnd: Date?) -> [String] {
        [lockEnd, lastLoginTime].map { $0.map { "\($0.timeIntervalSince1970)" } ?? "" }
            + ["\(hasFactor)", "\(passwordChangeRequired)", "\(deleteTime != nil)"]
    }
}

extension AuthV1.User {
    /// - Parameter lockEnd: until when the account takes no logins.
    init(_ record: UserRecord, lockEnd: Date?) {
        self.init(
            name: record.name, username: record.username, displayName: record.displayName,
            tenant: "tenants/\(record.tenant.text)", roles: record.roles, mfaEnrolled: record.hasFactor,
            passwordChangeRequired: record.passwordChangeRequired,
            createTime: GoogleProtobuf.Timestamp(record.createTime),
            state: record.deleteTime != nil ? .deleted : record.isDisabled ? .disabled : .active,
            lockExpireTime: lockEnd.map { GoogleProtobuf.Timestamp($0) },
            updateTime: GoogleProtobuf.Timestamp(record.updateTime),
            lastLoginTime: record.lastLoginTime.map { GoogleProtobuf.Timestamp($0) },
            purgeTime: record.purgeTime.map { GoogleProtobuf.Timestamp($0) },
            etag: Etag.text(version: record.version, events: record.events(lockEnd)))
    }
}
