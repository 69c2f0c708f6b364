import NIOCore
import Protobuf

/// Single fields of an answer, by their names.
struct ReplyFields {
    private let message: ByteBuffer
    private let type: MessageDescriptor

    init(_ message: ByteBuffer, _ type: MessageDescriptor) {
        self.message = message
        self.type = type
    }

    func text(_ name: String) -> String {
        last(name) { field, bytes in String(decoding: bytes[field.range], as: UTF8.self) } ?? ""
    }

    func integer(_ name: String) -> Int64 {
        last(name) { field, _ in Int64(bitPattern: field.bits) } ?? 0
    }

    /// The last one on the wire counts; nil is the default.
    private func last<Value>(_ name: String, _ read: (WireField, UnsafeRawBufferPointer) -> Value) -> Value? {
        guard let number = type.field(named: name)?.number else { return nil }
        return message.withUnsafeReadableBytes { bytes in
            var cursor = WireCursor(bytes)
            var value: Value?
            while let field = try? cursor.next() {
                if field.number == number { value = read(field, bytes) }
            }
            return value
        }
    }
}
