package import NIOCore
package import Protobuf

/// Between typed messages and gRPC's length-prefixed bytes.
package enum MessageCoding {
    package static var prefixBytes: Int { 5 }

    /// One message behind its prefix: a flag byte (0, not compressed) and a 32-bit length.
    package static func frame(_ message: some ProtobufMessage) -> ByteBuffer {
        var buffer = ByteBuffer()
        append(message, to: &buffer)
        return buffer
    }

    static func append(_ message: some ProtobufMessage, to buffer: inout ByteBuffer) {
        message.withPacked { append($0, to: &buffer) }
    }

    private static func append(_ packed: PackedMessage, to buffer: inout ByteBuffer) {
        let size = packed.size
        buffer.reserveCapacity(minimumWritableBytes: prefixBytes + size)
        buffer.writeInteger(0, as: UInt8.self)
        buffer.writeInteger(UInt32(truncatingIfNeeded: size))
        guard size > 0 else { return }
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { space in
            guard let start = space.baseAddress else { return 0 }
            packed.pack(into: start)
            return size
        }
    }

    /// A frame around bytes that are a message already.
    package static func frame(bytes: ByteBuffer) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: prefixBytes + bytes.readableBytes)
        buffer.writeInteger(0, as: UInt8.self)
        buffer.writeInteger(UInt32(truncatingIfNeeded: bytes.readableBytes))
        buffer.writeImmutableBuffer(bytes)
        return buffer
    }

    /// A frame around a message that `fill` writes, all `byteCount` bytes of it.
    static func frame(byteCount: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: prefixBytes + byteCount)
        buffer.writeInteger(0, as: UInt8.self)
        buffer.writeInteger(UInt32(truncatingIfNeeded: byteCount))
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: byteCount) { space in
            fill(UnsafeMutableRawBufferPointer(rebasing: space[..<byteCount]))
            return byteCount
        }
        return buffer
    }

    /// A message that cannot be parsed is an INTERNAL error, as in the other implementations of gRPC.
    package static func decode<Message: ProtobufMessage>(
        _ type: Message.Type, from buffer: ByteBuffer
    ) throws(RPCError) -> Message {
        do throws(WireError) {
            return try buffer.readableBytesSpan.withUnsafeBytes { bytes throws(WireError) in
                try Message.decode(bytes)
            }
        } catch {
            throw RPCError(.internalError, "\(Message.messageName) cannot be parsed: \(error)")
        }
    }
}
