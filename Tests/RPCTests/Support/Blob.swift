import Messages
import Protobuf

/// A message that holds bytes: the wire form of `pynomaly.testing.v1.EchoMessage` with its payload alone.
struct Blob: ProtobufMessage {
    private var message = TestingV1.EchoMessage()

    init() {}

    init(_ bytes: [UInt8]) { message.payload = ByteSlice(bytes) }

    init(_ text: String) { self.init(Array(text.utf8)) }

    init(size: Int, byte: UInt8 = 7) { self.init([UInt8](repeating: byte, count: size)) }

    var bytes: [UInt8] {
        get { message.payload.bytes }
        set { message.payload = ByteSlice(newValue) }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    static var messageName: String { TestingV1.EchoMessage.messageName }
    static var layout: MessageLayout { TestingV1.EchoMessage.layout }

    init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        message = TestingV1.EchoMessage(unpacked: pointer, in: arena)
    }

    func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        message.fill(pointer, in: arena)
    }
}
