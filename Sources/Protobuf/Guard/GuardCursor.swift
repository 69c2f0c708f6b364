/// A position in bytes of the protobuf wire format, never past their end.
struct GuardCursor {
    private(set) var at: UnsafeRawPointer
    let end: UnsafeRawPointer

    init(at: UnsafeRawPointer, end: UnsafeRawPointer) {
        self.at = at
        self.end = end
    }

    var isAtEnd: Bool { at == end }
    var count: Int { end - at }

    /// A field's number and wire type.
    mutating func tag() throws(WireError) -> UInt32 {
        let first = at.load(as: UInt8.self)
        let tag: UInt32
        if first < 0x80 {
            at += 1
            tag = UInt32(first)
        } else {
            tag = try shortVarint("field number")
        }
        guard tag >> 3 != 0 else { throw .malformed("field number 0") }
        return tag
    }

    /// A varint of at most five bytes that fits 32 bits.
    private mutating func shortVarint(_ what: String) throws(WireError) -> UInt32 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 35 {
            guard at < end else { throw .truncated }
            let byte = at.load(as: UInt8.self)
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                guard value <= UInt32.max else { break }
                return UInt32(truncatingIfNeeded: value)
            }
            shift += 7
        }
        throw .malformed("\(what) out of range")
    }

    /// Moves past a length and as many bytes, and returns those.
    mutating func lengthPrefixed() throws(WireError) -> GuardCursor {
        let length = Int(try shortVarint("length"))
        guard length <= end - at else { throw .truncated }
        let part = GuardCursor(at: at, end: at + length)
        at += length
        return part
    }

    /// Moves past a value and returns how many bytes it has.
    mutating func skip(wireType: UInt32) throws(WireError) -> Int {
        let start = at
        switch wireType {
        case WireType.varint: try skipVarint()
        case WireType.fixed64: try skip(8)
        case WireType.fixed32: try skip(4)
        case WireType.lengthPrefixed: _ = try lengthPrefixed()
        case 3, 4: throw .malformed("groups are not supported")
        default: throw .malformed("unknown wire type")
        }
        return at - start
    }

    private mutating func skip(_ count: Int) throws(WireError) {
        guard count <= end - at else { throw .truncated }
        at += count
    }

    private mutating func skipVarint() throws(WireError) {
        let limit = at + 10
        while at < end {
            guard at < limit else { throw .malformed("varint of more than 10 bytes") }
            let byte = at.load(as: UInt8.self)
            at += 1
            if byte < 0x80 { return }
        }
        throw at == limit ? .malformed("varint of more than 10 bytes") : .truncated
    }

    /// Moves past a packed field and returns how many elements it has.
    mutating func packedElements(_ packed: GuardKind.Packed) throws(WireError) -> Int {
        var part = try lengthPrefixed()
        switch packed {
        case .fixed(let width):
            guard part.count & (width - 1) == 0 else { throw .malformed("packed field ends within an element") }
            return part.count / width
        case .varints:
            var count = 0
            while !part.isAtEnd {
                try part.skipVarint()
                count += 1
            }
            return count
        case .bools:
            // protobuf-c takes one byte for one element here.
            let bytes = UnsafeRawBufferPointer(start: part.at, count: part.count)
            guard bytes.allSatisfy({ $0 <= 1 }) else { throw .malformed("packed bool out of range") }
            return part.count
        }
    }
}
