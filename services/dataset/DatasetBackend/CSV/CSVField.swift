/// The fields of one record, where their owner keeps them; valid until it moves on.
struct CSVFields {
    let bytes: UnsafePointer<UInt8>
    /// Where each field ends in `bytes`.
    let ends: UnsafePointer<Int32>
    let quoted: UnsafePointer<Bool>
    let count: Int

    subscript(index: Int) -> CSVField {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return CSVField(
            bytes: UnsafeBufferPointer(start: bytes + start, count: Int(ends[index]) - start), isQuoted: quoted[index])
    }
}

struct CSVField {
    /// Without its quotes, and with doubled quotes made single.
    let bytes: UnsafeBufferPointer<UInt8>
    let isQuoted: Bool
}

enum ASCII {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
}

extension UnsafeBufferPointer<UInt8> {
    /// Without the spaces and tabs around it.
    var trimmed: UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = count
        while start < end, self[start] == ASCII.space || self[start] == ASCII.tab { start += 1 }
        while end > start, self[end - 1] == ASCII.space || self[end - 1] == ASCII.tab { end -= 1 }
        return UnsafeBufferPointer(rebasing: self[start..<end])
    }
}
