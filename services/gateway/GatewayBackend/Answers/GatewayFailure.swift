import NIOHTTP1
import RPC

/// Why a request was not answered as it asked: what becomes the documented error body.
struct GatewayFailure: Error, Sendable {
    struct Violation: Sendable, Equatable {
        var field: String
        var description: String
    }

    var status: HTTPResponseStatus
    var code: StatusCode
    var message: String
    /// Of the gateway's own checks.
    var violations: [Violation] = []
    /// A serialized google.rpc.Status from upstream, or nothing.
    var statusBytes: [UInt8] = []
    var headers: [(name: String, value: String)] = []

    init(_ status: HTTPResponseStatus, _ code: StatusCode, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    init(_ error: RPCError) {
        status = HTTPStatus.of(error.code)
        code = error.code
        message = error.message
        statusBytes = error.statusBytes
        headers = ForwardedMetadata.answerHeaders(error.metadata)
    }

    static func invalid(_ message: String) -> GatewayFailure { GatewayFailure(.badRequest, .invalidArgument, message) }

    static let noEtag = invalid("This method knows no etag for If-Match.")

    static func invalid(field: String, _ description: String) -> GatewayFailure {
        var failure = invalid(field.isEmpty ? description : "\(field): \(description)")
        failure.violations = [Violation(field: field, description: description)]
        return failure
    }

    static func tooLarge(_ limit: Int) -> GatewayFailure {
        GatewayFailure(.payloadTooLarge, .resourceExhausted, "The body is longer than \(limit) bytes.")
    }

    static func unsupportedMediaType(_ wanted: String) -> GatewayFailure {
        GatewayFailure(.unsupportedMediaType, .invalidArgument, "The body must be of type \(wanted).")
    }

    static let slowClient = GatewayFailure(.requestTimeout, .deadlineExceeded, "The body took too long to arrive.")
}

/// The HTTP status of each gRPC code (google/rpc/code.proto).
enum HTTPStatus {
    static func of(_ code: StatusCode) -> HTTPResponseStatus {
        switch code {
        case .ok: .ok
        case .cancelled: .custom(code: 499, reasonPhrase: "Client Closed Request")
        case .unknown, .internalError, .dataLoss: .internalServerError
        case .invalidArgument, .failedPrecondition, .outOfRange: .badRequest
        case .deadlineExceeded: .gatewayTimeout
        case .notFound: .notFound
        case .alreadyExists, .aborted: .conflict
        case .permissionDenied: .forbidden
        case .unauthenticated: .unauthorized
        case .resourceExhausted: .tooManyRequests
        case .unimplemented: .notImplemented
        case .unavailable: .serviceUnavailable
        }
    }
}
