/// Brings one schema to the version that this binary knows, and tells whether a schema suits it.
///
/// Migrations expand first and contract a release later, so a binary works with a schema one version ahead of it or
/// behind. What was applied is recorded with its checksum in `<schema>.schema_migrations`.
package struct Migrator: Sendable {
    package let schema: String
    package let migrations: [Migration]
    package var lockTimeout = PostgresLimits.migrationLockTimeout
    package var statementTimeout = PostgresLimits.migrationStatementTimeout

    package init(schema: String, migrations: [Migration]) {
        self.schema = schema
        self.migrations = migrations
    }

    package var latestVersion: Int { migrations.last?.version ?? 0 }

    /// Applies what is missing, as the schema's owner, and returns the versions applied. Of several that run at once,
    /// one works and the others wait for it.
    @discardableResult
    package func migrate(ownerURL: String, password: String? = nil) async throws -> [Int] {
        try await migrate(ConnectionSettings(url: ownerURL, password: password))
    }

    @discardableResult
    package func migrate(_ owner: ConnectionSettings) async throws -> [Int] {
        try validate()
        var settings = owner
        settings.statementTimeout = statementTimeout
        settings.lockTimeout = lockTimeout
        let connection = try await PostgresConnection.open(settings)
        try await lock(connection)
        // The lock goes with the connection.
        try await connection.script(bookkeeping)
        let applied = try await verify(connection)
        let missing = migrations.drop { $0.version <= applied }
        for migration in missing { try await apply(migration, connection) }
        return missing.map(\.version)
    }

    /// Whether this binary may work with the schema as it is. A service asks before it starts.
    package func check(_ pool: PostgresPool) async throws {
        let rows = try await pool.withConnection { connection in
            try await connection.query("SELECT coalesce(max(version), 0) AS version FROM \(table)")
        }
        let version = try rows[0].decode(Int.self, "version")
        guard abs(version - latestVersion) <= 1 else {
            throw MigrationError(
                "schema \(schema) is at version \(version), and this binary works with \(latestVersion) ± 1")
        }
    }

    private var table: SQL { "\(identifier: schema).schema_migrations" }

    private func validate() throws {
        for (index, migration) in migrations.enumerated() where migration.version != index + 1 {
            throw MigrationError(
                "migration \(migration.name) of schema \(schema) has version \(migration.version), not \(index + 1)")
        }
    }

    private func lock(_ connection: PostgresConnection) async throws {
        do {
            try await connection.execute(
                "SELECT pg_advisory_lock(hashtext('pynomaly.migrations'), hashtext(\(schema)))")
        } catch {
            guard error.sqlState == .lockNotAvailable else { throw error }
            throw MigrationError("another migration of schema \(schema) has been running for over \(lockTimeout)")
        }
    }

    /// The service's role may read the version, but not forge it.
    private var bookkeeping: String {
        let role = PlatformRoles.serviceRole(schema)
        return """
            DO $$ BEGIN
                IF to_regnamespace('\(schema)') IS NULL THEN CREATE SCHEMA \(SQL.quoted(identifier: schema)); END IF;
                IF to_regclass('\(schema).schema_migrations') IS NULL THEN
                    CREATE TABLE \(table.text) (
                        version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
                        applied_at timestamptz NOT NULL DEFAULT now());
                    IF to_regrole('\(role)') IS NOT NULL THEN
                        REVOKE INSERT, UPDATE, DELETE ON \(table.text) FROM \(SQL.quoted(identifier: role));
                    END IF;
                END IF;
            END $$;
            """
    }

    /// Holds what was applied against what this binary carries; returns the version reached.
    private func verify(_ connection: PostgresConnection) async throws -> Int {
        var reached = 0
        for row in try await connection.query("SELECT version, checksum FROM \(table) ORDER BY version") {
            let (version, checksum) = try row.values(Int.self, String.self)
            reached = version
            guard migrations.indices.contains(version - 1) else { continue }
            let migration = migrations[version - 1]
            let expected = try await self.checksum(migration, connection)
            guard checksum == expected else {
                throw MigrationError(
                    "migration \(version) (\(migration.name)) of schema \(schema) was changed after it was applied")
            }
        }
        guard reached <= latestVersion + 1 else {
            throw MigrationError("schema \(schema) is at version \(reached), and this binary knows \(latestVersion)")
        }
        return reached
    }

    private func checksum(_ migration: Migration, _ connection: PostgresConnection) async throws -> String {
        let rows = try await connection.query(
            "SELECT encode(sha256(convert_to(\(migration.sql)::text, 'UTF8')), 'hex')")
        return try rows[0].decode(String.self, 0)
    }

    private func apply(_ migration: Migration, _ connection: PostgresConnection) async throws {
        do {
            let checksum = try await checksum(migration, connection)
            try await connection.withTransaction(tenant: nil) { transaction in
                try await transaction.script(
                    "SET LOCAL search_path = \(SQL.quoted(identifier: schema)), public;\n\(migration.sql)")
                try await transaction.execute(
                    """
                    INSERT INTO \(table) (version, name, checksum)
                    VALUES (\(Int32(migration.version)), \(migration.name), \(checksum))
                    """)
            }
        } catch let error as PostgresError {
            throw MigrationError("migration \(migration.version) (\(migration.name)) of schema \(schema): \(error)")
        }
    }
}
