/// Takes the UTF-8 byte order mark off the front of a stream, however it is split.
struct ByteOrderMark {
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private var matched = 0
    private(set) var isDecided = false

    /// How many bytes at the front of this piece belong to a mark, and the bytes that were held back from earlier pieces
    /// and turned out to be content.
    mutating func strip(_ piece: UnsafeBufferPointer<UInt8>) -> (skip: Int, heldBack: ArraySlice<UInt8>) {
        var skip = 0
        while skip < piece.count, matched < 3 {
            guard piece[skip] == Self.mark[matched] else {
                isDecided = true
                // What matched in this piece is still in it; what matched earlier was held back.
                return (0, Self.mark[..<(matched - skip)])
            }
            matched += 1
            skip += 1
        }
        isDecided = matched == 3
        return (skip, [])
    }

    /// The bytes held back when the stream ends.
    mutating func finish() -> ArraySlice<UInt8> {
        defer { isDecided = true }
        return isDecided ? [] : Self.mark[..<matched]
    }
}
