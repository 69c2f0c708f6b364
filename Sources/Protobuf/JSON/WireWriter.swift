/// Protobuf wire bytes under construction.
package struct WireWriter {
    package private(set) var bytes: [UInt8] = []

    package init(reservingBytes count: Int = 0) { bytes.reserveCapacity(count) }

    package var count: Int { bytes.count }

    package mutating func tag(_ number: UInt32, _ kind: WireCursor.Kind) {
        varint(UInt64(number) << 3 | UInt64(kind.rawValue))
    }

    package mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    package mutating func fixed64(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func fixed32(_ value: UInt32) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// Gives the bytes to a function that appends to them.
    mutating func appending<R>(_ body: (inout [UInt8]) throws(JSONError) -> R) throws(JSONError) -> R {
        try body(&bytes)
    }

    /// Begins a length-delimited part whose length is not known yet, with room for a one-byte length.
    package mutating func openLength() -> Int {
        bytes.append(0)
        return bytes.count
    }

    /// Ends the part that began at `start`; a longer length moves the part's bytes up.
    package mutating func closeLength(_ start: Int) {
        let length = bytes.count - start
        if length < 0x80 {
            bytes[start - 1] = UInt8(length)
            return
        }
        let prefixLength = (64 - UInt64(length).leadingZeroBitCount + 6) / 7
        bytes.insert(contentsOf: repeatElement(0, count: prefixLength - 1), at: start)
        for index in 0..<prefixLength {
            let more: UInt8 = index < prefixLength - 1 ? 0x80 : 0
            bytes[start - 1 + index] = UInt8(length >> (7 * index) & 0x7F) | more
        }
    }

    /// Takes back everything from `count` on.
    package mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }
}
