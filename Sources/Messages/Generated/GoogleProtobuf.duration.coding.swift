// Generated from google/protobuf/duration.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GoogleProtobuf.Duration {
    package static var messageName: String { "google.protobuf.Duration" }
    package static var layout: MessageLayout { MessageLayout(google__protobuf__duration__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Duration.self)
        seconds = c.pointee.seconds
        nanos = c.pointee.nanos
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Duration.self)
        google__protobuf__duration__init(c)
        c.pointee.seconds = seconds
        c.pointee.nanos = nanos
    }
}
