internal import CZlib

/// zlib's state with a place for its output. zlib keeps a pointer to the stream, so it must not move.
///
/// Unchecked: a stream is reachable from one place at a time, the pool's list or the one call that took it.
final class ZlibStream: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<z_stream>
    let piece: UnsafeMutableRawBufferPointer
    private let end: (UnsafeMutablePointer<z_stream>) -> Void

    /// `begin` makes zlib's state, `end` frees it.
    init(
        pieceBytes: Int = GzipLimits.pieceBytes, begin: (UnsafeMutablePointer<z_stream>) -> Int32,
        end: @escaping (UnsafeMutablePointer<z_stream>) -> Void
    ) throws(GzipError) {
        pointer = .allocate(capacity: 1)
        piece = .allocate(byteCount: pieceBytes, alignment: 16)
        pointer.initialize(to: z_stream())
        self.end = end
        guard begin(pointer) == Z_OK else { throw .library("no context") }
    }

    deinit {
        end(pointer)
        pointer.deallocate()
        piece.deallocate()
    }

    /// Lets zlib read `bytes` during the steps of `body`; it declares the pointer mutable, but only reads through it.
    func read<R>(_ bytes: UnsafeRawBufferPointer, _ body: () throws(GzipError) -> R) throws(GzipError) -> R {
        guard let count = UInt32(exactly: bytes.count) else { throw .library("more than 4 GiB in one piece") }
        pointer.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        pointer.pointee.avail_in = count
        defer {
            pointer.pointee.next_in = nil
            pointer.pointee.avail_in = 0
        }
        return try body()
    }

    /// One step with room for so many bytes of output: zlib's answer, and the bytes.
    func step(
        room: Int, _ run: (UnsafeMutablePointer<z_stream>) -> Int32
    ) -> (code: Int32, output: UnsafeRawBufferPointer) {
        pointer.pointee.next_out = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
        pointer.pointee.avail_out = UInt32(room)
        let code = run(pointer)
        return (code, UnsafeRawBufferPointer(rebasing: piece[..<(room - Int(pointer.pointee.avail_out))]))
    }

    /// One step from so much input to so much room, both the caller's; how much of each was used.
    func step(
        from input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer,
        _ run: (UnsafeMutablePointer<z_stream>) -> Int32
    ) throws(GzipError) -> (code: Int32, consumed: Int, produced: Int) {
        guard let room = UInt32(exactly: output.count) else { throw .library("more than 4 GiB in one piece") }
        return try read(input) { () throws(GzipError) in
            pointer.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            pointer.pointee.avail_out = room
            let code = run(pointer)
            let left = (Int(pointer.pointee.avail_in), Int(pointer.pointee.avail_out))
            pointer.pointee.next_out = nil
            return (code, input.count - left.0, output.count - left.1)
        }
    }

    var hasUnread: Bool { pointer.pointee.avail_in > 0 }

    /// What zlib says about its last failure.
    var message: String {
        guard let message = pointer.pointee.msg else { return "not gzip" }
        return String(cString: message)
    }
}
