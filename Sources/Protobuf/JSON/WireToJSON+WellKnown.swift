extension WireToJSON {
    mutating func timestamp(_ frame: Range<Int>) throws(JSONError) {
        let (seconds, nanos) = secondsAndNanos(frame)
        out.append(UInt8(ascii: "\""))
        guard TimestampText.append(seconds: seconds, nanos: nanos, to: &out) else {
            throw JSONError(.wire, "the time is outside the years 0001 to 9999")
        }
        out.append(UInt8(ascii: "\""))
    }

    mutating func duration(_ frame: Range<Int>) throws(JSONError) {
        let (seconds, nanos) = secondsAndNanos(frame)
        out.append(UInt8(ascii: "\""))
        guard DurationText.append(seconds: seconds, nanos: nanos, to: &out) else {
            throw JSONError(.wire, "the duration is out of range")
        }
        out.append(UInt8(ascii: "\""))
    }

    private func secondsAndNanos(_ frame: Range<Int>) -> (Int64, Int32) {
        let seconds = entries[frame].last { $0.field == 0 }?.wire.bits ?? 0
        let nanos = entries[frame].last { $0.field == 1 }?.wire.bits ?? 0
        return (Int64(bitPattern: seconds), Int32(truncatingIfNeeded: nanos))
    }

    mutating func fieldMask(_ frame: Range<Int>) throws(JSONError) {
        out.append(UInt8(ascii: "\""))
        for index in frame {
            if index > frame.lowerBound { out.append(UInt8(ascii: ",")) }
            let path = UnsafeRawBufferPointer(rebasing: wire[entries[index].wire.range])
            guard FieldMaskText.appendCamelCase(path, to: &out) else {
                throw JSONError(.wire, "a path of the field mask has no JSON form")
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    mutating func wrapper(_ field: FieldDescriptor, _ frame: Range<Int>) throws(JSONError) {
        if let last = frame.last {
            try scalar(field, entries[last].wire)
        } else {
            appendDefault(field)
        }
    }

    mutating func value(_ descriptor: MessageDescriptor, frame: Range<Int>) throws(JSONError) {
        guard let last = frame.last else {
            out.append(contentsOf: "null".utf8)
            return
        }
        let field = descriptor.fields[entries[last].field]
        if field.kind == .message {
            try message(pool.messages[field.typeIndex], pieces: frame)
            return
        }
        if field.kind == .double, !Double(bitPattern: entries[last].wire.bits).isFinite {
            throw JSONError(.wire, "a google.protobuf.Value can be neither NaN nor infinite")
        }
        try scalar(field, entries[last].wire)
    }

    mutating func any(_ frame: Range<Int>) throws(JSONError) {
        out.append(UInt8(ascii: "{"))
        guard let typeEntry = frame.last(where: { entries[$0].field == 0 }) else {
            guard frame.isEmpty else { throw JSONError(.wire, "an Any has a value and no type") }
            out.append(UInt8(ascii: "}"))
            return
        }
        let typeRange = entries[typeEntry].wire.range
        out.append(contentsOf: "\"@type\":".utf8)
        try string(typeRange)
        let value = frame.last { entries[$0].field == 1 }
        let url = String(decoding: wire[typeRange], as: UTF8.self)
        let name = url.lastIndex(of: "/").map { String(url[url.index(after: $0)...]) } ?? url
        guard let type = pool.message(named: name) else { return try unknown(value) }
        if type.wellKnown == nil {
            try anyMembers(type, value)
        } else {
            out.append(contentsOf: ",\"value\":".utf8)
            try message(type, pieces: value.map { $0..<$0 + 1 } ?? frame.upperBound..<frame.upperBound)
            out.append(UInt8(ascii: "}"))
        }
    }

    private mutating func anyMembers(_ type: MessageDescriptor, _ value: Int?) throws(JSONError) {
        guard depth < limits.depthMax else { throw JSONError(.limit, "the message is nested too deeply") }
        depth += 1
        let base = entries.count
        if let value { try scan(type, pieces: value..<value + 1) }
        try object(type, frame: base..<entries.count, isOpen: true)
        entries.removeLast(entries.count - base)
        depth -= 1
    }

    /// A type that is not in the pool, as an error detail of a newer service may be: its bytes, which lose nothing.
    private mutating func unknown(_ value: Int?) throws(JSONError) {
        out.append(contentsOf: ",\"value\":".utf8)
        let range = value.map { entries[$0].wire.range } ?? 0..<0
        JSONText.append(base64: UnsafeRawBufferPointer(rebasing: wire[range]), to: &out)
        out.append(UInt8(ascii: "}"))
    }
}
