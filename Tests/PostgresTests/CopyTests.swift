import FoundationEssentials
import Postgres
import TestKit
import Testing

@Suite struct CopyTests {
    struct Failure: Error {}

    private func makeTable() async throws -> PostgresConnection {
        let connection = try await TestPostgres.shared().makeDatabase().connect()
        try await connection.script("CREATE TABLE t (n int8 NOT NULL, name text, at timestamptz, data bytea)")
        return connection
    }

    @Test func `a million rows stream in and out in bounded memory`() async throws {
        let connection = try await makeTable()
        let thousandRows = Array(String(repeating: "7\t\(String(repeating: "x", count: 100))\n", count: 1000).utf8)
        let before = try residentBytes()
        let rows = try await connection.copyIn("COPY t (n, name) FROM STDIN") { writer in
            for _ in 0..<1000 { try await writer.write(thousandRows) }
        }
        #expect(rows == 1_000_000)

        var bytes = 0
        var lines = 0
        var largest = 0
        try await connection.copyOut("COPY t (n, name) TO STDOUT") { chunk in
            bytes += chunk.count
            largest = max(largest, chunk.count)
            lines += chunk.count { $0 == UInt8(ascii: "\n") }
        }
        #expect(lines == 1_000_000)
        #expect(bytes > 100_000_000)
        #expect(largest < 2 * PostgresLimits.copyChunkBytes)
        // 100 MB went each way. Other tests run beside this one, so the bound is generous.
        #expect(try residentBytes() - before < 60_000_000)
    }

    /// Resident memory of this process.
    private func residentBytes() throws -> Int {
        let status = try #require(FileManager.default.contents(atPath: "/proc/self/status"))
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return try 1024 * #require(line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) })
    }

    @Test func `typed rows arrive as they were`() async throws {
        let connection = try await makeTable()
        let now = Date(timeIntervalSince1970: 1_700_000_000)
        try await connection.copyIn(into: "t", columns: ["n", "name", "at", "data"]) { writer in
            try await writer.row(1, "a\tb\\", now, [UInt8]([0, 1, 255]))
            try await writer.row(2, String?.none, Date?.none, [UInt8]?.none)
        }
        let rows = try await connection.query("SELECT * FROM t ORDER BY n")
        let (number, name, at, data) = try rows[0].values(Int.self, String.self, Date.self, [UInt8].self)
        #expect(number == 1 && name == "a\tb\\" && at == now && data == [0, 1, 255])
        #expect(try rows[1].decode(String?.self, "name") == nil)
    }

    @Test func `a COPY that its writer gives up leaves no row`() async throws {
        let connection = try await makeTable()
        await #expect(throws: Failure.self) {
            try await connection.copyIn("COPY t (n) FROM STDIN") { writer in
                for number in 0..<100_000 { try await writer.write("\(number)\n".utf8) }
                throw Failure()
            }
        }
        #expect(try await connection.query("SELECT 1 FROM t").isEmpty)
    }

    @Test func `a COPY that the server refuses tells why, however much follows`() async throws {
        let connection = try await makeTable()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.copyIn("COPY t (n) FROM STDIN") { writer in
                try await writer.write("secret\n".utf8)
                for number in 0..<200_000 { try await writer.write("\(number)\n".utf8) }
            }
        }
        #expect(error?.sqlState == .invalidTextRepresentation)
        #expect(error?.message.contains("secret") == false)
        #expect(try await connection.query("SELECT 1 FROM t").isEmpty)
    }

    @Test func `a reader may leave in the middle, and the connection stays of use`() async throws {
        let connection = try await makeTable()
        await #expect(throws: Failure.self) {
            try await connection.copyOut("COPY (SELECT generate_series(1, 10000000)) TO STDOUT") { _ in
                throw Failure()
            }
        }
        #expect(try await connection.query("SELECT 1").count == 1)
    }

    @Test func `a statement inside a COPY is refused instead of waiting for ever`() async throws {
        let connection = try await makeTable()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.copyIn("COPY t (n) FROM STDIN") { _ in _ = try await connection.query("SELECT 1") }
        }
        #expect(error?.kind == .usage)
        #expect(try await connection.query("SELECT 1").count == 1)
    }

    @Test func `what is no COPY is refused`() async throws {
        let connection = try await makeTable()
        let error = await #expect(throws: PostgresError.self) { try await connection.copyOut("SELECT 1") { _ in } }
        #expect(error?.kind == .usage)
        let missing = await #expect(throws: PostgresError.self) {
            try await connection.copyIn("COPY nowhere FROM STDIN") { _ in }
        }
        #expect(missing?.sqlState == .undefinedTable)
        #expect(try await connection.query("SELECT 1").count == 1)
    }
}
