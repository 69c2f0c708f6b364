import Postgres
import TestKit
import Testing

@Suite struct PoolTests {
    @Test func `many tasks share few connections`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let pool = try database.pool(service: "auth", size: 3)
        try await pool.start()
        let processes = try await withThrowingTaskGroup(of: Int32.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await pool.withTransaction(tenant: nil) { connection in
                        let rows = try await connection.query("SELECT \(number)::int8")
                        #expect(try rows[0].decode(Int.self, 0) == number)
                        return connection.serverProcessID
                    }
                }
            }
            return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
        }
        #expect(processes.count <= 3)
        await pool.close()
    }

    @Test func `an exhausted pool says so after its wait limit, and serves again`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        var settings = try PoolSettings(url: database.url(service: "auth"))
        settings.size = 1
        settings.waitLimit = .milliseconds(30)
        let pool = PostgresPool(settings)
        // Connecting may well take longer than that; it goes on, and a later caller finds it done.
        while (try? await pool.withConnection { _ in }) == nil {}
        try await pool.withConnection { _ in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withConnection { try await $0.execute("SELECT 1") }
            }
            #expect(error?.kind == .poolTimeout)
            #expect(error?.message.contains("pynomaly_auth@") == true)
        }
        try await pool.withConnection { try await $0.execute("SELECT 1") }
        await pool.close()
    }

    @Test func `a cancelled task does not wait for a connection`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let pool = try database.pool(service: "auth", size: 1)
        try await pool.withConnection { _ in
            let waiting = Task { try await pool.withConnection { _ in } }
            waiting.cancel()
            let error = await #expect(throws: PostgresError.self) { try await waiting.value }
            #expect(error?.kind == .cancelled)
        }
        await pool.close()
    }

    @Test func `a connection killed in flight fails its caller, and the next gets a new one`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let pool = try database.pool(service: "auth", size: 1)
        let observer = try await database.connect(url: database.superuserURL)
        let error = await #expect(throws: PostgresError.self) {
            try await pool.withTransaction(tenant: nil) { connection in
                let process = connection.serverProcessID
                async let sleeping = connection.execute("SELECT pg_sleep(600)")
                while try await observer.query(
                    "SELECT 1 FROM pg_stat_activity WHERE pid = \(process) AND wait_event = 'PgSleep'"
                ).isEmpty { await Task.yield() }
                try await observer.execute("SELECT pg_terminate_backend(\(process))")
                _ = try await sleeping
            }
        }
        #expect(error?.kind == .connection)
        #expect(error?.sqlState == .adminShutdown)
        try await pool.withConnection { try await $0.execute("SELECT 1") }
        await pool.close()
    }

    @Test func `a connection that died at rest is replaced unseen`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let pool = try database.pool(service: "auth", size: 1)
        let observer = try await database.connect(url: database.superuserURL)
        let process = try await pool.withConnection { $0.serverProcessID }
        try await observer.execute("SELECT pg_terminate_backend(\(process), 10000)")
        let next = try await pool.withConnection { connection in
            try await connection.execute("SELECT 1")
            return connection.serverProcessID
        }
        #expect(next != process)
        await pool.close()
    }

    @Test func `a transaction left open by hand does not reach the next caller`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let pool = try database.pool(service: "auth", size: 1)
        try await pool.withConnection { try await $0.execute("BEGIN") }
        try await pool.withConnection { connection in
            // Inside one transaction the clock would stand still.
            let first = try await connection.query("SELECT now()::text")[0].decode(String.self, 0)
            #expect(try await connection.query("SELECT now()::text")[0].decode(String.self, 0) != first)
        }
        await pool.close()
    }

    @Test func `starting without a server names the host`() async throws {
        let pool = PostgresPool(try PoolSettings(url: "postgresql://me:top-secret@127.0.0.1:1/db"))
        let error = await #expect(throws: PostgresError.self) { try await pool.start() }
        #expect(error?.kind == .connection)
        #expect(error?.message.contains("127.0.0.1") == true)
        #expect(error?.message.contains("top-secret") == false)
        await pool.close()
    }

    @Test func `a closed pool refuses, and closing waits for those in use`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let pool = try database.pool(service: "auth", size: 2)
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let user = Task {
            try await pool.withConnection { connection in
                enter.finish()
                for await _ in released {}
                try await connection.execute("SELECT 1")
            }
        }
        for await _ in entered {}
        let closing = Task { await pool.close() }
        var refused = false
        while !refused {
            do {
                try await pool.withConnection { _ in }
            } catch let error as PostgresError {
                refused = error.kind == .poolClosed
            }
        }
        release.finish()
        try await user.value
        await closing.value
    }

    @Test func `settings print without the password`() throws {
        let settings = try PoolSettings(url: "postgresql://me@db.example:5433/data", password: "top-secret")
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings.connection), dumped] {
            #expect(!text.contains("top-secret"))
        }
        #expect("\(settings.connection)" == "me@db.example:5433/data")
        let error = #expect(throws: PostgresError.self) { try PoolSettings(url: "postgresql://me:%zz-secret@x/") }
        #expect(error?.message.contains("secret") == false)
    }
}
