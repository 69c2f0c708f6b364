// Generated from google/protobuf/struct.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GoogleProtobuf.Struct {
    package static var messageName: String { "google.protobuf.Struct" }
    package static var layout: MessageLayout { MessageLayout(google__protobuf__struct__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Struct.self)
        fields = arena.map(c.pointee.fields, c.pointee.n_fields) { entry in
            (arena.string(entry.pointee.key), arena.message(entry.pointee.value) ?? GoogleProtobuf.Value())
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Struct.self)
        google__protobuf__struct__init(c)
        c.pointee.n_fields = fields.count
        c.pointee.fields = arena.map(fields) { entry, key, value in
            google__protobuf__struct__fields_entry__init(entry)
            entry.pointee.key = arena.string(key)
            entry.pointee.value = arena.fill(value)
        }
    }
}

extension GoogleProtobuf.Value {
    package static var messageName: String { "google.protobuf.Value" }
    package static var layout: MessageLayout { MessageLayout(google__protobuf__value__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Value.self)
        switch c.pointee.kind_case.rawValue {
        case 1: kind = .nullValue(GoogleProtobuf.NullValue(rawValue: Int32(truncatingIfNeeded: c.pointee.null_value.rawValue)))
        case 2: kind = .numberValue(c.pointee.number_value)
        case 3: kind = .stringValue(arena.string(c.pointee.string_value))
        case 4: kind = .boolValue(c.pointee.bool_value != 0)
        case 5: kind = .structValue(arena.message(c.pointee.struct_value) ?? GoogleProtobuf.Struct())
        case 6: kind = .listValue(arena.message(c.pointee.list_value) ?? GoogleProtobuf.ListValue())
        default: break
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__Value.self)
        google__protobuf__value__init(c)
        switch kind {
        case .nullValue(let value):
            c.pointee.kind_case = .init(rawValue: 1)
            c.pointee.null_value = .init(rawValue: .init(truncatingIfNeeded: value.rawValue))
        case .numberValue(let value):
            c.pointee.kind_case = .init(rawValue: 2)
            c.pointee.number_value = value
        case .stringValue(let value):
            c.pointee.kind_case = .init(rawValue: 3)
            c.pointee.string_value = arena.string(value)
        case .boolValue(let value):
            c.pointee.kind_case = .init(rawValue: 4)
            c.pointee.bool_value = value ? 1 : 0
        case .structValue(let value):
            c.pointee.kind_case = .init(rawValue: 5)
            c.pointee.struct_value = arena.fill(value)
        case .listValue(let value):
            c.pointee.kind_case = .init(rawValue: 6)
            c.pointee.list_value = arena.fill(value)
        case nil: break
        }
    }
}

extension GoogleProtobuf.ListValue {
    package static var messageName: String { "google.protobuf.ListValue" }
    package static var layout: MessageLayout { MessageLayout(google__protobuf__list_value__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__ListValue.self)
        values = arena.messages(c.pointee.values, c.pointee.n_values)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Protobuf__ListValue.self)
        google__protobuf__list_value__init(c)
        c.pointee.n_values = values.count
        c.pointee.values = arena.messages(values)
    }
}
