/// Reads the wire form of a message and appends its JSON form.
///
/// A message is scanned once into a list of its fields' places, so that scattered elements of a list come together and
/// the last of several values wins, whatever order the sender chose. Nested messages use the same list as a stack.
struct WireToJSON {
    struct Entry {
        var field: Int
        var wire: WireField
    }

    let pool: DescriptorPool
    let options: JSONOutput
    let limits: JSONLimits
    let wire: UnsafeRawBufferPointer
    var out: [UInt8]
    var entries: [Entry] = []
    var depth = 0

    init(pool: DescriptorPool, options: JSONOutput, limits: JSONLimits, wire: UnsafeRawBufferPointer, out: [UInt8]) {
        self.pool = pool
        self.options = options
        self.limits = limits
        self.wire = wire
        self.out = out
    }

    mutating func root(_ descriptor: MessageDescriptor) throws(JSONError) {
        let whole = WireField(number: 0, kind: .lengthDelimited, bits: 0, range: 0..<wire.count)
        entries.append(Entry(field: -1, wire: whole))
        try message(descriptor, pieces: 0..<1)
    }

    /// A message whose bytes are the given entries', one after another: occurrences of one field merge.
    mutating func message(_ descriptor: MessageDescriptor, pieces: Range<Int>) throws(JSONError) {
        guard depth < limits.depthMax else { throw JSONError(.limit, "the message is nested too deeply") }
        depth += 1
        let base = entries.count
        try scan(descriptor, pieces: pieces)
        let frame = base..<entries.count
        switch descriptor.wellKnown {
        case nil: try object(descriptor, frame: frame)
        case .timestamp: try timestamp(frame)
        case .duration: try duration(frame)
        case .fieldMask: try fieldMask(frame)
        case .structure: try members(frame.isEmpty ? nil : descriptor.fields[0], frame)
        case .listValue: try list(frame.isEmpty ? nil : descriptor.fields[0], frame)
        case .value: try value(descriptor, frame: frame)
        case .any: try any(frame)
        case .wrapper: try wrapper(descriptor.fields[0], frame)
        }
        entries.removeLast(entries.count - base)
        depth -= 1
    }

    mutating func object(_ descriptor: MessageDescriptor, frame: Range<Int>, isOpen: Bool = false) throws(JSONError) {
        if !isOpen { out.append(UInt8(ascii: "{")) }
        var needsComma = isOpen
        var next = frame.lowerBound
        for (index, field) in descriptor.fields.enumerated() {
            let start = next
            while next < frame.upperBound, entries[next].field == index { next += 1 }
            let isGiven =
                start < next && !isImplicitDefault(field, entries[next - 1].wire) && !isEmptyList(field, start..<next)
            guard isGiven || (options.contains(.defaults) && !field.hasPresence) else { continue }
            if needsComma { out.append(UInt8(ascii: ",")) }
            needsComma = true
            JSONText.append(quoting: options.contains(.protoNames) ? field.name : field.jsonName, to: &out)
            out.append(UInt8(ascii: ":"))
            do throws(JSONError) {
                try self.field(field, start..<next)
            } catch { throw error.inside(field.jsonName) }
        }
        out.append(UInt8(ascii: "}"))
    }

    private mutating func field(_ field: FieldDescriptor, _ range: Range<Int>) throws(JSONError) {
        if field.isMap {
            try members(field, range)
        } else if field.isRepeated {
            try list(field, range)
        } else if field.kind == .message {
            try message(pool.messages[field.typeIndex], pieces: range)
        } else if let last = range.last {
            try scalar(field, entries[last].wire)
        } else {
            appendDefault(field)
        }
    }

    private func isImplicitDefault(_ field: FieldDescriptor, _ wire: WireField) -> Bool {
        !field.hasPresence && !field.isRepeated && (wire.kind == .lengthDelimited ? wire.range.isEmpty : wire.bits == 0)
    }

    /// Packed fields may be there and hold nothing.
    private func isEmptyList(_ field: FieldDescriptor, _ range: Range<Int>) -> Bool {
        field.isRepeated && field.kind.wireKind != .lengthDelimited
            && entries[range].allSatisfy { $0.wire.kind == .lengthDelimited && $0.wire.range.isEmpty }
    }

    // MARK: scanning

    /// Appends the places of the pieces' fields to the list, ordered by field.
    mutating func scan(_ descriptor: MessageDescriptor, pieces: Range<Int>) throws(JSONError) {
        let base = entries.count
        var isOrdered = true
        var seenOneofs = SeenSet()
        for piece in pieces {
            var cursor = WireCursor(wire, in: entries[piece].wire.range)
            while let field = try next(&cursor) {
                guard let index = descriptor.fieldIndex(number: field.number) else { continue }
                let fieldDescriptor = descriptor.fields[index]
                guard Self.fits(field, fieldDescriptor) else {
                    throw JSONError(.wire, "the wire type is not the field's", path: fieldDescriptor.jsonName)
                }
                if let oneof = fieldDescriptor.oneof, !seenOneofs.insert(oneof) {
                    let unwanted = { (entry: Entry) in
                        entry.field != index && descriptor.fields[entry.field].oneof == oneof
                    }
                    while let loser = entries[base...].firstIndex(where: unwanted) { entries.remove(at: loser) }
                }
                if let last = entries[base...].last, last.field > index { isOrdered = false }
                entries.append(Entry(field: index, wire: field))
            }
        }
        // The sort is stable: elements of a list keep their order.
        if !isOrdered { entries[base...].sort { $0.field < $1.field } }
    }

    func next(_ cursor: inout WireCursor) throws(JSONError) -> WireField? {
        do throws(WireFormatError) { return try cursor.next() } catch {
            throw JSONError(.wire, "the message is malformed: \(error)")
        }
    }

    /// Packed and unpacked are both read, whatever the declaration says.
    private static func fits(_ wire: WireField, _ field: FieldDescriptor) -> Bool {
        if wire.kind == field.kind.wireKind { return true }
        return field.isRepeated && wire.kind == .lengthDelimited && field.kind.wireKind != .lengthDelimited
    }
}
