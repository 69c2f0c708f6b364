import Messages
package import RPC

/// The ways of not letting a call in, with a reason that programs can tell apart (google.rpc.ErrorInfo).
package enum Refusal {
    package static let domain = "pynomaly"
    /// The reason of a token whose session or key ended before it did.
    package static let tokenRevoked = "TOKEN_REVOKED"

    package static func unauthenticated(_ message: String, reason: String) -> RPCError {
        RPCError(.unauthenticated, message, details: [GoogleRpc.ErrorInfo(reason: reason, domain: domain)])
    }

    /// The same for whatever is wrong with a key, and whoever sees it: the answer tells nothing about what is right.
    package static let apiKey = unauthenticated("This API key is not accepted.", reason: "API_KEY_INVALID")

    /// We can't know whether the caller is to be believed.
    package static func unavailable(_ message: String, reason: String) -> RPCError {
        RPCError(.unavailable, message, details: [GoogleRpc.ErrorInfo(reason: reason, domain: domain)])
    }

    package static func denied(_ message: String, reason: String) -> RPCError {
        RPCError(.permissionDenied, message, details: [GoogleRpc.ErrorInfo(reason: reason, domain: domain)])
    }
}
