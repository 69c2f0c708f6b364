import Compression
import NIOCore

/// Compresses and decompresses single messages, in the task that writes or reads them.
enum MessageCompression {
    /// The frame with its message compressed; as it is when that would not make it smaller.
    static func compress(_ frame: ByteBuffer, _ encoding: MessageEncoding) -> ByteBuffer {
        let message = frame.readableBytes - MessageCoding.prefixBytes
        guard message > 0 else { return frame }
        var out = ByteBufferAllocator().buffer(capacity: MessageCoding.prefixBytes + message / 2)
        out.writeInteger(1, as: UInt8.self)
        out.writeInteger(0, as: UInt32.self)
        let isDone: Void? =
            switch encoding {
            case .gzip:
                try? frame.readableBytesSpan.withUnsafeBytes { bytes throws(GzipError) in
                    let body = UnsafeRawBufferPointer(rebasing: bytes[MessageCoding.prefixBytes...])
                    try Gzip.compress(body) { _ = out.writeBytes($0) }
                }
            }
        guard isDone != nil, out.readableBytes < frame.readableBytes else { return frame }
        out.setInteger(UInt32(out.readableBytes - MessageCoding.prefixBytes), at: out.readerIndex + 1)
        return out
    }

    /// - Parameter bytesMax: of the message decompressed. More is RESOURCE_EXHAUSTED, and is not inflated.
    static func decompress(
        _ message: ByteBuffer, _ encoding: MessageEncoding, bytesMax: Int
    ) throws(RPCError) -> ByteBuffer {
        var out = ByteBuffer()
        do throws(GzipError) {
            switch encoding {
            case .gzip:
                try message.readableBytesSpan.withUnsafeBytes { bytes throws(GzipError) in
                    try Gzip.decompress(bytes, limit: bytesMax) { _ = out.writeBytes($0) }
                }
            }
            return out
        } catch .contentExceedsLimit {
            throw RPCError(
                .resourceExhausted,
                "A message is larger than \(bytesMax) bytes when decompressed, the limit messageBytesMax.")
        } catch {
            throw RPCError(.internalError, "A message cannot be decompressed: \(error)")
        }
    }
}
