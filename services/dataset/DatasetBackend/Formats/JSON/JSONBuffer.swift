/// The bytes of the record that is being looked for, and what has come behind it.
///
/// It owns its memory, of fixed size: room for the longest record allowed, for a piece on top, and for the padding that lets
/// `JSONCursor` look at eight bytes at once.
struct JSONBuffer: ~Copyable {
    static let pieceBytes = 64 << 10

    private let memory: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    /// Where the bytes that are not used up begin and end.
    private(set) var start = 0
    private(set) var end = 0
    /// Where `memory` begins in the file.
    private(set) var fileOffset = 0

    init(recordBytesMax: Int) {
        // The byte that shows a record to be too long, and its line break.
        capacity = recordBytesMax + 2 + Self.pieceBytes
        memory = .allocate(capacity: capacity + JSONCursor.padding)
        memory.initialize(repeating: 0, count: capacity + JSONCursor.padding)
    }

    deinit { memory.deallocate() }

    /// The bytes at `offset`, with the padding behind them.
    @inline(__always)
    func pointer(at offset: Int) -> UnsafeMutablePointer<UInt8> {
        precondition(offset >= 0 && offset <= capacity)
        return memory + offset
    }

    @inline(__always)
    subscript(offset: Int) -> UInt8 { memory[offset] }

    mutating func use(upTo offset: Int) {
        precondition(offset >= start && offset <= end)
        start = offset
    }

    /// Makes room and takes in what fits of `bytes` from `position`, which moves; offsets move to the front by as much as
    /// is returned.
    mutating func fill(from bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) -> Int {
        let moved = start
        if start > 0 {
            memory.update(from: memory + start, count: end - start)
            fileOffset += start
            end -= start
            start = 0
        }
        let count = min(capacity - end, bytes.count - position)
        if count > 0, let base = bytes.baseAddress {
            memory.advanced(by: end).update(from: base + position, count: count)
            end += count
            position += count
        }
        return moved
    }
}
