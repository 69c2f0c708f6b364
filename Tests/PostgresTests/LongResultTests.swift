import Postgres
import TestKit
import Testing

/// Results that come in many pieces, which the event thread takes in.
@Suite struct LongResultTests {
    private func connect() async throws -> PostgresConnection {
        try await TestPostgres.shared().makeDatabase().connect()
    }

    @Test func `a result of megabytes comes as it is, and so does the next one`() async throws {
        let connection = try await connect()
        for _ in 0..<3 {
            let rows = try await connection.query(
                "SELECT n, repeat(chr(96 + n::int), 1000000) FROM generate_series(1, \(5)::int8) n")
            #expect(rows.count == 5)
            for (index, row) in rows.enumerated() {
                let (number, text) = try row.values(Int.self, String.self)
                #expect(number == index + 1)
                #expect(text.utf8.count == 1_000_000 && text.utf8.allSatisfy { $0 == UInt8(97 + index) })
            }
        }
    }

    @Test func `a result that comes more slowly than the event thread waits for one is complete`() async throws {
        // Each row is more than the server's buffer, so that it is sent when it is made.
        let rows = try await connect().query(
            "SELECT n, pg_sleep(0.3), repeat('x', 20000) FROM generate_series(1, \(6)::int8) n")
        #expect(try rows.map { try $0.decode(Int.self, 0) } == [1, 2, 3, 4, 5, 6])
    }

    @Test func `a task that is cancelled in the middle of a long result leaves the connection usable`() async throws {
        let connection = try await connect()
        for pause in [0, 1, 2, 4, 8, 16] {
            let task = Task {
                try await connection.query("SELECT repeat('x', 100000) FROM generate_series(1, \(100)::int8)").count
            }
            try await Task.sleep(for: .milliseconds(pause))
            task.cancel()
            // Whether the whole result was quicker is for the machine to say.
            do {
                #expect(try await task.value == 100)
            } catch let error as PostgresError {
                #expect(error.kind == .cancelled)
            }
            #expect(connection.isUsable)
            #expect(try await connection.query("SELECT \(pause)::int8")[0].decode(Int.self, 0) == pause)
        }
    }

    @Test func `a session that ends in the middle of a long result is a broken connection`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let connection = try await database.connect()
        let other = try await database.connect(url: database.superuserURL)
        let error = await #expect(throws: PostgresError.self) {
            async let rows = connection.query(
                "SELECT pg_sleep(0.01), repeat('x', 100000) FROM generate_series(1, \(6000)::int8)")
            try await other.execute("SELECT pg_terminate_backend(\(connection.serverProcessID)::int4)")
            _ = try await rows
        }
        #expect(error?.kind == .connection)
        #expect(!connection.isUsable)
    }
}
