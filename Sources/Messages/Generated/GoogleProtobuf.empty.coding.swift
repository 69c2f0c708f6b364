// Generated from google/protobuf/empty.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GoogleProtobuf.Empty {
    package static var messageName: String { "google.protobuf.Empty" }
    package static var layout: MessageLayout { MessageLayout(google__protobuf__empty__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Empty.self)
        google__protobuf__empty__init(c)
    }
}
