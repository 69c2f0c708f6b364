/// A field of a message of which there is no C struct: custom options arrive as such.
struct WireField {
    enum Value {
        case number(UInt64)
        case bytes([UInt8])
    }

    var number: Int
    var value: Value

    var text: String {
        if case .bytes(let bytes) = value { String(decoding: bytes, as: UTF8.self) } else { "" }
    }

    var flag: Bool { integer != 0 }

    var integer: UInt64 {
        if case .number(let number) = value { number } else { 0 }
    }

    /// The fields of a message field.
    var fields: [WireField] {
        get throws {
            if case .bytes(let bytes) = value { try WireField.parse(bytes) } else { [] }
        }
    }

    static func parse(_ bytes: [UInt8]) throws -> [WireField] {
        var rest = bytes[...]
        var fields: [WireField] = []
        while !rest.isEmpty {
            let tag = try varint(&rest)
            fields.append(WireField(number: Int(tag >> 3), value: try value(wireType: tag & 7, &rest)))
        }
        return fields
    }

    private static func value(wireType: UInt64, _ rest: inout ArraySlice<UInt8>) throws -> Value {
        guard wireType != 0 else { return .number(try varint(&rest)) }
        let widths: [UInt64: Int] = [1: 8, 5: 4]
        guard let count = try wireType == 2 ? Int(varint(&rest)) : widths[wireType], count <= rest.count else {
            throw GeneratorError("malformed option")
        }
        defer { rest = rest.dropFirst(count) }
        return .bytes(Array(rest.prefix(count)))
    }

    static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
        var result: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else { break }
            result |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return result }
        }
        throw GeneratorError("malformed option")
    }
}

struct GeneratorError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
