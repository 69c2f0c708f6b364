internal import CPostgres

/// Owns one `PGresult`.
///
/// Unchecked: libpq never changes a result that it has handed out.
final class ResultHandle: @unchecked Sendable {
    let result: OpaquePointer

    init(takingOwnershipOf result: OpaquePointer) { self.result = result }

    deinit { PQclear(result) }

    var status: ExecStatusType { PQresultStatus(result) }

    var isSuccess: Bool { status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_SINGLE_TUPLE }

    /// The server's complaint, if this is one.
    var error: PostgresError? {
        guard status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE else { return nil }
        let state = field("C").map { SQLState($0) }
        let text = field("M") ?? String(cString: PQresultErrorMessage(result))
        var error = PostgresError(.server, Self.withoutValues(text, state), sqlState: state)
        error.constraint = field("n")
        error.table = field("t")
        error.column = field("c")
        return error
    }

    private func field(_ code: Unicode.Scalar) -> String? {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }

    /// Messages about bad values (class 22) quote them, and a bound value must not get into logs that way.
    private static func withoutValues(_ message: String, _ state: SQLState?) -> String {
        guard state?.category == "22" else { return message }
        let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.enumerated().map { $0 % 2 == 0 ? String($1) : "…" }.joined(separator: "\"")
    }
}
