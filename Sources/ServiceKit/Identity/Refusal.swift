package import RPC

/// The two ways of not letting a call in.
package enum Refusal {
    package static func unauthenticated(_ message: String, reason: String) -> RPCError {
        RPCError(.unauthenticated, message)
    }

    package static func denied(_ message: String, reason: String) -> RPCError {
        RPCError(.permissionDenied, message)
    }
}
