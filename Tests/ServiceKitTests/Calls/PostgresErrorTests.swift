import Messages
import Postgres
import RPC
import Testing

@testable import ServiceKit

@Suite struct PostgresErrorTests {
    @Test(arguments: [
        ("53100", "DATABASE_DISK_FULL"), ("53200", "DATABASE_EXHAUSTED"), ("53400", "DATABASE_EXHAUSTED"),
    ])
    func `a database without room is RESOURCE_EXHAUSTED, with a reason and none of its own words`(
        code: String, reason: String
    ) throws {
        let error = PostgresError(.server, "could not extend file \"base/1/2\"", sqlState: SQLState(code)).rpcError
        #expect(error.code == .resourceExhausted && !error.message.contains("base/1/2"))
        #expect(try error.details.first?.unpack(as: GoogleRpc.ErrorInfo.self)?.reason == reason)
    }

    @Test func `other refusals are INTERNAL, a database that is away UNAVAILABLE`() {
        #expect(PostgresError(.server, "x", sqlState: .undefinedTable).rpcError.code == .internalError)
        #expect(PostgresError(.connection, "x", sqlState: "53300").rpcError.code == .unavailable)
    }
}
