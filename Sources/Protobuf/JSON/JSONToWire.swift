/// Reads the JSON form of a message and writes its wire form, in one pass and without a tree.
///
/// Type rules: the "ProtoJSON format" page of protobuf's documentation.
struct JSONToWire {
    let pool: DescriptorPool
    let limits: JSONLimits
    var scanner: JSONScanner
    var out: WireWriter
    var depth = 0
    var anyDepth = 0
    /// Collects the paths of the fields that the JSON names, for an update mask; nil when nobody asked.
    var mask: FieldMaskCollector?
    /// Escaped strings are resolved here before they are read as something else than a string.
    var scratch: [UInt8] = []

    init(pool: DescriptorPool, limits: JSONLimits, json: UnsafeBufferPointer<UInt8>, out: WireWriter = WireWriter()) {
        self.pool = pool
        self.limits = limits
        self.scanner = JSONScanner(json)
        self.out = out
    }

    /// The fields of a message of this type, without tag and length.
    mutating func message(_ descriptor: MessageDescriptor) throws(JSONError) {
        switch descriptor.wellKnown {
        case nil: try object(descriptor)
        case .timestamp: try timestamp()
        case .duration: try duration()
        case .fieldMask: try fieldMask()
        case .structure: try structure(descriptor)
        case .value: try value(descriptor)
        case .listValue: try listValue(descriptor)
        case .any: try any(descriptor)
        case .wrapper: try scalar(descriptor.fields[0], skipsDefault: true)
        }
    }

    /// An ordinary message; `typeKey` is an `Any`'s "@type", which is no field of it.
    mutating func object(_ descriptor: MessageDescriptor, typeKey: Bool = false) throws(JSONError) {
        try enter("{", for: descriptor.fullName)
        defer { depth -= 1 }
        if scanner.take(UInt8(ascii: "}")) { return }
        var seenFields = SeenSet()
        var seenOneofs = SeenSet()
        var isTypeLeft = typeKey
        repeat {
            let key = try scanner.string()
            try scanner.expect(UInt8(ascii: ":"))
            if isTypeLeft, try withText(key, { $0.elementsEqual("@type".utf8) }) {
                isTypeLeft = false
                try scanner.skipValue(depthLeft: limits.depthMax - depth)
                continue
            }
            let index = try fieldIndex(key, in: descriptor)
            let field = descriptor.fields[index]
            do throws(JSONError) {
                if !seenFields.insert(index) { throw JSONError(.value, "the field is given twice") }
                try member(field, seenOneofs: &seenOneofs)
            } catch { throw error.inside(field.jsonName) }
        } while scanner.take(UInt8(ascii: ","))
        try scanner.expect(UInt8(ascii: "}"))
    }

    private mutating func member(_ field: FieldDescriptor, seenOneofs: inout SeenSet) throws(JSONError) {
        if scanner.peek() == UInt8(ascii: "n"), !acceptsNull(field) {
            try scanner.literal("null")
            mask?.add(field)
            return
        }
        if let oneof = field.oneof, !seenOneofs.insert(oneof) {
            throw JSONError(.value, "another member of the same oneof is given too")
        }
        mask?.enter(field, pool: pool)
        try self.field(field)
        mask?.leave()
    }

    /// A field with its tag: map, list or single value. Null has been dealt with.
    mutating func field(_ field: FieldDescriptor) throws(JSONError) {
        if field.isMap {
            try map(field)
        } else if field.isRepeated {
            try list(field)
        } else {
            try single(field, skipsDefault: !field.hasPresence)
        }
    }

    /// One value with its tag.
    mutating func single(_ field: FieldDescriptor, skipsDefault: Bool) throws(JSONError) {
        if field.kind == .message {
            out.tag(field.number, .lengthDelimited)
            let start = out.openLength()
            try message(pool.messages[field.typeIndex])
            out.closeLength(start)
        } else {
            try scalar(field, skipsDefault: skipsDefault)
        }
    }

    /// Null is a value only where google.protobuf.Value or NullValue stands.
    func acceptsNull(_ field: FieldDescriptor) -> Bool {
        guard !field.isRepeated else { return false }
        return isNullable(field)
    }

    func isNullable(_ field: FieldDescriptor) -> Bool {
        switch field.kind {
        case .message: pool.messages[field.typeIndex].wellKnown == .value
        case .enumeration: pool.enums[field.typeIndex].isNullValue
        default: false
        }
    }

    private mutating func fieldIndex(_ key: JSONText, in descriptor: MessageDescriptor) throws(JSONError) -> Int {
        if let index = try withText(key, { descriptor.fieldIndex(named: $0) }) { return index }
        let name = try withText(key) { String(decoding: $0.prefix(100), as: UTF8.self) }
        throw JSONError(.value, "\(descriptor.fullName) has no such field", path: name)
    }

    /// Opens an object or array one level deeper.
    mutating func enter(_ bracket: Unicode.Scalar, for what: String) throws(JSONError) {
        let wanted = UInt8(ascii: bracket)
        guard let found = scanner.peek() else { throw scanner.unexpected(wanting: "'\(bracket)'") }
        if found != wanted, "{[\"tfn-0123456789".utf8.contains(found) {
            throw JSONError(.value, "\(what) is written as \(wanted == UInt8(ascii: "{") ? "an object" : "an array")")
        }
        try scanner.expect(wanted)
        guard depth < limits.depthMax else { throw JSONError(.limit, "the JSON text is nested too deeply") }
        depth += 1
    }

    /// A token's text with its escapes resolved.
    mutating func withText<R>(_ text: JSONText, _ body: (UnsafeBufferPointer<UInt8>) -> R) throws(JSONError) -> R {
        let raw = scanner.bytes[text.range]
        if !text.isEscaped { return body(UnsafeBufferPointer(rebasing: raw)) }
        scratch.removeAll(keepingCapacity: true)
        try JSONEscapes.append(raw, to: &scratch)
        return scratch.withUnsafeBufferPointer(body)
    }
}
