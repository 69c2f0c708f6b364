/// Bytes of a file that is being written.
///
/// Owns its memory and grows in `reserve`; every `put` checks that what it writes was reserved. Pointers instead of an
/// array, since an array checks uniqueness and capacity with every byte, which costs more than making the digits.
struct TextBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 4096) {
        start = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { start.deallocate() }

    /// Makes room for so many more bytes.
    @inline(__always) mutating func reserve(_ bytes: Int) {
        if count + bytes > capacity { grow(bytes) }
    }

    @inline(never) private mutating func grow(_ bytes: Int) {
        let larger = max(capacity * 2, count + bytes)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        memory.update(from: start, count: count)
        start.deallocate()
        start = memory
        capacity = larger
    }

    @inline(__always) mutating func put(_ byte: UInt8) {
        precondition(count < capacity, "room was not reserved")
        start[count] = byte
        count += 1
    }

    @inline(__always) mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        precondition(count + bytes.count <= capacity, "room was not reserved")
        (start + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { put($0) }
    }

    /// What was written, once.
    mutating func take() -> [UInt8] {
        defer { count = 0 }
        return Array(UnsafeBufferPointer(start: start, count: count))
    }
}
