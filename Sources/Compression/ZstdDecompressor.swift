internal import CZstd

/// Reads zstd frames (RFC 8878) into at most as many bytes as the caller allows, whatever the frame claims.
package struct ZstdDecompressor: ~Copyable {
    private let context: OpaquePointer

    package init() throws(ZstdError) {
        guard let context = ZSTD_createDCtx() else { throw .library("no context") }
        self.context = context
        _ = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, ZstdLimits.windowLog)
    }

    deinit { ZSTD_freeDCtx(context) }

    /// The content of the one frame that `frame` is.
    ///
    /// A frame that states its size gets exactly that much memory, if the limit allows it; one that does not is read
    /// into a buffer that grows up to the limit, so that a few bytes can't order gigabytes.
    package mutating func decompress(_ frame: UnsafeRawBufferPointer, limit: Int) throws(ZstdError) -> [UInt8] {
        let stated = ZSTD_getFrameContentSize(frame.baseAddress, frame.count)
        // zstd.h: ZSTD_CONTENTSIZE_UNKNOWN is 0 - 1, ZSTD_CONTENTSIZE_ERROR is 0 - 2; the macros don't import.
        switch stated {
        case UInt64.max - 1: throw frame.count < 18 ? .truncated : .corrupt("not a zstd frame")
        case UInt64.max: return try read(frame, capacity: min(limit, ZstdLimits.firstGuessBytes), limit: limit)
        default:
            guard stated <= UInt64(limit) else { throw .contentExceedsLimit(limitBytes: limit) }
            return try read(frame, capacity: Int(stated), limit: limit)
        }
    }

    private mutating func read(_ frame: UnsafeRawBufferPointer, capacity: Int, limit: Int) throws(ZstdError) -> [UInt8]
    {
        _ = ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
        var content = [UInt8](repeating: 0, count: capacity)
        var input = ZSTD_inBuffer(src: frame.baseAddress, size: frame.count, pos: 0)
        var filled = 0
        while true {
            let (result, written) = content.withUnsafeMutableBytes { bytes in
                var output = ZSTD_outBuffer(dst: bytes.baseAddress, size: bytes.count, pos: filled)
                return (ZSTD_decompressStream(context, &output, &input), output.pos)
            }
            if ZSTD_isError(result) != 0 { throw .corrupt(String(cString: ZSTD_getErrorName(result))) }
            let advanced = written > filled
            filled = written
            if result == 0 { break }
            if filled == content.count {
                // Full, and the frame is not done: either its end mark is still to be read, or it needs more room.
                if content.count < limit {
                    content.append(
                        contentsOf: repeatElement(0, count: min(limit - content.count, max(content.count, 64))))
                } else if !advanced {
                    throw input.pos == input.size ? .truncated : .contentExceedsLimit(limitBytes: limit)
                }
            } else if input.pos == input.size {
                throw .truncated
            }
        }
        guard input.pos == input.size else { throw .trailingBytes }
        content.removeLast(content.count - filled)
        return content
    }
}
