/// ISO 8859-1 to UTF-8; no state, for each byte stands alone.
enum Latin1 {
    /// Writes `source` as UTF-8 to the front of `target`, which must have twice its room; how many bytes that takes.
    static func decode(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) -> Int {
        precondition(target.count >= source.count * 2)
        var read = 0
        var written = 0
        while read < source.count {
            // Most text is ASCII, and eight bytes of it are copied at once.
            if read + 8 <= source.count {
                let word = source.loadUnaligned(fromByteOffset: read, as: UInt64.self)
                if word & 0x8080_8080_8080_8080 == 0 {
                    target.storeBytes(of: word, toByteOffset: written, as: UInt64.self)
                    read += 8
                    written += 8
                    continue
                }
            }
            let byte = source[read]
            read += 1
            if byte < 0x80 {
                target[written] = byte
                written += 1
            } else {
                target[written] = 0xC0 | byte >> 6
                target[written + 1] = 0x80 | byte & 0x3F
                written += 2
            }
        }
        return written
    }
}
