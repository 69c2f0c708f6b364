/// One header block of an answer.
struct ResponseHead {
    var httpStatus = 0
    var isGRPC = false
    /// `grpc-encoding`.
    var encoding = "identity"
    var status: Int?
    var message = ""
    var details: [UInt8] = []
    var metadata: Metadata = [:]

    var isInterim: Bool { (100..<200).contains(httpStatus) }

    mutating func add(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        let name = String(decoding: name, as: UTF8.self)
        switch name {
        case ":status": httpStatus = Int(String(decoding: value, as: UTF8.self)) ?? 0
        case "content-type": isGRPC = value.starts(with: "application/grpc".utf8)
        case "grpc-status": status = Int(String(decoding: value, as: UTF8.self)) ?? StatusCode.unknown.rawValue
        case "grpc-message": message = PercentCoding.decode(value)
        case "grpc-status-details-bin":
            details = Metadata.decodeBase64(Substring(decoding: value, as: UTF8.self)) ?? []
        case "grpc-encoding": encoding = String(decoding: value, as: UTF8.self)
        case "grpc-accept-encoding": break
        default: metadata.addUnchecked(name: name, value: String(decoding: value, as: UTF8.self))
        }
    }

    /// What the last block says about the call.
    var outcome: Result<Void, RPCError> {
        guard let status else { return .failure(errorOfHTTP) }
        guard status != StatusCode.ok.rawValue else { return .success(()) }
        let code = StatusCode(rawValue: status) ?? .unknown
        return .failure(RPCError(code, message, statusBytes: details, metadata: metadata))
    }

    /// For answers that do not come from a gRPC server.
    var errorOfHTTP: RPCError {
        if httpStatus == 0 || httpStatus == 200 {
            return RPCError(.unknown, "The answer is not one of a gRPC server: it has no grpc-status.")
        }
        let code: StatusCode =
            switch httpStatus {
            case 400: .internalError
            case 401: .unauthenticated
            case 403: .permissionDenied
            case 404: .unimplemented
            case 429, 502, 503, 504: .unavailable
            default: .unknown
            }
        return RPCError(code, "The server answered with HTTP status \(httpStatus).")
    }
}
