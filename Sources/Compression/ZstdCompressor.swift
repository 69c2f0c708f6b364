internal import CZstd

/// Makes zstd frames (RFC 8878) that state their content's size and carry a checksum.
///
/// One compressor serves one caller at a time; its context (some hundred kilobytes) is what makes reuse worthwhile.
package struct ZstdCompressor: ~Copyable {
    private let context: OpaquePointer

    /// - Parameter level: zstd's own scale; 3 is its default, 1 is the fastest.
    package init(level: Int32 = 3) throws(ZstdError) {
        guard let context = ZSTD_createCCtx() else { throw .library("no context") }
        self.context = context
        _ = ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        _ = ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        _ = ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, ZstdLimits.windowLog)
    }

    deinit { ZSTD_freeCCtx(context) }

    /// One frame that holds all of `bytes`.
    package mutating func compress(_ bytes: UnsafeRawBufferPointer) throws(ZstdError) -> [UInt8] {
        var written = 0
        let frame = [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { output, count in
            written = ZSTD_compress2(context, output.baseAddress, output.count, bytes.baseAddress, bytes.count)
            count = ZSTD_isError(written) == 0 ? written : 0
        }
        if ZSTD_isError(written) != 0 { throw .library(String(cString: ZSTD_getErrorName(written))) }
        return frame
    }
}
