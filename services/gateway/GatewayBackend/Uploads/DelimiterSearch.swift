import NIOCore

/// Looks for a fixed byte sequence, skipping ahead by what its last byte tells (Horspool 1980).
struct DelimiterSearch: Sendable {
    let bytes: [UInt8]
    private let skips: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var skips = [Int](repeating: bytes.count, count: 256)
        for (index, byte) in bytes.dropLast().enumerated() { skips[Int(byte)] = bytes.count - 1 - index }
        self.skips = skips
    }

    /// Offset of the first occurrence from the reader index.
    func find(in buffer: ByteBuffer) -> Int? {
        buffer.withUnsafeReadableBytes { haystack in
            bytes.withUnsafeBytes { needle in
                skips.withUnsafeBufferPointer { Self.find(needle, skips: $0, in: haystack) }
            }
        }
    }

    private static func find(
        _ needle: UnsafeRawBufferPointer, skips: UnsafeBufferPointer<Int>, in haystack: UnsafeRawBufferPointer
    ) -> Int? {
        let last = needle.count - 1
        var start = 0
        while start + last < haystack.count {
            let byte = haystack[start + last]
            if byte == needle[last], (0..<last).allSatisfy({ haystack[start + $0] == needle[$0] }) { return start }
            start += skips[Int(byte)]
        }
        return nil
    }
}
