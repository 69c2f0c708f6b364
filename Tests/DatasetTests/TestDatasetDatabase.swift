import FoundationEssentials
import Postgres
import TestKit

@testable import DatasetBackend

/// A fresh database with the schema of the service and a pool of its role.
struct TestDatasetDatabase {
    let database: TestDatabase
    let pool: PostgresPool

    static func with<R>(_ body: (TestDatasetDatabase) async throws -> R) async throws -> R {
        try await TestDatabase.with("dataset", DatasetMigrations.all) { database, pool in
            try await body(TestDatasetDatabase(database: database, pool: pool))
        }
    }

    static func newTenant() -> String { UUID().uuidString.lowercased() }

    /// Rows of a table, whoever's they are.
    func count(_ table: String) async throws -> Int {
        let owner = try await database.connect()
        return try await owner.query("SELECT count(*) FROM \(unsafe: table)")[0].decode(Int.self, 0)
    }
}

extension TestDatasetDatabase {
    /// Blobs that blocks of any version refer to.
    func distinctBlobsOfChunks() async throws -> Int {
        let owner = try await database.connect()
        return try await owner.query("SELECT count(DISTINCT blob_hash) FROM chunks")[0].decode(Int.self, 0)
    }

    /// As if all leases had run out.
    func expireLeases() async throws {
        let owner = try await database.connect()
        _ = try await owner.execute("UPDATE version_leases SET expires_at = now() - interval '1 second'")
    }
}
