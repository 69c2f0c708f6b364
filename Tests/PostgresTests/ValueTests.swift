import FoundationEssentials
import Postgres
import TestKit
import Testing

@Suite struct ValueTests {
    /// Sends a value and reads it back.
    private func echo<V: PostgresEncodable & PostgresDecodable & Equatable>(
        _ value: V, as type: String, _ connection: PostgresConnection
    ) async throws -> V {
        try await connection.query("SELECT \(value)::\(unsafe: type)")[0].decode(V.self, 0)
    }

    private func connect() async throws -> PostgresConnection {
        try await TestPostgres.shared().makeDatabase().connect()
    }

    @Test func `values of every type come back as they went`() async throws {
        let connection = try await connect()
        for value in [true, false] { #expect(try await echo(value, as: "boolean", connection) == value) }
        for value in [Int.min, -1, 0, Int.max] { #expect(try await echo(value, as: "int8", connection) == value) }
        #expect(try await echo(Int16.min, as: "int2", connection) == .min)
        #expect(try await echo(Int32.max, as: "int4", connection) == .max)
        #expect(try await echo(Int64.min, as: "int8", connection) == .min)
        for value in [0.1, -0.0, .infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude] {
            #expect(try await echo(value, as: "float8", connection).bitPattern == value.bitPattern)
        }
        #expect(try await echo(Double.nan, as: "float8", connection).isNaN)
        #expect(try await echo(Float(1.5), as: "float4", connection) == 1.5)
        for value in ["", "naïve 🦉 \" ' \\ $1", String(repeating: "x", count: 100_000)] {
            #expect(try await echo(value, as: "text", connection) == value)
        }
        let bytes: [UInt8] = [0, 255, 39, 92, 0]
        #expect(try await echo(bytes, as: "bytea", connection) == bytes)
        #expect(try await echo([UInt8](), as: "bytea", connection) == [])
        let id = UUID()
        #expect(try await echo(id, as: "uuid", connection) == id)
        #expect(try await echo(#"{"a": [1, 2]}"#, as: "jsonb", connection) == #"{"a": [1, 2]}"#)
    }

    @Test func `a uuid is bound and read as a lower-case string too`() async throws {
        let id = UUID().uuidString.lowercased()
        #expect(try await echo(id, as: "uuid", connect()) == id)
    }

    @Test func `times keep their microseconds and infinities`() async throws {
        let connection = try await connect()
        let rows = try await connection.query(
            "SELECT '2024-02-29 12:34:56.789012+00'::timestamptz, 'infinity'::timestamptz, '2001-01-01'::date")
        let (time, end, day) = try rows[0].values(Date.self, Date.self, Date.self)
        #expect(abs(time.timeIntervalSince1970 - 1_709_210_096.789012) < 1e-6)
        #expect(end == .distantFuture)
        #expect(day == Date(timeIntervalSinceReferenceDate: 0))
        for seconds in [-12_345_678_901.25, 0, 0.000001, 1_700_000_000.5] {
            let date = Date(timeIntervalSince1970: seconds)
            let back = try await echo(date, as: "timestamptz", connection)
            #expect(abs(back.timeIntervalSince(date)) < 2e-6)
        }
    }

    @Test func `NULL is nil and nothing else`() async throws {
        let connection = try await connect()
        let rows = try await connection.query("SELECT \(Int?.none)::int8, \(String?.none)::text, \(Int?(5))::int8")
        #expect(try rows[0].decode(Int?.self, 0) == nil)
        #expect(try rows[0].decode(String?.self, 1) == nil)
        #expect(try rows[0].decode(Int?.self, 2) == 5)
        #expect(throws: PostgresError.self) { try rows[0].decode(Int.self, 0) }
    }

    @Test func `arrays come back as they went`() async throws {
        let connection = try await connect()
        #expect(try await echo([1, -2, .max], as: "int8[]", connection) == [1, -2, .max])
        #expect(try await echo([Int](), as: "int8[]", connection) == [])
        #expect(try await echo(["a", "", "b,\"c"], as: "text[]", connection) == ["a", "", "b,\"c"])
        #expect(try await echo([0.5, -1e300], as: "float8[]", connection) == [0.5, -1e300])
        let ids = [UUID(), UUID()]
        #expect(try await echo(ids, as: "uuid[]", connection) == ids)
        let nested = try await connection.query("SELECT ARRAY[[1, 2], [3, 4]]::int8[], ARRAY[1, NULL]::int8[]")
        #expect(throws: PostgresError.self) { try nested[0].decode([Int].self, 0) }
        #expect(throws: PostgresError.self) { try nested[0].decode([Int].self, 1) }
    }

    @Test(arguments: [
        "0", "1", "-1", "10000", "12345678", "-0.5", "0.0001", "123456.789", "100000000000000000000", "NaN", "1.50",
        "0.00000012", "99990000.0001",
    ])
    func `numerics read as the server prints them`(text: String) async throws {
        let rows = try await connect().query("SELECT \(text)::numeric AS n")
        #expect(try rows[0].decode(String.self, "n") == text)
        if text != "NaN" { #expect(try rows[0].decode(Double.self, "n") == Double(text)) }
    }

    @Test func `a sum of integers reads as an integer if it fits`() async throws {
        let connection = try await connect()
        let rows = try await connection.query(
            "SELECT sum(n), sum(n) * 1e30, sum(n) + 0.5, -sum(n) FROM generate_series(1, 100000) n")
        #expect(try rows[0].decode(Int.self, 0) == 5_000_050_000)
        #expect(throws: PostgresError.self) { try rows[0].decode(Int.self, 1) }
        #expect(throws: PostgresError.self) { try rows[0].decode(Int.self, 2) }
        #expect(try rows[0].decode(Int.self, 3) == -5_000_050_000)
    }

    @Test func `a value of another type or range is refused with the column's name`() async throws {
        let rows = try await connect().query("SELECT 'x'::text AS word, 70000 AS big")
        let error = #expect(throws: PostgresError.self) { try rows[0].decode(Int.self, "word") }
        #expect(error?.message.contains("word") == true)
        #expect(throws: PostgresError.self) { try rows[0].decode(Int16.self, "big") }
        #expect(throws: PostgresError.self) { try rows[0].decode(Int.self, "absent") }
        #expect(throws: PostgresError.self) { try rows[0].decode(Int.self, 7) }
    }

    @Test func `an enum of the database reads as its name`() async throws {
        let connection = try await connect()
        try await connection.script("CREATE TYPE mood AS ENUM ('calm', 'busy')")
        #expect(try await echo("busy", as: "mood", connection) == "busy")
    }
}
