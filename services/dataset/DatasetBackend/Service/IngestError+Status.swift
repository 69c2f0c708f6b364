internal import Messages
internal import RPC

extension IngestError: RPCErrorConvertible {
    package var rpcError: RPCError {
        let violation = GoogleRpc.BadRequest.FieldViolation(field: field, description: message)
        let badRequest = GoogleRpc.BadRequest(fieldViolations: [violation])
        guard let report else { return RPCError(.invalidArgument, message, details: [badRequest]) }
        return RPCError(.invalidArgument, message, details: [badRequest, report])
    }

    private var report: DatasetV1.RejectReport? {
        switch self {
        case .everyRowRejected(let rejects, let count): .init(accepted: 0, rejected: count, rejects)
        case .rowRefused(let reject): .init(accepted: 0, rejected: 1, [reject])
        default: nil
        }
    }
}

extension DraftExpired: RPCErrorConvertible {
    package var rpcError: RPCError {
        RPCError(.aborted, "The upload was idle for too long and was given up; start it again.")
    }
}

extension FormatError: RPCErrorConvertible {
    package var rpcError: RPCError {
        if case .contentTooLarge(let limit) = self { return UploadTooLarge(limitBytes: limit, of: "content").rpcError }
        let violation = GoogleRpc.BadRequest.FieldViolation(field: field, description: message)
        return RPCError(.invalidArgument, message, details: [GoogleRpc.BadRequest(fieldViolations: [violation])])
    }
}
