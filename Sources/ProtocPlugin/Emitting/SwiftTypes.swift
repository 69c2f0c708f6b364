/// Types and defaults of fields in Swift.
struct SwiftTypes {
    let table: TypeTable

    /// Of one element.
    func element(_ kind: ProtoField.Kind) -> String {
        switch kind {
        case .double: "Double"
        case .float: "Float"
        case .int32: "Int32"
        case .int64: "Int64"
        case .uint32: "UInt32"
        case .uint64: "UInt64"
        case .bool: "Bool"
        case .string: "String"
        case .bytes: "ByteSlice"
        case .message(let name), .enumeration(let name): table.swiftName(name)
        }
    }

    /// Of the property, and the value it begins with.
    func property(_ field: ProtoField) -> (type: String, initial: String) {
        if let (key, value) = table.mapEntry(field) {
            return ("[\(element(key.kind)): \(element(value.kind))]", "[:]")
        }
        let element = element(field.kind)
        if field.isRepeated {
            return field.kind.isPlainNumber ? ("PackedSlice<\(element)>", "PackedSlice()") : ("[\(element)]", "[]")
        }
        if field.isOptional { return (element + "?", "nil") }
        return switch field.kind {
        case .bool: (element, "false")
        case .string: (element, "\"\"")
        case .bytes: (element, "ByteSlice()")
        case .message: (element + "?", "nil")
        case .enumeration(let name): (element, "." + table.defaultCase(name))
        default: (element, "0")
        }
    }
}

extension SwiftTypes {
    /// Whether a property of the message, or of one inside it, is of a type that module Protobuf declares.
    func usesSlices(_ message: ProtoMessage) -> Bool {
        message.fields.contains { $0.kind == .bytes || property($0).type.hasPrefix("PackedSlice") }
            || message.messages.contains(where: usesSlices)
    }
}

extension ProtoField.Kind {
    /// Numbers whose memory is the same in C and Swift.
    var isPlainNumber: Bool {
        switch self {
        case .double, .float, .int32, .int64, .uint32, .uint64: true
        default: false
        }
    }
}
