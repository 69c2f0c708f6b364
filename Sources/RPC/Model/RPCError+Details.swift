package import Messages
import Protobuf

extension RPCError {
    /// INVALID_ARGUMENT that names the field, in words and as `google.rpc.BadRequest`.
    package static func invalidArgument(field: String, _ description: String) -> RPCError {
        let violation = GoogleRpc.BadRequest.FieldViolation(field: field, description: description)
        return RPCError(
            .invalidArgument, "\(field): \(description)",
            details: [GoogleRpc.BadRequest(fieldViolations: [violation])])
    }

    /// What came with the status beside its code and message; empty if it can't be read.
    package var details: [GoogleProtobuf.`Any`] {
        (try? GoogleRpc.Status(serialized: statusBytes))?.details ?? []
    }
}
