extension WireToJSON {
    /// A map, or the fields of a Struct, in wire order; nil stands for no entries.
    mutating func members(_ field: FieldDescriptor?, _ range: Range<Int>) throws(JSONError) {
        out.append(UInt8(ascii: "{"))
        if let field {
            let type = pool.messages[field.typeIndex]
            let superseded = try supersededEntries(type, range)
            var needsComma = false
            for index in range where !superseded.contains(index) {
                if needsComma { out.append(UInt8(ascii: ",")) }
                needsComma = true
                try mapEntry(type, index)
            }
        }
        out.append(UInt8(ascii: "}"))
    }

    private mutating func mapEntry(_ type: MessageDescriptor, _ index: Int) throws(JSONError) {
        let base = entries.count
        try scan(type, pieces: index..<index + 1)
        // Entries are ordered by field: first keys, then values.
        let valueStart = entries[base...].firstIndex { $0.field == 1 } ?? entries.count
        let values = valueStart..<entries.count
        try mapKey(type.fields[0], valueStart > base ? entries[valueStart - 1].wire : nil)
        out.append(UInt8(ascii: ":"))
        do throws(JSONError) { try mapValue(type.fields[1], values) } catch { throw error.inside("[]") }
        entries.removeLast(entries.count - base)
    }

    private mutating func mapKey(_ field: FieldDescriptor, _ wire: WireField?) throws(JSONError) {
        let start = out.count
        if let wire { try scalar(field, wire) } else { appendDefault(field) }
        // 32-bit numbers and bools stand bare as values, but as keys every one is a string.
        if out[start] != UInt8(ascii: "\"") {
            out.insert(UInt8(ascii: "\""), at: start)
            out.append(UInt8(ascii: "\""))
        }
    }

    private mutating func mapValue(_ field: FieldDescriptor, _ range: Range<Int>) throws(JSONError) {
        if field.kind == .message {
            try message(pool.messages[field.typeIndex], pieces: range)
        } else if let last = range.last {
            try scalar(field, entries[last].wire)
        } else {
            appendDefault(field)
        }
    }

    /// Entries whose key comes again later: the last one is the map's.
    private func supersededEntries(_ type: MessageDescriptor, _ range: Range<Int>) throws(JSONError) -> Set<Int> {
        if range.count < 2 { return [] }
        var superseded: Set<Int> = []
        var latest: [MapKey: Int] = Dictionary(minimumCapacity: range.count)
        for index in range {
            if let earlier = latest.updateValue(index, forKey: try key(of: index)) { superseded.insert(earlier) }
        }
        return superseded
    }

    private func key(of index: Int) throws(JSONError) -> MapKey {
        var key = MapKey(bits: 0, bytes: UnsafeRawBufferPointer(rebasing: wire[0..<0]))
        var cursor = WireCursor(wire, in: entries[index].wire.range)
        while let field = try next(&cursor) {
            guard field.number == 1 else { continue }
            key = MapKey(bits: field.bits, bytes: UnsafeRawBufferPointer(rebasing: wire[field.range]))
        }
        return key
    }
}

/// A map key as it stands on the wire, borrowed from it while the map is read.
private struct MapKey: Hashable {
    var bits: UInt64
    var bytes: UnsafeRawBufferPointer

    static func == (left: MapKey, right: MapKey) -> Bool {
        left.bits == right.bits && left.bytes.elementsEqual(right.bytes)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(bits)
        hasher.combine(bytes: bytes)
    }
}
