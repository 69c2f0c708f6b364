import Postgres
import TestKit
import Testing

@Suite struct QueryTests {
    private func connect() async throws -> PostgresConnection {
        try await TestPostgres.shared().makeDatabase().connect()
    }

    @Test func `a query binds and returns values`() async throws {
        let rows = try await connect().query("SELECT \(42)::int8 AS number, \("it's")::text AS word")
        #expect(rows.columnNames == ["number", "word"])
        #expect(try rows[0].decode(Int.self, "number") == 42)
        #expect(try rows[0].decode(String.self, "word") == "it's")
        let (number, word) = try rows[0].values(Int.self, String.self)
        #expect(number == 42 && word == "it's")
    }

    @Test func `execute returns the number of changed rows`() async throws {
        let connection = try await connect()
        try await connection.script("CREATE TABLE t (n int8 PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 10)")
        #expect(try await connection.execute("DELETE FROM t WHERE n <= \(4)") == 4)
        #expect(try await connection.execute("UPDATE t SET n = n + 100 WHERE n > \(1000)") == 0)
    }

    @Test func `fragments keep their values when joined`() async throws {
        let conditions: [SQL] = ["n > \(2)", "n < \(9)", "n <> ALL(\([4, 5]))", "'$1' <> \("x")"]
        let sql: SQL = "SELECT count(*) FROM generate_series(1, \(20)) n WHERE \(SQL.joined(conditions, by: " AND "))"
        #expect(sql.text.contains("$5"))
        #expect(try await connect().query(sql)[0].decode(Int.self, 0) == 4)
    }

    @Test func `a server's refusal carries its code, constraint and message but no values`() async throws {
        let connection = try await connect()
        try await connection.script("CREATE TABLE people (name text CONSTRAINT one_name UNIQUE)")
        try await connection.execute("INSERT INTO people VALUES (\("top-secret"))")
        let error = await #expect(throws: PostgresError.self) {
            try await connection.execute("INSERT INTO people VALUES (\("top-secret"))")
        }
        #expect(error?.sqlState == .uniqueViolation)
        #expect(error?.constraint == "one_name")
        #expect(error?.kind == .server)
        #expect("\(error!)".contains("duplicate key"))
        #expect(!String(reflecting: error!).contains("top-secret"))
    }

    @Test func `a message that would quote a bad value loses it`() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await connect().query("SELECT \("top-secret")::uuid")
        }
        #expect(error?.sqlState == .invalidTextRepresentation)
        #expect(!String(reflecting: error!).contains("top-secret"))
    }

    @Test func `a bound string with a NUL is refused instead of cut`() async throws {
        let connection = try await connect()
        let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT \("a\0b")::text") }
        #expect(error?.kind == .usage)
        #expect(connection.isUsable)
    }

    @Test func `the statements of a batch take effect together or not at all`() async throws {
        let connection = try await connect()
        try await connection.script("CREATE TABLE t (n int8 PRIMARY KEY)")
        let error = await #expect(throws: PostgresError.self) {
            try await connection.batch([
                "INSERT INTO t VALUES (\(1))", "INSERT INTO t VALUES (\(1))", "INSERT INTO t VALUES (\(2))",
            ])
        }
        #expect(error?.sqlState == .uniqueViolation)
        #expect(try await connection.query("SELECT 1 FROM t").isEmpty)

        let results = try await connection.batch(["INSERT INTO t VALUES (\(1))", "SELECT n FROM t"])
        #expect(results.map(\.count) == [0, 1])
    }

    @Test func `callers that share a connection never share a transaction`() async throws {
        let connection = try await connect()
        try await connection.script("CREATE TABLE t (n int8 PRIMARY KEY)")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    do {
                        // Every third fails; its neighbours in time must not be rolled back with it.
                        try await connection.execute(
                            number % 3 == 0 ? "SELECT 1 / 0" : "INSERT INTO t VALUES (\(number))")
                        return true
                    } catch {
                        return false
                    }
                }
            }
            var successes = 0
            for try await succeeded in group where succeeded { successes += 1 }
            #expect(successes == 66)
        }
        #expect(try await connection.query("SELECT count(*) FROM t")[0].decode(Int.self, 0) == 66)
    }

    @Test func `a batch is refused past its limit and accepted at it`() async throws {
        let connection = try await connect()
        let atLimit = [SQL](repeating: "SELECT 1", count: PostgresLimits.batchStatementsMax)
        #expect(try await connection.batch(atLimit).count == atLimit.count)
        let error = await #expect(throws: PostgresError.self) { try await connection.batch(atLimit + ["SELECT 1"]) }
        #expect(error?.kind == .usage)
    }

    @Test func `prepared statements are kept up to their limit and then replaced`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        var settings = try ConnectionSettings(url: database.ownerURL)
        settings.preparedStatementsMax = 3
        let connection = try await PostgresConnection.open(settings)
        for round in 0..<2 {
            for number in 0..<5 {
                let rows = try await connection.query(SQL(unsafe: "SELECT \(number) + \(round) /* \(number) */ AS n"))
                #expect(try rows[0].decode(Int.self, 0) == number + round)
            }
        }
        let held = try await connection.query("SELECT count(*) FROM pg_prepared_statements")
        #expect(try held[0].decode(Int.self, 0) <= 4)
    }

    @Test func `a schema change under a prepared statement asks for one more try`() async throws {
        let connection = try await connect()
        try await connection.script("CREATE TABLE t (n int8)")
        _ = try await connection.query("SELECT * FROM t")
        try await connection.script("ALTER TABLE t ADD COLUMN name text")
        let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT * FROM t") }
        #expect(error?.isRetryable == true)
        #expect(try await connection.query("SELECT * FROM t").columnNames == ["n", "name"])
    }

    @Test func `rows can be read one by one, and left in the middle`() async throws {
        struct Enough: Error {}
        let connection = try await connect()
        var sum = 0
        await #expect(throws: Enough.self) {
            try await connection.forEachRow("SELECT n FROM generate_series(1, \(1_000_000)) n") { row in
                sum += try row.decode(Int.self, 0)
                if sum == 6 { throw Enough() }
            }
        }
        #expect(sum == 6)
        #expect(try await connection.query("SELECT 1").count == 1)
    }

    @Test func `the server's statement timeout ends a long statement`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        var settings = try ConnectionSettings(url: database.ownerURL)
        settings.statementTimeout = .milliseconds(50)
        let connection = try await PostgresConnection.open(settings)
        let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT pg_sleep(60)") }
        #expect(error?.sqlState == .queryCanceled)
        #expect(error?.kind == .server)
        #expect(try await connection.query("SELECT 1").count == 1)
    }
}
