/// One field as it stands on the wire: its number, and its value or the place of its bytes.
package struct WireField {
    package var number: UInt32
    package var kind: WireCursor.Kind
    /// The varint or the fixed bits; zero when length-delimited.
    package var bits: UInt64
    /// Where the bytes of a length-delimited field lie in the cursor's buffer.
    package var range: Range<Int>
}

/// What makes bytes not a protobuf message.
package enum WireFormatError: Error, Equatable, Sendable {
    case truncated
    case varintTooLong
    case lengthBeyondEnd
    case fieldNumberInvalid
    case wireTypeUnsupported
}

/// Walks the fields of one message; each length is held against the bytes that are there.
///
/// It borrows the buffer: whoever makes a cursor keeps the bytes alive while it walks.
package struct WireCursor {
    package enum Kind: UInt8, Sendable {
        case varint = 0
        case fixed64 = 1
        case lengthDelimited = 2
        case fixed32 = 5
    }

    private let bytes: UnsafeRawBufferPointer
    private var position: Int
    private let end: Int

    package init(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>? = nil) {
        self.bytes = bytes
        self.position = range?.lowerBound ?? 0
        self.end = range?.upperBound ?? bytes.count
    }

    package var isAtEnd: Bool { position == end }

    /// The next field, or nil at the end of the message.
    package mutating func next() throws(WireFormatError) -> WireField? {
        guard position < end else { return nil }
        let tag = try varint()
        guard tag >> 3 >= 1, tag >> 3 < 1 << 29 else { throw .fieldNumberInvalid }
        // Groups (3 and 4) do not exist in proto3, and nothing of ours sends them.
        guard let kind = Kind(rawValue: UInt8(tag & 7)) else { throw .wireTypeUnsupported }
        var field = WireField(number: UInt32(tag >> 3), kind: kind, bits: 0, range: 0..<0)
        switch kind {
        case .varint: field.bits = try varint()
        case .fixed64: field.bits = try fixed64()
        case .fixed32: field.bits = UInt64(try fixed32())
        case .lengthDelimited: field.range = try lengthDelimited()
        }
        return field
    }

    package mutating func varint() throws(WireFormatError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
            if shift > 63 { throw .varintTooLong }
        }
        throw .truncated
    }

    package mutating func fixed64() throws(WireFormatError) -> UInt64 {
        guard end - position >= 8 else { throw .truncated }
        defer { position += 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    package mutating func fixed32() throws(WireFormatError) -> UInt32 {
        guard end - position >= 4 else { throw .truncated }
        defer { position += 4 }
        return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
    }

    private mutating func lengthDelimited() throws(WireFormatError) -> Range<Int> {
        let length = try varint()
        guard length <= UInt64(end - position) else { throw .lengthBeyondEnd }
        let range = position..<(position + Int(length))
        position = range.upperBound
        return range
    }
}
