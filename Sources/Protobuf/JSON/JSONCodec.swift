/// How a message is written as JSON.
package struct JSONOutput: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Fields without presence are written even when they hold their default.
    package static let defaults = JSONOutput(rawValue: 1)
    /// `access_token`, not `accessToken`: for formats that somebody else defined.
    package static let protoNames = JSONOutput(rawValue: 2)
}

/// What JSON text turned into.
package struct DecodedJSON: Sendable {
    package var wire: [UInt8]
    /// Paths of the fields that the text named, when they were asked for.
    package var mask: [String]

    package init(wire: [UInt8], mask: [String]) {
        self.wire = wire
        self.mask = mask
    }
}

/// Converts messages between proto3 JSON and the wire form by their descriptors, without generated types.
///
/// A value; every call is independent of the others.
package struct JSONCodec: Sendable {
    package let pool: DescriptorPool
    package let limits: JSONLimits

    package init(_ pool: DescriptorPool, limits: JSONLimits = JSONLimits()) {
        self.pool = pool
        self.limits = limits
    }

    /// The wire form of one message.
    /// - Parameter collectingMask: also tell which fields the text names.
    package func decode(
        _ json: UnsafeBufferPointer<UInt8>, as type: MessageDescriptor, collectingMask: Bool = false
    ) throws(JSONError) -> DecodedJSON {
        var decoder = try decoder(for: json)
        if collectingMask { decoder.mask = FieldMaskCollector() }
        try decoder.message(type)
        try decoder.scanner.expectEnd()
        return DecodedJSON(wire: decoder.out.bytes, mask: decoder.mask?.paths ?? [])
    }

    /// The wire form, with tag, of one field whose value is the whole text.
    package func decode(
        _ json: UnsafeBufferPointer<UInt8>, asField field: FieldDescriptor, collectingMask: Bool = false
    ) throws(JSONError) -> DecodedJSON {
        var decoder = try decoder(for: json)
        if collectingMask { decoder.mask = FieldMaskCollector() }
        do throws(JSONError) {
            if decoder.scanner.peek() == UInt8(ascii: "n"), !decoder.acceptsNull(field) {
                try decoder.scanner.literal("null")
            } else {
                try decoder.field(field)
            }
            try decoder.scanner.expectEnd()
        } catch  where error.reason == .value { throw error.inside(field.jsonName) }
        return DecodedJSON(wire: decoder.out.bytes, mask: decoder.mask?.paths ?? [])
    }

    package func wireBytes(fromJSON json: some Collection<UInt8>, type: String) throws(JSONError) -> [UInt8] {
        let descriptor = try descriptor(type)
        let bytes = Array(json)
        return try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in try decode(buffer, as: descriptor).wire
        }
    }

    /// Appends the JSON form of a message.
    package func encode(
        _ wire: UnsafeRawBufferPointer, as type: MessageDescriptor, options: JSONOutput = [], to output: inout [UInt8]
    ) throws(JSONError) {
        var encoder = WireToJSON(pool: pool, options: options, limits: limits, wire: wire, out: output)
        output = []
        try encoder.root(type)
        output = encoder.out
    }

    package func json(
        fromWire wire: some Collection<UInt8>, type: String, options: JSONOutput = []
    ) throws(JSONError) -> [UInt8] {
        let descriptor = try descriptor(type)
        let bytes = Array(wire)
        var output: [UInt8] = []
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try encode(UnsafeRawBufferPointer(buffer), as: descriptor, options: options, to: &output)
        }
        return output
    }

    private func descriptor(_ type: String) throws(JSONError) -> MessageDescriptor {
        guard let descriptor = pool.message(named: type) else {
            throw JSONError(.wire, "the message type \(type) is unknown")
        }
        return descriptor
    }

    private func decoder(for json: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONToWire {
        guard json.count <= limits.textBytesMax else {
            throw JSONError(.limit, "the JSON text is longer than \(limits.textBytesMax) bytes")
        }
        // Once for the whole text, so that no string needs a check of its own.
        guard Self.isUTF8(json) else { throw JSONError(.syntax, "the JSON text is not UTF-8") }
        return JSONToWire(
            pool: pool, limits: limits, json: json, out: WireWriter(reservingBytes: json.count))
    }

    static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        (try? UTF8Span(validating: bytes.span)) != nil
    }
}
