internal import CProtobufC

/// A message whose size is known and which can be written once or more; valid inside `withPacked`'s closure.
package struct PackedMessage {
    private let message: UnsafeMutablePointer<ProtobufCMessage>

    /// Bytes on the wire.
    package let size: Int

    init(_ pointer: UnsafeMutableRawPointer) {
        message = pointer.assumingMemoryBound(to: ProtobufCMessage.self)
        size = protobuf_c_message_get_packed_size(message)
    }

    /// Writes `size` bytes.
    package func pack(into target: UnsafeMutableRawPointer) {
        protobuf_c_message_pack(message, target.assumingMemoryBound(to: UInt8.self))
    }
}
