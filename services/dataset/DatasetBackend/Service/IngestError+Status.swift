internal import Messages
internal import RPC

extension IngestError: RPCErrorConvertible {
    package var rpcError: RPCError {
        let violation = GoogleRpc.BadRequest.FieldViolation(field: field, description: message)
        let badRequest = GoogleRpc.BadRequest(fieldViolations: [violation])
        guard case .everyRowRejected(let rejects, let count) = self else {
            return RPCError(.invalidArgument, message, details: [badRequest])
        }
        return RPCError(
            .invalidArgument, message,
            details: [badRequest, DatasetV1.RejectReport(accepted: 0, rejected: count, rejects)])
    }
}

extension DraftExpired: RPCErrorConvertible {
    package var rpcError: RPCError {
        RPCError(.aborted, "The upload was idle for too long and was given up; start it again.")
    }
}
