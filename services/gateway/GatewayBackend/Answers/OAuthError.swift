import NIOHTTP1
import Protobuf
import RPC

/// The error answer of a token endpoint (RFC 6749 section 5.2).
struct OAuthError: Error, Sendable {
    static let furtherStep =
        "The password is right, but a further step is needed: repeat the request with totp_code, or use /v1/auth:login."

    var status: HTTPResponseStatus
    var code: String
    var description: String
    /// A JSON object whose members stand beside the error.
    var members: [UInt8] = []

    init(_ status: HTTPResponseStatus, _ code: String, _ description: String) {
        self.status = status
        self.code = code
        self.description = description
    }

    init(_ failure: GatewayFailure) {
        description = failure.message
        switch failure.code {
        // 400, not 401: the section keeps that for clients that authenticate themselves.
        case .unauthenticated, .permissionDenied, .failedPrecondition:
            (status, code) = (.badRequest, "invalid_grant")
        case .resourceExhausted, .unavailable, .deadlineExceeded:
            (status, code) = (failure.status, "temporarily_unavailable")
        case .internalError, .unknown, .dataLoss, .unimplemented:
            (status, code) = (failure.status, "server_error")
        default:
            (status, code) = (failure.status, "invalid_request")
        }
    }

    var json: [UInt8] {
        var out = Array("{\"error\":".utf8)
        JSONText.append(quoting: code, to: &out)
        out += ",\"error_description\":".utf8
        JSONText.append(quoting: Self.allowed(description), to: &out)
        if members.count > 2 {
            out.append(UInt8(ascii: ","))
            out += members.dropFirst()
        } else {
            out.append(UInt8(ascii: "}"))
        }
        return out
    }

    /// The section allows neither quotes nor backslashes nor anything outside ASCII.
    private static func allowed(_ text: String) -> String {
        String(
            decoding: text.utf8.map { byte in
                byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
                    ? UInt8(ascii: "'") : byte
            }, as: UTF8.self)
    }
}
