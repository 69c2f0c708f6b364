internal import Messages
package import Postgres
package import RPC

/// What a database's trouble is to a caller. The server's own words stay in the log.
extension PostgresError: RPCErrorConvertible {
    package var rpcError: RPCError {
        switch kind {
        case .connection, .poolTimeout, .poolClosed:
            return RPCError(.unavailable, "The database can't be reached; try again later.")
        case .cancelled: return RPCError(.cancelled, "The call was cancelled.")
        case .server where isRetryable: return RPCError(.aborted, "The database gave way to another call; try again.")
        case .server where sqlState == .queryCanceled:
            return RPCError(.deadlineExceeded, "The database took too long.")
        // Class 53, insufficient resources.
        case .server where sqlState?.category == "53":
            let isFull = sqlState == .diskFull
            return RPCError(
                .resourceExhausted,
                isFull
                    ? "The database's disk is full; try again when its administrators have made room."
                    : "The database has not enough memory or connections just now; try again later.",
                details: [
                    GoogleRpc.ErrorInfo(
                        reason: isFull ? "DATABASE_DISK_FULL" : "DATABASE_EXHAUSTED", domain: Refusal.domain)
                ])
        case .server, .decoding, .usage: return RPCError(.internalError, "The database refused.")
        }
    }
}
