/// HTTP/2 frames as bytes, legal ones and others.
enum Frames {
    static let clientPreface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    static let settings = frame(type: 4, flags: 0, stream: 0, [])
    static let endStream: UInt8 = 0x1
    static let endHeaders: UInt8 = 0x4

    static func frame(type: UInt8, flags: UInt8, stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        return [UInt8(truncatingIfNeeded: count >> 16), UInt8(truncatingIfNeeded: count >> 8)]
            + [UInt8(truncatingIfNeeded: count), type, flags] + bigEndian(stream) + payload
    }

    static func headers(stream: UInt32, flags: UInt8, _ fields: [(String, [UInt8])]) -> [UInt8] {
        frame(type: 1, flags: flags, stream: stream, block(fields))
    }

    static func data(stream: UInt32, flags: UInt8, _ payload: [UInt8]) -> [UInt8] {
        frame(type: 0, flags: flags, stream: stream, payload)
    }

    /// HPACK literals without indexing and without Huffman coding (RFC 7541 section 6.2.2).
    static func block(_ fields: [(String, [UInt8])]) -> [UInt8] {
        fields.flatMap { [0] + string(Array($0.0.utf8)) + string($0.1) }
    }

    private static func string(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= 127 else { return [UInt8(bytes.count)] + bytes }
        var length = [UInt8(127)]
        var rest = bytes.count - 127
        while rest >= 128 {
            length.append(UInt8(rest & 127 | 128))
            rest >>= 7
        }
        return length + [UInt8(rest)] + bytes
    }

    static func bigEndian(_ word: UInt32) -> [UInt8] {
        withUnsafeBytes(of: word.bigEndian) { Array($0) }
    }
}
