extension JSONToWire {
    mutating func list(_ field: FieldDescriptor) throws(JSONError) {
        try enter("[", for: "a repeated field")
        defer { depth -= 1 }
        if scanner.take(UInt8(ascii: "]")) { return }
        if field.isPacked {
            out.tag(field.number, .lengthDelimited)
            let start = out.openLength()
            try elements { (decoder) throws(JSONError) in try decoder.bareScalar(field) }
            out.closeLength(start)
        } else {
            let isNullable = isNullable(field)
            try elements { (decoder) throws(JSONError) in
                if !isNullable, decoder.scanner.peek() == UInt8(ascii: "n") {
                    throw JSONError(.value, "null is not allowed in a list")
                }
                try decoder.single(field, skipsDefault: false)
            }
        }
        try scanner.expect(UInt8(ascii: "]"))
    }

    /// Comma-separated elements up to, not including, the closing bracket.
    mutating func elements(_ element: (inout Self) throws(JSONError) -> Void) throws(JSONError) {
        var index = 0
        repeat {
            do throws(JSONError) { try element(&self) } catch { throw error.inside(index: index) }
            index += 1
        } while scanner.take(UInt8(ascii: ","))
    }

    /// Each entry is a message with the key in field 1 and the value in field 2.
    mutating func map(_ field: FieldDescriptor) throws(JSONError) {
        let entry = pool.messages[field.typeIndex]
        guard let keyField = entry.field(number: 1), let valueField = entry.field(number: 2) else {
            throw JSONError(.wire, "\(entry.fullName) is no map entry")
        }
        let isNullable = isNullable(valueField)
        try members(of: field, keyField: keyField) { (decoder) throws(JSONError) in
            if !isNullable, decoder.scanner.peek() == UInt8(ascii: "n") {
                throw JSONError(.value, "null is not allowed as a map's value")
            }
            try decoder.single(valueField, skipsDefault: false)
        }
    }

    /// An object whose keys are data; each key once.
    mutating func members(
        of field: FieldDescriptor, keyField: FieldDescriptor, _ value: (inout Self) throws(JSONError) -> Void
    ) throws(JSONError) {
        try enter("{", for: "a map")
        defer { depth -= 1 }
        if scanner.take(UInt8(ascii: "}")) { return }
        var keys: Set<[UInt8]> = []
        repeat {
            let key = try scanner.string()
            out.tag(field.number, .lengthDelimited)
            let start = out.openLength()
            try mapKey(key, keyField, seen: &keys)
            try scanner.expect(UInt8(ascii: ":"))
            do throws(JSONError) { try value(&self) } catch { throw error.inside(try quoted(key)) }
            out.closeLength(start)
        } while scanner.take(UInt8(ascii: ","))
        try scanner.expect(UInt8(ascii: "}"))
    }

    private mutating func mapKey(
        _ key: JSONText, _ field: FieldDescriptor, seen: inout Set<[UInt8]>
    ) throws(JSONError) {
        let before = out.count
        if field.kind == .string {
            try string(key, field, skipsDefault: false)
        } else if field.kind == .bool {
            let isTrue = try withText(key) { $0.elementsEqual("true".utf8) }
            let isFalse = try withText(key) { $0.elementsEqual("false".utf8) }
            guard isTrue || isFalse else {
                throw JSONError(.value, "a key must be \"true\" or \"false\"").inside(try quoted(key))
            }
            out.tag(field.number, .varint)
            out.varint(isTrue ? 1 : 0)
        } else {
            let number = try integer(key, isQuoted: true, field.kind)
            out.tag(field.number, field.kind.wireKind)
            write(integer: number, field.kind)
        }
        guard seen.insert(Array(out.bytes[before...])).inserted else {
            throw JSONError(.value, "the key is given twice").inside(try quoted(key))
        }
    }

    private mutating func quoted(_ key: JSONText) throws(JSONError) -> String {
        try withText(key) { "[\"\(String(decoding: $0.prefix(100), as: UTF8.self))\"]" }
    }
}
