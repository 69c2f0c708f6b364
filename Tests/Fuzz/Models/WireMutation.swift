/// Changes protobuf bytes field by field, so that what comes out is a message still.
///
/// Nothing is known of the types: a field with a length is entered as a message where it can be taken apart as one, and
/// else changed as a list of numbers.
enum WireMutation {
    private static let depthMax = 4
    private static let changesMax = 6

    private struct Field {
        var key: UInt64
        /// Without its length.
        var payload: [UInt8]

        var wireType: UInt64 { key & 7 }
    }

    /// One of the seeds, changed as the input says, or the input itself.
    static func message(_ input: FuzzInput, of seeds: [[UInt8]]) -> [UInt8] {
        var input = input
        guard input.number(below: 8) != 0 else { return input.remaining() }
        var changed = seeds[input.number(below: seeds.count)]
        // As many as the input has bytes for: one that runs out would take the first field away.
        var changes = 0
        while !input.isEmpty, changes < changesMax {
            changed = apply(to: changed, &input, depth: 0)
            changes += 1
        }
        return changed
    }

    private static func apply(to bytes: [UInt8], _ input: inout FuzzInput, depth: Int) -> [UInt8] {
        guard var fields = parse(bytes), !fields.isEmpty else { return changeList(bytes, &input) }
        let index = pick(fields.count, &input)
        switch input.number(below: 16) {
        case 15: fields.remove(at: index)
        case 14: fields.insert(fields[index], at: pick(fields.count, &input))
        case 13: fields.swapAt(index, pick(fields.count, &input))
        case 12: fields[index].payload = fields[pick(fields.count, &input)].payload
        default: change(&fields[index], &input, depth)
        }
        return fields.reduce(into: []) { write($1, to: &$0) }
    }

    private static func pick(_ count: Int, _ input: inout FuzzInput) -> Int {
        count <= 256 ? input.number(below: count) : (input.number(below: 256) << 8 | input.number(below: 256)) % count
    }

    private static func change(_ field: inout Field, _ input: inout FuzzInput, _ depth: Int) {
        switch field.wireType {
        case 0: field.payload = varint(number(&input))
        case 1: field.payload = double(&input)
        case 5: field.payload = Array(double(&input).prefix(4))
        default:
            field.payload =
                depth < depthMax
                ? apply(to: field.payload, &input, depth: depth + 1) : changeList(field.payload, &input)
        }
    }

    /// Packed doubles, packed varints or text: one element is set, or the list gets shorter or longer.
    private static func changeList(_ bytes: [UInt8], _ input: inout FuzzInput) -> [UInt8] {
        var bytes = bytes
        let isDoubles = bytes.count % 8 == 0 && !bytes.isEmpty && input.flag()
        switch input.number(below: 8) {
        case 7: bytes.removeLast(min(bytes.count, isDoubles ? 8 : 1))
        case 6: bytes.append(contentsOf: isDoubles ? double(&input) : varint(number(&input)))
        case 5: bytes = input.counted()
        case _ where bytes.isEmpty: bytes = varint(number(&input))
        case _ where isDoubles:
            let at = pick(bytes.count / 8, &input) * 8
            bytes.replaceSubrange(at..<(at + 8), with: double(&input))
        default:
            // A varint of one byte, which most are, stays one list element.
            let at = pick(bytes.count, &input)
            bytes.replaceSubrange(at...at, with: varint(number(&input)))
        }
        return bytes
    }

    private static let doubles: [Double] = [
        0, -0.0, 1, -1, 0.5, 1e-300, .leastNonzeroMagnitude, 1e15, -1e15, 1e150, -1e150, 1e308,
        .greatestFiniteMagnitude,
        -.greatestFiniteMagnitude, .infinity, -.infinity, .nan,
    ]

    private static func double(_ input: inout FuzzInput) -> [UInt8] {
        let choice = input.number(below: doubles.count + 3)
        let value = choice < doubles.count ? doubles[choice] : Double(Int32(bitPattern: input.word())) / 65_536
        return withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }

    private static func number(_ input: inout FuzzInput) -> UInt64 {
        switch input.number(below: 6) {
        case 0: 0
        case 1: UInt64.max
        case 2: UInt64(UInt32.max)
        case 3: UInt64(Int32.max)
        case 4: UInt64(input.word())
        default: UInt64(input.byte())
        }
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    private static func readVarint(_ rest: inout ArraySlice<UInt8>) -> (value: UInt64, bytes: [UInt8])? {
        var value: UInt64 = 0
        var bytes: [UInt8] = []
        while let byte = rest.popFirst(), bytes.count < 10 {
            value |= UInt64(byte & 0x7F) << UInt64(7 * bytes.count)
            bytes.append(byte)
            if byte < 0x80 { return (value, bytes) }
        }
        return nil
    }

    /// Nil where the bytes are no message.
    private static func parse(_ bytes: [UInt8]) -> [Field]? {
        var rest = bytes[...]
        var fields: [Field] = []
        while !rest.isEmpty {
            guard let key = readVarint(&rest)?.value, key >> 3 > 0, key >> 3 < 32 else { return nil }
            let length: Int
            switch key & 7 {
            case 0:
                guard let number = readVarint(&rest) else { return nil }
                fields.append(Field(key: key, payload: number.bytes))
                continue
            case 1: length = 8
            case 5: length = 4
            case 2:
                guard let count = readVarint(&rest)?.value, count <= UInt64(rest.count) else { return nil }
                length = Int(count)
            default: return nil
            }
            guard length <= rest.count else { return nil }
            fields.append(Field(key: key, payload: Array(rest.prefix(length))))
            rest = rest.dropFirst(length)
        }
        return fields
    }

    private static func write(_ field: Field, to bytes: inout [UInt8]) {
        bytes += varint(field.key)
        if field.wireType == 2 { bytes += varint(UInt64(field.payload.count)) }
        bytes += field.payload
    }
}
