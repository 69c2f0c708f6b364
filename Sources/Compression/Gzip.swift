/// gzip (RFC 1952) over contexts that are kept for reuse; safe to call from any thread. Output is handed on in pieces
/// that are valid during the call of `emit`.
package enum Gzip {
    private static let deflaters = ContextPool<Deflater>(idleMax: GzipLimits.idleContexts)
    private static let inflaters = ContextPool<Inflater>(idleMax: GzipLimits.idleContexts)

    /// One member that holds all of `bytes`.
    package static func compress(
        _ bytes: UnsafeRawBufferPointer, emit: (UnsafeRawBufferPointer) -> Void
    ) throws(GzipError) {
        let deflater = try deflaters.take { () throws(GzipError) in try Deflater() }
        defer { deflaters.give(deflater) }
        try deflater.compress(bytes, emit: emit)
    }

    /// The content of the members that `bytes` are; more than `limit` bytes of it is an error, and no more than that
    /// is ever emitted.
    package static func decompress(
        _ bytes: UnsafeRawBufferPointer, limit: Int, emit: (UnsafeRawBufferPointer) -> Void
    ) throws(GzipError) {
        let inflater = try inflaters.take { () throws(GzipError) in try Inflater() }
        defer { inflaters.give(inflater) }
        try inflater.decompress(bytes, limit: limit, emit: emit)
    }
}
