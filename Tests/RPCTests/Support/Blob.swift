import Protobuf
@testable import RPC

/// A message that is its own bytes; `FF` as its first byte cannot be parsed.
struct Blob: ProtobufMessage {
    var bytes: [UInt8] = []

    init() {}

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(_ text: String) { bytes = Array(text.utf8) }

    init(size: Int, byte: UInt8 = 7) { bytes = [UInt8](repeating: byte, count: size) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    static var messageName: String { "test.Blob" }

    init(decoding bytes: UnsafeRawBufferPointer) throws(WireError) {
        guard bytes.first != 0xff else { throw WireError.malformed }
        self.bytes = Array(bytes)
    }

    func withPacked<R>(_ body: (PackedMessage) throws -> R) rethrows -> R {
        try bytes.withUnsafeBytes { source in
            try body(
                PackedMessage(size: source.count) { target in
                    guard let start = source.baseAddress else { return }
                    target.copyMemory(from: start, byteCount: source.count)
                })
        }
    }
}
