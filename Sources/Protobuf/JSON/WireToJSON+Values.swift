extension WireToJSON {
    /// A list; nil stands for a list without elements.
    mutating func list(_ field: FieldDescriptor?, _ range: Range<Int>) throws(JSONError) {
        out.append(UInt8(ascii: "["))
        let start = out.count
        for (position, index) in range.enumerated() {
            guard let field else { break }
            let wire = entries[index].wire
            do throws(JSONError) {
                if wire.kind == .lengthDelimited, field.kind.wireKind != .lengthDelimited {
                    try packed(field, wire.range, listStart: start)
                } else {
                    comma(unlessAt: start)
                    try element(field, index)
                }
            } catch { throw error.inside(index: position) }
        }
        out.append(UInt8(ascii: "]"))
    }

    private mutating func comma(unlessAt start: Int) {
        if out.count > start { out.append(UInt8(ascii: ",")) }
    }

    private mutating func packed(_ field: FieldDescriptor, _ range: Range<Int>, listStart: Int) throws(JSONError) {
        var cursor = WireCursor(wire, in: range)
        while !cursor.isAtEnd {
            var element = WireField(number: field.number, kind: field.kind.wireKind, bits: 0, range: 0..<0)
            do throws(WireFormatError) {
                switch field.kind.wireKind {
                case .fixed64: element.bits = try cursor.fixed64()
                case .fixed32: element.bits = UInt64(try cursor.fixed32())
                default: element.bits = try cursor.varint()
                }
            } catch { throw JSONError(.wire, "the packed list is malformed: \(error)") }
            comma(unlessAt: listStart)
            try scalar(field, element)
        }
    }

    private mutating func element(_ field: FieldDescriptor, _ index: Int) throws(JSONError) {
        if field.kind == .message {
            try message(pool.messages[field.typeIndex], pieces: index..<index + 1)
        } else {
            try scalar(field, entries[index].wire)
        }
    }

    mutating func scalar(_ field: FieldDescriptor, _ wire: WireField) throws(JSONError) {
        switch field.kind {
        case .double: JSONText.append(Double(bitPattern: wire.bits), to: &out)
        case .float: JSONText.append(Float(bitPattern: UInt32(truncatingIfNeeded: wire.bits)), to: &out)
        case .bool: out.append(contentsOf: (wire.bits != 0 ? "true" : "false").utf8)
        case .string: try string(wire.range)
        case .bytes: JSONText.append(base64: UnsafeRawBufferPointer(rebasing: self.wire[wire.range]), to: &out)
        case .enumeration: appendEnum(Int32(truncatingIfNeeded: wire.bits), pool.enums[field.typeIndex])
        case .int32, .sfixed32: JSONText.append(integer: Int64(Int32(truncatingIfNeeded: wire.bits)), to: &out)
        case .uint32, .fixed32: JSONText.append(integer: Int64(UInt32(truncatingIfNeeded: wire.bits)), to: &out)
        case .sint32: JSONText.append(integer: Int64(Int32(truncatingIfNeeded: Self.unzigzag(wire.bits))), to: &out)
        case .int64, .sfixed64: JSONText.append(quoted: Int64(bitPattern: wire.bits), to: &out)
        case .sint64: JSONText.append(quoted: Self.unzigzag(wire.bits), to: &out)
        case .uint64, .fixed64: JSONText.append(quoted: wire.bits, to: &out)
        case .message, .group: throw JSONError(.wire, "a message stands where a scalar should")
        }
    }

    private static func unzigzag(_ bits: UInt64) -> Int64 { Int64(bitPattern: bits >> 1) ^ -Int64(bits & 1) }

    mutating func string(_ range: Range<Int>) throws(JSONError) {
        let bytes = UnsafeRawBufferPointer(rebasing: wire[range]).assumingMemoryBound(to: UInt8.self)
        guard JSONCodec.isUTF8(bytes) else { throw JSONError(.wire, "the string is not UTF-8") }
        JSONText.append(quoting: bytes, to: &out)
    }

    private mutating func appendEnum(_ number: Int32, _ type: EnumDescriptor) {
        if type.isNullValue {
            out.append(contentsOf: "null".utf8)
        } else if let name = type.name(of: number) {
            JSONText.append(quoting: name, to: &out)
        } else {
            JSONText.append(integer: Int64(number), to: &out)
        }
    }

    mutating func appendDefault(_ field: FieldDescriptor) {
        switch field.kind {
        case .string, .bytes: out.append(contentsOf: "\"\"".utf8)
        case .bool: out.append(contentsOf: "false".utf8)
        case .int64, .uint64, .sint64, .fixed64, .sfixed64: out.append(contentsOf: "\"0\"".utf8)
        case .enumeration: appendEnum(0, pool.enums[field.typeIndex])
        default: out.append(UInt8(ascii: "0"))
        }
    }

}
