// Generated from google/protobuf/field_mask.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GoogleProtobuf.FieldMask {
    package static var messageName: String { "google.protobuf.FieldMask" }
    package static var layout: MessageLayout { MessageLayout(google__protobuf__field_mask__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
        paths = arena.strings(c.pointee.paths, c.pointee.n_paths)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
        google__protobuf__field_mask__init(c)
        c.pointee.n_paths = paths.count
        c.pointee.paths = arena.strings(paths)
    }
}
