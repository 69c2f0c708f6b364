internal import CZlib

/// Reads gzip members; one at a time.
struct Inflater: Sendable {
    private let stream: ZlibStream

    init() throws(GzipError) {
        stream = try ZlibStream(begin: { pynomaly_inflate_init_gzip($0) }, end: { inflateEnd($0) })
    }

    func decompress(
        _ bytes: UnsafeRawBufferPointer, limit: Int, emit: (UnsafeRawBufferPointer) -> Void
    ) throws(GzipError) {
        inflateReset(stream.pointer)
        var left = limit
        try stream.read(bytes) { () throws(GzipError) in
            while true {
                // One byte more than is left shows that there is too much.
                let room = left < stream.piece.count ? left + 1 : stream.piece.count
                let (code, output) = stream.step(room: room) { inflate($0, Z_NO_FLUSH) }
                guard output.count <= left else { throw .contentExceedsLimit(limitBytes: limit) }
                left -= output.count
                if !output.isEmpty { emit(output) }
                if try isOver(code) { return }
            }
        }
    }

    private func isOver(_ code: Int32) throws(GzipError) -> Bool {
        switch code {
        case Z_OK: return false
        case Z_STREAM_END:
            guard stream.hasUnread else { return true }
            // Members may follow one another (RFC 1952 section 2.2).
            inflateReset(stream.pointer)
            return false
        case Z_BUF_ERROR: throw .truncated
        case Z_DATA_ERROR, Z_NEED_DICT: throw .corrupt(stream.message)
        default: throw .library("inflate answers \(code)")
        }
    }
}
