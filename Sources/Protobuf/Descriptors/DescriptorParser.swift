/// What the parser keeps of the messages of descriptor.proto: names and shapes, types still by name.
enum ParsedDescriptor {
    struct File {
        var package = ""
        var isProto3 = false
        var messages: [Message] = []
        var enums: [Enumeration] = []
    }

    struct Message {
        var name = ""
        var fields: [Field] = []
        var nested: [Message] = []
        var enums: [Enumeration] = []
        var oneofs: [String] = []
        var isMapEntry = false
    }

    struct Field {
        var name = ""
        var jsonName = ""
        var number: UInt32 = 0
        var kind: UInt8 = 0
        var isRepeated = false
        var typeName = ""
        var oneof: Int?
        var isProto3Optional = false
        var packed: Bool?
    }

    struct Enumeration {
        var name = ""
        var values: [(name: String, number: Int32)] = []
    }
}

/// Reads a FileDescriptorSet. Field numbers are those of google/protobuf/descriptor.proto.
struct DescriptorParser {
    let bytes: UnsafeRawBufferPointer

    mutating func files() throws(DescriptorError) -> [ParsedDescriptor.File] {
        var files: [ParsedDescriptor.File] = []
        try walk(0..<bytes.count) { (field) throws(DescriptorError) in
            if field.number == 1 { files.append(try file(field.range)) }
        }
        return files
    }

    private func file(_ range: Range<Int>) throws(DescriptorError) -> ParsedDescriptor.File {
        var file = ParsedDescriptor.File()
        try walk(range) { (field) throws(DescriptorError) in
            switch field.number {
            case 2: file.package = try text(field)
            case 4: file.messages.append(try message(field.range))
            case 5: file.enums.append(try enumeration(field.range))
            case 12: file.isProto3 = try text(field) == "proto3"
            default: break
            }
        }
        return file
    }

    private func message(_ range: Range<Int>) throws(DescriptorError) -> ParsedDescriptor.Message {
        var message = ParsedDescriptor.Message()
        try walk(range) { (field) throws(DescriptorError) in
            switch field.number {
            case 1: message.name = try text(field)
            case 2: message.fields.append(try self.field(field.range))
            case 3: message.nested.append(try self.message(field.range))
            case 4: message.enums.append(try enumeration(field.range))
            case 7: message.isMapEntry = try flag(7, in: field.range) ?? false
            case 8: message.oneofs.append(try firstText(field.range))
            default: break
            }
        }
        return message
    }

    private func field(_ range: Range<Int>) throws(DescriptorError) -> ParsedDescriptor.Field {
        var parsed = ParsedDescriptor.Field()
        try walk(range) { (field) throws(DescriptorError) in
            switch field.number {
            case 1: parsed.name = try text(field)
            case 3: parsed.number = UInt32(truncatingIfNeeded: field.bits)
            case 4: parsed.isRepeated = field.bits == 3
            case 5: parsed.kind = UInt8(truncatingIfNeeded: field.bits)
            case 6: parsed.typeName = String(try text(field).drop { $0 == "." })
            case 8: parsed.packed = try flag(2, in: field.range)
            case 9: parsed.oneof = Int(truncatingIfNeeded: field.bits)
            case 10: parsed.jsonName = try text(field)
            case 17: parsed.isProto3Optional = field.bits != 0
            default: break
            }
        }
        return parsed
    }

    private func enumeration(_ range: Range<Int>) throws(DescriptorError) -> ParsedDescriptor.Enumeration {
        var parsed = ParsedDescriptor.Enumeration()
        try walk(range) { (field) throws(DescriptorError) in
            switch field.number {
            case 1: parsed.name = try text(field)
            case 2: parsed.values.append(try enumValue(field.range))
            default: break
            }
        }
        return parsed
    }

    private func enumValue(_ range: Range<Int>) throws(DescriptorError) -> (name: String, number: Int32) {
        var value = (name: "", number: Int32(0))
        try walk(range) { (field) throws(DescriptorError) in
            switch field.number {
            case 1: value.name = try text(field)
            case 2: value.number = Int32(truncatingIfNeeded: field.bits)
            default: break
            }
        }
        return value
    }

    /// A bool of an options message, nil when it is not given.
    private func flag(_ number: UInt32, in range: Range<Int>) throws(DescriptorError) -> Bool? {
        var flag: Bool?
        try walk(range) { (field) throws(DescriptorError) in
            if field.number == number { flag = field.bits != 0 }
        }
        return flag
    }

    private func firstText(_ range: Range<Int>) throws(DescriptorError) -> String {
        var first = ""
        try walk(range) { (field) throws(DescriptorError) in
            if field.number == 1 { first = try text(field) }
        }
        return first
    }

    private func text(_ field: WireField) throws(DescriptorError) -> String {
        guard let text = String(validating: bytes[field.range], as: UTF8.self) else { throw .textInvalid }
        return text
    }

    private func walk(_ range: Range<Int>, _ body: (WireField) throws(DescriptorError) -> Void) throws(DescriptorError)
    {
        var cursor = WireCursor(bytes, in: range)
        while true {
            let field: WireField?
            do throws(WireFormatError) { field = try cursor.next() } catch { throw .malformed(error) }
            guard let field else { return }
            try body(field)
        }
    }
}
