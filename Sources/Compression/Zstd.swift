/// One-shot compression over contexts that are kept for reuse; safe to call from any thread.
package enum Zstd {
    private static let compressors = ContextPool<CompressorBox>(idleMax: ZstdLimits.idleContexts)
    private static let decompressors = ContextPool<DecompressorBox>(idleMax: ZstdLimits.idleContexts)

    /// One frame that holds all of `bytes`. Equal bytes give equal frames for one release of zstd.
    package static func compress(_ bytes: some Collection<UInt8>) throws(ZstdError) -> [UInt8] {
        let box = try compressors.take { () throws(ZstdError) in try CompressorBox() }
        defer { compressors.give(box) }
        return try withRawBytes(of: bytes) { bytes throws(ZstdError) in try box.compressor.compress(bytes) }
    }

    /// The content of the one frame that `frame` is; more than `limit` bytes of it is an error.
    package static func decompress(_ frame: some Collection<UInt8>, limit: Int) throws(ZstdError) -> [UInt8] {
        let box = try decompressors.take { () throws(ZstdError) in try DecompressorBox() }
        defer { decompressors.give(box) }
        return try withRawBytes(of: frame) { bytes throws(ZstdError) in
            try box.decompressor.decompress(bytes, limit: limit)
        }
    }

    private static func withRawBytes(
        of bytes: some Collection<UInt8>, _ body: (UnsafeRawBufferPointer) throws(ZstdError) -> [UInt8]
    ) throws(ZstdError) -> [UInt8] {
        let result = bytes.withContiguousStorageIfAvailable { storage in
            Result { () throws(ZstdError) in try body(UnsafeRawBufferPointer(storage)) }
        }
        if let result { return try result.get() }
        let copy = Array(bytes)
        return try copy.withUnsafeBytes { storage in
            Result { () throws(ZstdError) in try body(storage) }
        }.get()
    }
}

// Unchecked: reachable from one place at a time, the pool's list or the one call that took it.
private final class CompressorBox: @unchecked Sendable {
    var compressor: ZstdCompressor
    init() throws(ZstdError) { compressor = try ZstdCompressor() }
}

// Unchecked, as above.
private final class DecompressorBox: @unchecked Sendable {
    var decompressor: ZstdDecompressor
    init() throws(ZstdError) { decompressor = try ZstdDecompressor() }
}
