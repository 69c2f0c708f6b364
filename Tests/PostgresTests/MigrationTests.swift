import Postgres
import TestKit
import Testing

@Suite struct MigrationTests {
    private let first = Migration(version: 1, name: "one", sql: "CREATE TABLE one (n int8)")
    private let second = Migration(
        version: 2, name: "two", sql: "CREATE TABLE two (n int8); INSERT INTO two VALUES (5)")

    private func with<T>(_ value: T, _ change: (inout T) -> Void) -> T {
        var value = value
        change(&value)
        return value
    }

    private func migrator(_ migrations: Migration...) -> Migrator {
        Migrator(schema: "metrics", migrations: migrations)
    }

    @Test func `what is missing is applied, in order and once`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        #expect(try await migrator(first).migrate(ownerURL: database.ownerURL) == [1])
        #expect(try await migrator(first, second).migrate(ownerURL: database.ownerURL) == [2])
        #expect(try await migrator(first, second).migrate(ownerURL: database.ownerURL) == [])
        let service = try await database.connect(url: database.url(service: "metrics"))
        #expect(try await service.query("SELECT n FROM two")[0].decode(Int.self, 0) == 5)
        try await service.execute("INSERT INTO one VALUES (1)")
    }

    @Test func `several that run at once take turns`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let migrator = migrator(first, second)
        let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<4 { group.addTask { try await migrator.migrate(ownerURL: database.ownerURL) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied == [1, 2])
    }

    @Test func `one that waits too long for another says so`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let holder = try await database.connect()
        try await holder.execute("SELECT pg_advisory_lock(hashtext('pynomaly.migrations'), hashtext('metrics'))")
        let impatient = with(migrator(first)) { $0.lockTimeout = .milliseconds(20) }
        let error = await #expect(throws: MigrationError.self) {
            try await impatient.migrate(ownerURL: database.ownerURL)
        }
        #expect(error?.message.contains("another migration of schema metrics") == true)
    }

    @Test func `a migration that fails leaves nothing of itself`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let broken = Migration(version: 2, name: "broken", sql: "CREATE TABLE half (n int8); SELECT 1 / 0")
        let error = await #expect(throws: MigrationError.self) {
            try await migrator(first, broken).migrate(ownerURL: database.ownerURL)
        }
        #expect(error?.message.contains("migration 2 (broken) of schema metrics") == true)
        let owner = try await database.connect()
        #expect(try await owner.query("SELECT to_regclass('metrics.half')::text")[0].decode(String?.self, 0) == nil)
        #expect(try await migrator(first, second).migrate(ownerURL: database.ownerURL) == [2])
    }

    @Test func `a published migration that was changed is refused`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        try await migrator(first).migrate(ownerURL: database.ownerURL)
        let changed = with(first) { $0.sql += " " }
        let error = await #expect(throws: MigrationError.self) {
            try await migrator(changed, second).migrate(ownerURL: database.ownerURL)
        }
        #expect(error?.message.contains("was changed after it was applied") == true)
    }

    @Test func `versions count from one without a gap`() async throws {
        await #expect(throws: MigrationError.self) { try await migrator(second).migrate(ownerURL: "postgresql:///x") }
    }

    @Test func `a binary works one version ahead of its schema or behind it, no further`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let third = Migration(version: 3, name: "three", sql: "SELECT 1")
        try await migrator(first, second, third).migrate(ownerURL: database.ownerURL)
        let pool = try database.pool(service: "metrics", size: 1)
        try await migrator(first, second).check(pool)
        try await migrator(first, second).migrate(ownerURL: database.ownerURL)
        try await migrator(first, second, third, Migration(version: 4, name: "four", sql: "")).check(pool)
        await #expect(throws: MigrationError.self) { try await migrator(first).check(pool) }
        await #expect(throws: MigrationError.self) { try await migrator(first).migrate(ownerURL: database.ownerURL) }
        await pool.close()
    }
}
