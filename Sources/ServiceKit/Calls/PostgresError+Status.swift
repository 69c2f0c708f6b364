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
        case .server, .decoding, .usage: return RPCError(.internalError, "The database refused.")
        }
    }
}
