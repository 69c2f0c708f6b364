import NIOCore

/// One message as it has arrived, without its prefix.
struct InboundMessage {
    var bytes: ByteBuffer
    /// How the bytes are compressed.
    var encoding: MessageEncoding?

    /// Decompressed when it is read and not when it arrives: what waits is bounded by the window that it holds.
    func plainBytes(bytesMax: Int) throws(RPCError) -> ByteBuffer {
        guard let encoding else { return bytes }
        return try MessageCompression.decompress(bytes, encoding, bytesMax: bytesMax)
    }
}
