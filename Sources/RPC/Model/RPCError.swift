package import Protobuf

/// The outcome of a call that did not succeed: what a handler throws and what a client catches.
package struct RPCError: Error, Sendable, Equatable {
    package var code: StatusCode
    package var message: String
    /// A serialized `google.rpc.Status`, sent as `grpc-status-details-bin`; empty when there are no details.
    package var statusBytes: [UInt8]
    /// Trailing metadata that accompanies the status.
    package var metadata: Metadata

    package init(
        _ code: StatusCode, _ message: String, details: [any ProtobufMessage] = [], metadata: Metadata = [:]
    ) {
        self.code = code
        self.message = message
        self.metadata = metadata
        self.statusBytes = details.isEmpty ? [] : StatusWire.encode(code: code, message: message, details: details)
    }

    init(_ code: StatusCode, _ message: String, statusBytes: [UInt8], metadata: Metadata) {
        self.code = code
        self.message = message
        self.statusBytes = statusBytes
        self.metadata = metadata
    }
}

extension RPCError: CustomStringConvertible {
    package var description: String { message.isEmpty ? code.name : "\(code.name): \(message)" }
}
