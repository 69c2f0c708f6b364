// Generated from google/protobuf/any.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GoogleProtobuf.`Any` {
    package static var messageName: String { "google.protobuf.Any" }
    package static var layout: MessageLayout { MessageLayout(google__protobuf__any__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Any.self)
        typeUrl = arena.string(c.pointee.type_url)
        value = arena.bytes(c.pointee.value.data, c.pointee.value.len)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Any.self)
        google__protobuf__any__init(c)
        if !typeUrl.isEmpty { c.pointee.type_url = arena.string(typeUrl) }
        c.pointee.value.len = value.count
        c.pointee.value.data = arena.bytes(value)
    }
}
