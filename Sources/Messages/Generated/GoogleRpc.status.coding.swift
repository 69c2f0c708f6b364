// Generated from google/rpc/status.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GoogleRpc.Status {
    package static var messageName: String { "google.rpc.Status" }
    package static var layout: MessageLayout { MessageLayout(google__rpc__status__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__Status.self)
        code = c.pointee.code
        message = arena.string(c.pointee.message)
        details = arena.messages(c.pointee.details, c.pointee.n_details)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__Status.self)
        google__rpc__status__init(c)
        c.pointee.code = code
        if !message.isEmpty { c.pointee.message = arena.string(message) }
        c.pointee.n_details = details.count
        c.pointee.details = arena.messages(details)
    }
}
