internal import CZstd

/// Reads zstd (RFC 8878) piece by piece, as it comes: memory is one window of at most `ZstdLimits.windowLog`, whatever
/// the file's size.
///
/// Frames may follow one another, skippable ones among them; anything else after a frame is an error. One reader belongs
/// to one task.
package final class ZstdReader {
    private let context: OpaquePointer
    private var budget: OutputBudget
    private var frame = FrameStart()
    /// Content of the current frame so far.
    private var frameContent: UInt64 = 0
    /// Between frames, where the content may end.
    private var isBetweenFrames = true
    private var hasContent = false

    /// - Parameter limit: bytes of content in all frames together; one more is an error.
    package init(limit: Int) throws(ZstdError) {
        guard let context = ZSTD_createDCtx() else { throw .library("no context") }
        self.context = context
        budget = OutputBudget(limit: limit)
        _ = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, ZstdLimits.windowLog)
    }

    deinit { ZSTD_freeDCtx(context) }

    /// Decodes from `input` at `position`, which moves, into `output`; how many bytes were written. Whoever gets less
    /// than `output` holds has used the input up.
    package func read(
        _ input: UnsafeRawBufferPointer, from position: inout Int, into output: UnsafeMutableRawBufferPointer
    ) throws(ZstdError) -> Int {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: position)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        defer { position = source.pos }
        while source.pos < input.count || !isBetweenFrames, target.pos < target.size {
            guard frame.accepts(input[source.pos...]) else { throw hasContent ? .trailingBytes : .corrupt("not zstd") }
            let before = (source.pos, target.pos)
            // A frame's first bytes go in by themselves. Given a frame as a whole the library takes another way, which
            // is laxer with frames without content; so what is accepted would depend on how the input is cut.
            source.size = min(input.count, source.pos + (frame.magicBytesLeft > 0 ? frame.magicBytesLeft : input.count))
            let result = ZSTD_decompressStream(context, &target, &source)
            if ZSTD_isError(result) != 0 { throw Self.error(result) }
            guard budget.spend(target.pos - before.1) else { throw .contentExceedsLimit(limitBytes: budget.limit) }
            frameContent += UInt64(target.pos - before.1)
            frame.keep(input[before.0..<source.pos])
            isBetweenFrames = result == 0
            if isBetweenFrames {
                // The library itself overlooks a wrong size where the last block is empty and comes in pieces.
                if let size = frame.contentSize, size != frameContent { throw .corrupt("not as long as it says") }
                frame.removeAll()
                frameContent = 0
                hasContent = true
            } else if before == (source.pos, target.pos), source.pos == input.count {
                // No progress without more input.
                break
            }
        }
        return target.pos
    }

    /// Call when there is no more input: it must not end within a frame, nor be empty.
    package func finish() throws(ZstdError) {
        guard isBetweenFrames, hasContent else { throw .truncated }
    }

    private static func error(_ result: Int) -> ZstdError {
        switch ZSTD_getErrorCode(result) {
        case ZSTD_error_frameParameter_windowTooLarge: .windowTooLarge(limitBytes: 1 << ZstdLimits.windowLog)
        case ZSTD_error_memory_allocation: .library(String(cString: ZSTD_getErrorName(result)))
        default: .corrupt(String(cString: ZSTD_getErrorName(result)))
        }
    }
}

/// The first bytes of a frame, wherever the input is split.
private struct FrameStart {
    /// No frame's header is longer.
    private static let headerBytesMax = 18
    private var bytes: [UInt8] = []

    /// Whether the frame goes on as a frame must begin. The library reads the formats from before RFC 8878 as well, and
    /// holds those to no window; here they are not zstd.
    func accepts(_ next: UnsafeRawBufferPointer.SubSequence) -> Bool {
        guard bytes.count < 4 else { return true }
        return zip(bytes.count..<4, next).allSatisfy { index, byte in
            switch index {
            case 0: byte == 0x28 || byte & 0xF0 == 0x50
            case 1: byte == 0xB5 || byte == 0x2A
            case 2: byte == 0x2F || byte == 0x4D
            default: byte == 0xFD || byte == 0x18
            }
        }
    }

    var magicBytesLeft: Int { max(4 - bytes.count, 0) }

    mutating func keep(_ next: UnsafeRawBufferPointer.SubSequence) {
        if bytes.count < Self.headerBytesMax { bytes += next.prefix(Self.headerBytesMax - bytes.count) }
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// What the header says, if it does.
    var contentSize: UInt64? {
        let size = ZSTD_getFrameContentSize(bytes, bytes.count)
        // zstd.h: unknown is 0 - 1, and an error 0 - 2.
        return size < UInt64.max - 1 ? size : nil
    }
}
