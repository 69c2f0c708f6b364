internal import CZlib

/// Reads gzip (RFC 1952) piece by piece, as it comes: memory is one window, whatever the file's size.
///
/// Members may follow one another; anything else after a member is an error. One reader belongs to one task.
package final class GzipReader {
    private let stream: ZlibStream
    private var budget: OutputBudget
    /// Between members, where the content may end.
    private var isBetweenMembers = true
    /// Whole members that were read.
    private var memberCount = 0

    /// - Parameter limit: bytes of content in all members together; one more is an error.
    package init(limit: Int) throws(GzipError) {
        stream = try ZlibStream(pieceBytes: 0, begin: { pynomaly_inflate_init_gzip($0) }, end: { inflateEnd($0) })
        budget = OutputBudget(limit: limit)
    }

    /// Decodes from `input` at `position`, which moves, into `output`; how many bytes were written. Whoever gets less
    /// than `output` holds has used the input up.
    package func read(
        _ input: UnsafeRawBufferPointer, from position: inout Int, into output: UnsafeMutableRawBufferPointer
    ) throws(GzipError) -> Int {
        var written = 0
        while position < input.count || !isBetweenMembers, written < output.count {
            if isBetweenMembers {
                // zlib looks at two bytes at least, and one may be all that there is.
                guard input[position] == 0x1F else { throw memberCount > 0 ? .trailingBytes : .corrupt("not gzip") }
                inflateReset(stream.pointer)
                isBetweenMembers = false
            }
            let rest = UnsafeRawBufferPointer(rebasing: input[position...])
            let room = UnsafeMutableRawBufferPointer(rebasing: output[written...])
            let (code, consumed, produced) = try stream.step(from: rest, into: room) { inflate($0, Z_NO_FLUSH) }
            position += consumed
            written += produced
            guard budget.spend(produced) else { throw .contentExceedsLimit(limitBytes: budget.limit) }
            switch code {
            case Z_OK: break
            case Z_STREAM_END:
                isBetweenMembers = true
                memberCount += 1
            // No progress without more input; with some there always is.
            case Z_BUF_ERROR: return written
            case Z_DATA_ERROR, Z_NEED_DICT:
                if memberCount > 0, stream.message == Self.noMember { throw .trailingBytes }
                throw .corrupt(stream.message)
            default: throw .library("inflate answers \(code)")
            }
        }
        return written
    }

    /// zlib's word for bytes that don't begin as a member does.
    private static let noMember = "incorrect header check"

    /// Call when there is no more input: it must not end within a member, nor be empty.
    package func finish() throws(GzipError) {
        guard isBetweenMembers, memberCount > 0 else { throw .truncated }
    }
}
