/// Finds what a string field must not hold.
enum UTF8Check {
    enum Problem {
        case nul, invalid
    }

    static func problem(_ start: UnsafeRawPointer, _ count: Int) -> Problem? {
        var at = start
        let end = start + count
        while at < end {
            if end - at >= 8 {
                let word = at.loadUnaligned(as: UInt64.self)
                // All eight below 0x80 and none zero: a zero byte borrows into its own high bit.
                if (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 == 0 {
                    at += 8
                    continue
                }
            }
            let first = at.load(as: UInt8.self)
            if first == 0 { return .nul }
            let length = first < 0x80 ? 1 : sequenceLength(at, end)
            if length == 0 { return .invalid }
            at += length
        }
        return nil
    }

    /// Bytes of the well-formed sequence that begins at `at` (Unicode 15, table 3-7); 0 if there is none.
    private static func sequenceLength(_ at: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Int {
        let first = at.load(as: UInt8.self)
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0...0)
            }
        guard length > 0, end - at >= length, second.contains(at.load(fromByteOffset: 1, as: UInt8.self)) else {
            return 0
        }
        for offset in 2..<max(length, 2) where at.load(fromByteOffset: offset, as: UInt8.self) & 0xC0 != 0x80 {
            return 0
        }
        return length
    }
}
