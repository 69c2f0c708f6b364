internal import CProtobufC

enum WireType {
    static let varint: UInt32 = 0
    static let fixed64: UInt32 = 1
    static let lengthPrefixed: UInt32 = 2
    static let fixed32: UInt32 = 5
}

/// What the guard needs to know of a field's type.
enum GuardKind {
    case varint32, varint64, bool, fixed32, fixed64, string, bytes, message

    init(_ field: UnsafePointer<ProtobufCFieldDescriptor>) {
        switch field.pointee.type {
        case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_SINT32, PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_ENUM:
            self = .varint32
        case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_UINT64: self = .varint64
        case PROTOBUF_C_TYPE_BOOL: self = .bool
        case PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_FLOAT: self = .fixed32
        case PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE: self = .fixed64
        case PROTOBUF_C_TYPE_STRING: self = .string
        case PROTOBUF_C_TYPE_BYTES: self = .bytes
        default: self = .message
        }
    }

    var wireType: UInt32 {
        switch self {
        case .varint32, .varint64, .bool: WireType.varint
        case .fixed32: WireType.fixed32
        case .fixed64: WireType.fixed64
        case .string, .bytes, .message: WireType.lengthPrefixed
        }
    }

    /// Size of an element in protobuf-c's array of a repeated field.
    var elementBytes: Int {
        switch self {
        case .varint32, .bool, .fixed32: 4
        case .varint64, .fixed64, .string, .message: 8
        case .bytes: 16
        }
    }

    enum Packed {
        case varints, bools
        case fixed(Int)
    }

    /// How elements lie in a packed field; nil for those that can't be packed.
    var packed: Packed? {
        switch self {
        case .varint32, .varint64: .varints
        case .bool: .bools
        case .fixed32: .fixed(4)
        case .fixed64: .fixed(8)
        case .string, .bytes, .message: nil
        }
    }
}
