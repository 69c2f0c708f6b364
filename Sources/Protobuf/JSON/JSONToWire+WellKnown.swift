extension JSONToWire {
    mutating func timestamp() throws(JSONError) {
        guard let parsed = try withText(try stringToken(), { TimestampText.parse($0) }) else {
            throw JSONError(
                .value, "the string is not a time such as \"2026-01-31T12:00:00Z\", of the years 0001 to 9999")
        }
        secondsAndNanos(parsed)
    }

    mutating func duration() throws(JSONError) {
        guard let parsed = try withText(try stringToken(), { DurationText.parse($0) }) else {
            throw JSONError(.value, "the string is not a duration such as \"1.5s\", of at most 315576000000 seconds")
        }
        secondsAndNanos(parsed)
    }

    /// Timestamp and Duration have the same two fields.
    private mutating func secondsAndNanos(_ value: (seconds: Int64, nanos: Int32)) {
        if value.seconds != 0 {
            out.tag(1, .varint)
            out.varint(UInt64(bitPattern: value.seconds))
        }
        if value.nanos != 0 {
            out.tag(2, .varint)
            out.varint(UInt64(bitPattern: Int64(value.nanos)))
        }
    }

    mutating func fieldMask() throws(JSONError) {
        let token = try stringToken()
        let paths: [[UInt8]?] = try withText(token) { text in
            text.isEmpty
                ? []
                : text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(
                    FieldMaskText.snakeCase)
        }
        for path in paths {
            guard let path else {
                throw JSONError(.value, "the string is not a field mask such as \"displayName,labels\"")
            }
            out.tag(1, .lengthDelimited)
            out.varint(UInt64(path.count))
            out.append(path)
        }
    }

    mutating func structure(_ descriptor: MessageDescriptor) throws(JSONError) {
        guard let fields = descriptor.field(number: 1), let key = pool.messages[fields.typeIndex].field(number: 1),
            let value = pool.messages[fields.typeIndex].field(number: 2)
        else { throw JSONError(.wire, "google.protobuf.Struct is not in the pool as it should be") }
        try members(of: fields, keyField: key) { (decoder) throws(JSONError) in
            try decoder.single(value, skipsDefault: false)
        }
    }

    mutating func listValue(_ descriptor: MessageDescriptor) throws(JSONError) {
        try list(descriptor.fields[0])
    }

    /// The member of the oneof follows from the JSON value's type.
    mutating func value(_ descriptor: MessageDescriptor) throws(JSONError) {
        let number: UInt32 =
            switch scanner.peek() {
            case UInt8(ascii: "n"): 1
            case UInt8(ascii: "\""): 3
            case UInt8(ascii: "t"), UInt8(ascii: "f"): 4
            case UInt8(ascii: "{"): 5
            case UInt8(ascii: "["): 6
            default: 2
            }
        guard let member = descriptor.field(number: number) else {
            throw JSONError(.wire, "google.protobuf.Value is not in the pool as it should be")
        }
        try single(member, skipsDefault: false)
    }

    /// `{"@type": url, …fields}`, or `{"@type": url, "value": …}` for a type with a JSON form of its own.
    mutating func any(_ descriptor: MessageDescriptor) throws(JSONError) {
        guard anyDepth < limits.anyDepthMax else { throw JSONError(.limit, "Any is nested too deeply") }
        anyDepth += 1
        defer { anyDepth -= 1 }
        guard let url = try typeURL() else { return try emptyAny() }
        let name = url.lastIndex(of: "/").map { String(url[url.index(after: $0)...]) }
        guard let name, let type = pool.message(named: name) else {
            throw JSONError(.value, "the type \"\(url.prefix(100))\" is unknown", path: "@type")
        }
        out.tag(1, .lengthDelimited)
        out.varint(UInt64(url.utf8.count))
        out.append(url.utf8)
        out.tag(2, .lengthDelimited)
        let start = out.openLength()
        if type.wellKnown == nil {
            try object(type, typeKey: true)
        } else {
            try wrappedValue(type)
        }
        out.closeLength(start)
    }

    /// Looks for "@type" among the members and comes back to where it began.
    private mutating func typeURL() throws(JSONError) -> String? {
        let start = scanner.position
        defer { scanner.position = start }
        try enter("{", for: "google.protobuf.Any")
        defer { depth -= 1 }
        if scanner.take(UInt8(ascii: "}")) { return nil }
        repeat {
            let key = try scanner.string()
            try scanner.expect(UInt8(ascii: ":"))
            if try withText(key, { $0.elementsEqual("@type".utf8) }) {
                return try withText(try stringToken()) { String(decoding: $0, as: UTF8.self) }
            }
            try scanner.skipValue(depthLeft: limits.depthMax - depth)
        } while scanner.take(UInt8(ascii: ","))
        return nil
    }

    private mutating func emptyAny() throws(JSONError) {
        try scanner.expect(UInt8(ascii: "{"))
        guard scanner.take(UInt8(ascii: "}")) else { throw JSONError(.value, "\"@type\" is missing") }
    }

    private mutating func wrappedValue(_ type: MessageDescriptor) throws(JSONError) {
        try enter("{", for: "google.protobuf.Any")
        defer { depth -= 1 }
        var seen = (type: false, value: false)
        repeat {
            let key = try scanner.string()
            try scanner.expect(UInt8(ascii: ":"))
            let isType = try withText(key) { $0.elementsEqual("@type".utf8) }
            let isValue = try withText(key) { $0.elementsEqual("value".utf8) }
            if isType, !seen.type {
                seen.type = true
                _ = try scanner.string()
            } else if isValue, !seen.value {
                seen.value = true
                do throws(JSONError) { try message(type) } catch { throw error.inside("value") }
            } else {
                let name = try withText(key) { String(decoding: $0.prefix(100), as: UTF8.self) }
                throw JSONError(.value, "only \"@type\" and \"value\", once each, stand in this Any", path: name)
            }
        } while scanner.take(UInt8(ascii: ","))
        guard seen.value else { throw JSONError(.value, "\"value\" is missing") }
        try scanner.expect(UInt8(ascii: "}"))
    }
}
