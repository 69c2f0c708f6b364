import FoundationEssentials
import Postgres
import ServiceKit

/// Users in the database. Each method is one transaction, unless it takes a connection to be part of one.
struct AccountStore: Sendable {
    let pool: PostgresPool

    private static let columns: SQL = """
        u.user_id, u.tenant_id, u.username, u.display_name, u.roles, u.password_hash, u.password_change_required,
        u.password_expire_time, u.create_time, u.is_disabled, u.delete_time IS NOT NULL AS is_deleted,
        t.is_suspended, f.confirm_time IS NOT NULL AS has_factor,
        coalesce(p.required_roles && u.roles, false) AS policy_demands_factor
        FROM auth.users u JOIN auth.tenants t USING (tenant_id) LEFT JOIN auth.totp_factors f USING (user_id)
            LEFT JOIN auth.mfa_policies p ON p.tenant_id = u.tenant_id
        """

    /// Does the same work for a name that nobody has: it then looks for a user that can't be.
    func find(_ username: Username) async throws -> Account? {
        let place = try await place(of: username)
        return try await get(place?.user ?? Self.nobody, tenant: place?.tenant ?? Self.nobody)
    }

    func get(_ user: UUID, tenant: UUID) async throws -> Account? {
        try await pool.withTransaction(tenant: tenant.text) { connection in
            try await Self.get(user, on: connection)
        }
    }

    /// - Parameter lock: whether the user and the tenant stay as they are until the transaction ends.
    static func get(
        _ user: UUID, on connection: PostgresConnection, lock: Bool = false
    ) async throws -> Account? {
        // Locked first, read after it: a statement that waits for a lock reads those rows anew, and the rows that it
        // joins to them as they were before it waited.
        if lock {
            try await connection.execute(
                """
                SELECT 1 FROM auth.users u JOIN auth.tenants t USING (tenant_id) WHERE u.user_id = \(user)
                FOR NO KEY UPDATE OF u FOR SHARE OF t
                """)
        }
        let rows = try await connection.query("SELECT \(columns) WHERE u.user_id = \(user)")
        return try rows.first.map(account)
    }

    /// The account as it is now, locked as by `get`.
    /// - Throws: what `LoginErrors` says when nobody may sign in as this user, or when the password that `known` was
    ///   proven with was replaced: nothing comes of it any more.
    static func locked(_ known: Account, on connection: PostgresConnection) async throws -> Account {
        guard let account = try await get(known.id, on: connection, lock: true) else { throw LoginErrors.usersOnly }
        if let refusal = account.refusal { throw refusal }
        guard account.passwordHash == known.passwordHash else { throw LoginErrors.changedMeanwhile }
        return account
    }

    /// Throws a unique violation if the name is taken, in whichever tenant.
    static func insert(_ account: Account, on connection: PostgresConnection) async throws {
        try await connection.batch([
            """
            INSERT INTO auth.login_directory (username, tenant_id, user_id)
            VALUES (\(account.username), \(account.tenant), \(account.id))
            """,
            """
            INSERT INTO auth.users (tenant_id, user_id, username, display_name, roles, password_hash,
                password_change_required, password_expire_time, create_time, update_time)
            VALUES (\(account.tenant), \(account.id), \(account.username), \(account.displayName), \(account.roles),
                \(account.passwordHash), \(account.passwordChangeRequired), \(account.passwordExpireTime),
                \(account.createTime), \(account.createTime))
            """,
        ])
    }

    /// A password that its owner chose: no change is due any more.
    static func setOwnPassword(_ hash: String, of user: UUID, on connection: PostgresConnection) async throws {
        try await connection.execute(
            """
            UPDATE auth.users SET password_hash = \(hash), password_change_required = false,
                password_expire_time = NULL
            WHERE user_id = \(user)
            """)
    }

    /// A password that its owner must replace soon.
    static func setOneTimePassword(
        _ hash: String, until end: Date, of user: UUID, on connection: PostgresConnection
    ) async throws {
        try await connection.execute(
            """
            UPDATE auth.users SET password_hash = \(hash), password_change_required = true,
                password_expire_time = \(end)
            WHERE user_id = \(user)
            """)
    }

    /// The same password under newer parameters; false if it was changed meanwhile.
    func replaceHash(_ old: String, with new: String, of account: Account) async throws -> Bool {
        try await pool.withTransaction(tenant: account.tenant.text) { connection in
            try await connection.execute(
                """
                UPDATE auth.users SET password_hash = \(new)
                WHERE user_id = \(account.id) AND password_hash = \(old)
                """) == 1
        }
    }

    func place(of username: Username) async throws -> (user: UUID, tenant: UUID)? {
        try await pool.withTransaction(tenant: nil) { connection in
            let rows = try await connection.query(
                "SELECT user_id, tenant_id FROM auth.login_directory WHERE username = \(username.text)")
            return try rows.first.map { try $0.values(UUID.self, UUID.self) }
        }
    }

    private static let nobody = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    private static func account(_ row: PostgresRow) throws -> Account {
        try Account(
            id: row.decode(UUID.self, "user_id"), tenant: row.decode(UUID.self, "tenant_id"),
            username: row.decode(String.self, "username"), displayName: row.decode(String.self, "display_name"),
            roles: row.decode([String].self, "roles"), passwordHash: row.decode(String.self, "password_hash"),
            passwordChangeRequired: row.decode(Bool.self, "password_change_required"),
            passwordExpireTime: row.decode(Date?.self, "password_expire_time"),
            createTime: row.decode(Date.self, "create_time"), isDisabled: row.decode(Bool.self, "is_disabled"),
            isDeleted: row.decode(Bool.self, "is_deleted"),
            tenantIsSuspended: row.decode(Bool.self, "is_suspended"), hasFactor: row.decode(Bool.self, "has_factor"),
            policyDemandsFactor: row.decode(Bool.self, "policy_demands_factor"))
    }
}
