import NIOCore

/// Cuts the bytes of one direction of a call into messages.
struct MessageDeframer {
    let messageBytesMax: Int
    /// What the call's headers say about messages that are marked as compressed.
    var encoding: MessageEncoding?
    /// The message being collected, or the complete one after `append` said so.
    private(set) var message = ByteBuffer()
    private(set) var isCompressed = false
    private var prefix: UInt64 = 0
    private var prefixCount = 0
    /// Bytes of the body still to come; only meaningful when the prefix is complete.
    private var missing = 0

    init(messageBytesMax: Int) {
        self.messageBytesMax = messageBytesMax
    }

    /// Bytes of an incomplete message, prefix included.
    var partialBytes: Int {
        prefixCount < MessageCoding.prefixBytes ? prefixCount : MessageCoding.prefixBytes + message.readableBytes
    }

    /// Whether what has arrived ends between two messages.
    var isBetweenMessages: Bool { prefixCount == 0 }

    /// Takes bytes from the front until a message is complete; it is in `message` until the next call.
    mutating func append(_ bytes: inout UnsafeRawBufferPointer) throws(RPCError) -> Bool {
        if prefixCount < MessageCoding.prefixBytes {
            guard try takePrefix(&bytes) else { return false }
        }
        let count = min(missing, bytes.count)
        if count > 0 {
            message.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            bytes = UnsafeRawBufferPointer(rebasing: bytes[count...])
            missing -= count
        }
        guard missing == 0 else { return false }
        prefixCount = 0
        return true
    }

    /// The complete message, out of here; storage that nobody else holds is used again otherwise.
    mutating func takeMessage() -> InboundMessage {
        defer { message = ByteBuffer() }
        return InboundMessage(bytes: message, encoding: isCompressed ? encoding : nil)
    }

    /// Ready for another call.
    mutating func reset() {
        encoding = nil
        isCompressed = false
        prefixCount = 0
        missing = 0
        message.clear(minimumCapacity: 0)
    }

    private mutating func takePrefix(_ bytes: inout UnsafeRawBufferPointer) throws(RPCError) -> Bool {
        if prefixCount == 0 { prefix = 0 }
        while prefixCount < MessageCoding.prefixBytes, let byte = bytes.first {
            prefix = prefix << 8 | UInt64(byte)
            prefixCount += 1
            bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
        }
        guard prefixCount == MessageCoding.prefixBytes else { return false }
        let flag = prefix >> 32
        guard flag == 0 || flag == 1 && encoding != nil else {
            throw RPCError(
                .internalError,
                flag == 1
                    ? "A message is marked as compressed, but the call names no message encoding."
                    : "A message begins with the unknown flag \(flag).")
        }
        isCompressed = flag == 1
        try accept(length: Int(prefix & 0xffff_ffff))
        return true
    }

    private mutating func accept(length: Int) throws(RPCError) {
        guard length <= messageBytesMax else {
            throw RPCError(
                .resourceExhausted,
                "A message of \(length) bytes is larger than \(messageBytesMax), the limit messageBytesMax.")
        }
        missing = length
        message.clear()
        // What the prefix claims is not believed: memory grows with what arrives.
        message.reserveCapacity(min(length, 64 << 10))
    }
}
