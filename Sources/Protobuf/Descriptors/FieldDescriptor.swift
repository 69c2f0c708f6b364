/// A field's declared type; the raw values are those of `FieldDescriptorProto.Type`.
package enum FieldKind: UInt8, Sendable {
    case double = 1
    case float, int64, uint64, int32, fixed64, fixed32, bool, string, group, message, bytes, uint32
    case enumeration, sfixed32, sfixed64, sint32, sint64

    package var wireKind: WireCursor.Kind {
        switch self {
        case .double, .fixed64, .sfixed64: .fixed64
        case .float, .fixed32, .sfixed32: .fixed32
        case .string, .bytes, .message, .group: .lengthDelimited
        case .int64, .uint64, .int32, .uint32, .sint32, .sint64, .bool, .enumeration: .varint
        }
    }
}

package final class FieldDescriptor: Sendable {
    package let name: String
    package let jsonName: String
    package let number: UInt32
    package let kind: FieldKind
    package let isRepeated: Bool
    package let isMap: Bool
    package let isPacked: Bool
    /// Index of the oneof in its message; nil too for the synthetic one of a proto3 `optional`.
    package let oneof: Int?
    /// Whether "set to the default" and "not set" differ.
    package let hasPresence: Bool
    /// Index of the message or enum type in the pool, by `kind`.
    package let typeIndex: Int

    init(
        name: String, jsonName: String, number: UInt32, kind: FieldKind, isRepeated: Bool, isMap: Bool, isPacked: Bool,
        oneof: Int?, hasPresence: Bool, typeIndex: Int
    ) {
        self.name = name
        self.jsonName = jsonName
        self.number = number
        self.kind = kind
        self.isRepeated = isRepeated
        self.isMap = isMap
        self.isPacked = isPacked
        self.oneof = oneof
        self.hasPresence = hasPresence
        self.typeIndex = typeIndex
    }
}
