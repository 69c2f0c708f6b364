package import Postgres

extension TestDatabase {
    /// Tests of one target all begin at once; with their pools they would ask the private PostgreSQL for more
    /// connections than it has.
    private static let places = ConcurrencyLimit(places: 6)

    /// Lends a fresh database, with the schema if there is one.
    package static func with<R>(
        _ schema: (name: String, migrations: [Migration])?, _ body: (TestDatabase) async throws -> R
    ) async throws -> R {
        await places.enter()
        defer { places.leave() }
        let database = try await TestPostgres.shared().makeDatabase()
        if let schema {
            try await Migrator(schema: schema.name, migrations: schema.migrations)
                .migrate(ownerURL: database.ownerURL)
        }
        return try await body(database)
    }

    /// The same with a pool of the service that owns the schema and bears its name.
    package static func with<R>(
        _ schema: String, _ migrations: [Migration], _ body: (TestDatabase, PostgresPool) async throws -> R
    ) async throws -> R {
        try await with((schema, migrations)) { database in
            let pool = try database.pool(service: schema)
            do {
                let value = try await body(database, pool)
                await pool.close()
                return value
            } catch {
                await pool.close()
                throw error
            }
        }
    }
}
