import Messages
import Protobuf

/// What the tests send.
typealias Blob = TestingV1.EchoMessage

extension TestingV1.EchoMessage {
    init(_ text: String) { self.init(text: text) }

    init(_ bytes: [UInt8]) { self.init(payload: ByteSlice(bytes)) }

    init(size: Int, byte: UInt8 = 7) { self.init([UInt8](repeating: byte, count: size)) }

    /// A message of exactly so many bytes, of which there must be more than 130.
    init(messageBytes: Int) {
        var prefix = 3
        while Blob(size: messageBytes - prefix).serialized().count > messageBytes { prefix += 1 }
        self.init(size: messageBytes - prefix)
    }

    var bytes: ByteSlice { payload }
}
