import Postgres
import TestKit
import Testing

@Suite struct TransactionTests {
    struct Failure: Error {}

    private func makeTable() async throws -> (TestDatabase, PostgresConnection) {
        let database = try await TestPostgres.shared().makeDatabase()
        let connection = try await database.connect()
        try await connection.script("CREATE TABLE t (n int8 PRIMARY KEY)")
        return (database, connection)
    }

    private func count(_ connection: PostgresConnection) async throws -> Int {
        try await connection.query("SELECT count(*) FROM t")[0].decode(Int.self, 0)
    }

    @Test func `a transaction commits when its body returns and rolls back when it throws`() async throws {
        let (_, connection) = try await makeTable()
        try await connection.withTransaction(tenant: nil) { try await $0.execute("INSERT INTO t VALUES (1)") }
        #expect(try await count(connection) == 1)
        await #expect(throws: Failure.self) {
            try await connection.withTransaction(tenant: nil) { transaction in
                try await transaction.execute("INSERT INTO t VALUES (2)")
                throw Failure()
            }
        }
        #expect(try await count(connection) == 1)
    }

    @Test func `a body without statements opens no transaction`() async throws {
        let (_, connection) = try await makeTable()
        #expect(try await connection.withTransaction(tenant: nil) { _ in 7 } == 7)
        #expect(try await count(connection) == 0)
    }

    @Test func `a swallowed error can't make a rollback look like a commit`() async throws {
        let (_, connection) = try await makeTable()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.withTransaction(tenant: nil) { transaction in
                try await transaction.execute("INSERT INTO t VALUES (1)")
                _ = try? await transaction.query("SELECT 1 / 0")
            }
        }
        #expect(error?.sqlState == .inFailedTransaction)
        #expect(try await count(connection) == 0)
    }

    @Test func `transactions do not nest`() async throws {
        let (_, connection) = try await makeTable()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.withTransaction(tenant: nil) { transaction in
                try await transaction.withTransaction(tenant: nil) { try await $0.execute("SELECT 1") }
            }
        }
        #expect(error?.kind == .usage)
        #expect(try await count(connection) == 0)
    }

    @Test func `the tenant holds inside its transaction and is gone after it`() async throws {
        let (_, connection) = try await makeTable()
        let current: SQL = "SELECT current_setting('app.tenant_id', true)"
        let inside = try await connection.withTransaction(tenant: "abc") { try await $0.query(current)[0] }
        #expect(try inside.decode(String.self, 0) == "abc")
        #expect(try await connection.query(current)[0].decode(String?.self, 0) ?? "" == "")
    }

    @Test func `scripts and COPY join the transaction, first statement or not`() async throws {
        let (_, connection) = try await makeTable()
        await #expect(throws: Failure.self) {
            try await connection.withTransaction(tenant: nil) { transaction in
                try await transaction.script("INSERT INTO t VALUES (1)")
                try await transaction.copyIn("COPY t FROM STDIN") { try await $0.write("2\n".utf8) }
                throw Failure()
            }
        }
        #expect(try await count(connection) == 0)
    }

    @Test func `a read-only transaction refuses to write`() async throws {
        let (_, connection) = try await makeTable()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.withTransaction(tenant: nil, options: TransactionOptions(isReadOnly: true)) {
                try await $0.execute("INSERT INTO t VALUES (1)")
            }
        }
        #expect(error?.sqlState == "25006")
    }

    @Test func `transactions that read what the other writes: one is asked to try again`() async throws {
        let (database, first) = try await makeTable()
        let second = try await database.connect()
        let serializable = TransactionOptions(isolation: .serializable)
        let error = await #expect(throws: PostgresError.self) {
            try await first.withTransaction(tenant: nil, options: serializable) { one in
                _ = try await one.query("SELECT count(*) FROM t")
                try await second.withTransaction(tenant: nil, options: serializable) { two in
                    _ = try await two.query("SELECT count(*) FROM t")
                    try await two.execute("INSERT INTO t VALUES (1)")
                }
                try await one.execute("INSERT INTO t VALUES (2)")
            }
        }
        #expect(error?.isRetryable == true)
        #expect(error?.sqlState == .serializationFailure)
    }

    @Test func `cancelling a task ends its statement on the server and leaves a clean connection`() async throws {
        let (database, _) = try await makeTable()
        let pool = try database.pool(service: "auth", size: 1)
        let process = try await pool.withConnection { $0.serverProcessID }
        let task = Task {
            try await pool.withTransaction(tenant: nil) { connection in
                try await connection.execute("SELECT pg_sleep(600)")
            }
        }
        try await waitForSleeper(database)
        task.cancel()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        // The pool's only connection is at once of use again, and it is the same one.
        let again = try await pool.withConnection { connection in
            try await connection.execute("SELECT 1")
            return connection.serverProcessID
        }
        #expect(again == process)
        await pool.close()
    }

    @Test func `a task cancelled before its statement sends nothing`() async throws {
        let (_, connection) = try await makeTable()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await connection.execute("SELECT pg_sleep(600)")
        }
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(try await count(connection) == 0)
    }

    private func waitForSleeper(_ database: TestDatabase) async throws {
        let observer = try await database.connect(url: database.superuserURL)
        while try await observer.query(
            """
            SELECT 1 FROM pg_stat_activity
            WHERE query LIKE '%pg_sleep(600)%' AND state = 'active' AND pid <> pg_backend_pid()
            """
        ).isEmpty { await Task.yield() }
    }
}
