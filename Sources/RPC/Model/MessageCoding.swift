package import NIOCore
package import Protobuf

/// Between typed messages and gRPC's length-prefixed bytes.
package enum MessageCoding {
    package static var prefixBytes: Int { 5 }

    /// One message behind its prefix: a flag byte (0, not compressed) and a 32-bit length.
    @inlinable
    package static func frame<Message: ProtobufMessage>(_ message: Message) -> ByteBuffer {
        message.withPacked { packed in
            var buffer = ByteBufferAllocator().buffer(capacity: prefixBytes + packed.size)
            append(packed, to: &buffer)
            return buffer
        }
    }

    @inlinable
    package static func append(_ packed: PackedMessage, to buffer: inout ByteBuffer) {
        let size = packed.size
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

    /// A message that cannot be parsed is an INTERNAL error, as in the other implementations of gRPC.
    @inlinable
    package static func decode<Message: ProtobufMessage>(
        _ type: Message.Type, from buffer: ByteBuffer
    ) throws(RPCError) -> Message {
        let result = buffer.withUnsafeReadableBytes { bytes -> Result<Message, WireError> in
            Result { () throws(WireError) -> Message in try Message(decoding: bytes) }
        }
        switch result {
        case .success(let message): return message
        case .failure(let error): throw RPCError(.internalError, "\(Message.messageName) cannot be parsed: \(error)")
        }
    }
}
