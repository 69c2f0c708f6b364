// Generated from google/protobuf/timestamp.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GoogleProtobuf.Timestamp {
    package static var messageName: String { "google.protobuf.Timestamp" }
    package static var layout: MessageLayout { MessageLayout(google__protobuf__timestamp__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
        seconds = c.pointee.seconds
        nanos = c.pointee.nanos
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
        google__protobuf__timestamp__init(c)
        c.pointee.seconds = seconds
        c.pointee.nanos = nanos
    }
}
