import NIOCore
import Protobuf

/// A piece of a file as messages of a size that a service takes, whose only field is the bytes.
struct UploadChunks: Sequence, IteratorProtocol {
    private var rest: ByteBuffer
    private let field: FieldDescriptor
    private let bytesMax: Int

    init(_ piece: ByteBuffer, field: FieldDescriptor, limits: GatewayLimits) {
        rest = piece
        self.field = field
        bytesMax = limits.uploadChunkBytesMax
    }

    mutating func next() -> ByteBuffer? {
        guard let bytes = rest.readSlice(length: Swift.min(rest.readableBytes, bytesMax)), bytes.readableBytes > 0
        else { return nil }
        var head = WireWriter()
        head.tag(field.number, .lengthDelimited)
        head.varint(UInt64(bytes.readableBytes))
        var message = ByteBuffer()
        message.reserveCapacity(head.count + bytes.readableBytes)
        message.writeBytes(head.bytes)
        message.writeImmutableBuffer(bytes)
        return message
    }
}
