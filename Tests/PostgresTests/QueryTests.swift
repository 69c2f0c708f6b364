import Postgres
import TestKit
import Testing

@Suite struct QueryTests {
    @Test func `a query binds and returns values`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let connection = try await database.connect()
        let rows = try await connection.query("SELECT \(42)::int8 AS number, \("it's")::text AS word")
        #expect(try rows[0].decode(Int.self, "number") == 42)
        #expect(try rows[0].decode(String.self, "word") == "it's")
    }
}
