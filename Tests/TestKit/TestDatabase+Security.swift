package import Postgres

extension TestDatabase {
    /// Tables of a schema whose rows are not hidden from other tenants, the table of migrations apart.
    package func tablesWithoutRowSecurity(_ schema: String) async throws -> [String] {
        try await names(schema, where: "NOT (relrowsecurity AND relforcerowsecurity)")
    }

    /// Tables of a schema, the table of migrations apart.
    package func tables(_ schema: String) async throws -> [String] {
        try await names(schema, where: "true")
    }

    /// Rows that the pool's role sees or can delete as the tenant, by table, of the tables under row-level security.
    package func reach(of pool: PostgresPool, in schema: String, as tenant: String?) async throws -> [String: Int] {
        let open = Set(try await tablesWithoutRowSecurity(schema))
        var reached: [String: Int] = [:]
        for table in try await tables(schema) where !open.contains(table) {
            let name: SQL = "\(identifier: schema).\(identifier: table)"
            reached[table] = try await pool.withTransaction(tenant: tenant) { connection in
                let rows = try await connection.query("SELECT count(*) FROM \(name)")
                let deleted = try await connection.execute("DELETE FROM \(name)")
                return try rows[0].decode(Int.self, 0) + deleted
            }
        }
        return reached
    }

    private func names(_ schema: String, where condition: SQL) async throws -> [String] {
        try await connect().query(
            """
            SELECT relname FROM pg_class
            WHERE relnamespace = \(schema)::regnamespace AND relkind = 'r' AND relname <> 'schema_migrations'
                AND \(condition)
            ORDER BY relname
            """
        ).map { try $0.decode(String.self, 0) }
    }

    package func columns(_ schema: String, _ table: String) async throws -> [String] {
        try await connect().query(
            """
            SELECT column_name::text FROM information_schema.columns
            WHERE table_schema = \(schema) AND table_name = \(table) ORDER BY ordinal_position
            """
        ).map { try $0.decode(String.self, 0) }
    }
}
