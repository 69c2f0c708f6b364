import Protobuf

/// Writes `google.rpc.Status` by hand: three fields, and no detail message needs to be known by type.
enum StatusWire {
    static func encode(code: StatusCode, message: String, details: [any ProtobufMessage]) -> [UInt8] {
        var bytes: [UInt8] = []
        appendVarint(UInt64(1 << 3), to: &bytes)
        appendVarint(UInt64(code.rawValue), to: &bytes)
        appendField(2, Array(message.utf8), to: &bytes)
        for detail in details { appendField(3, encodeAny(detail), to: &bytes) }
        return bytes
    }

    private static func encodeAny(_ message: any ProtobufMessage) -> [UInt8] {
        var bytes: [UInt8] = []
        appendField(1, Array("type.googleapis.com/\(type(of: message).messageName)".utf8), to: &bytes)
        appendField(2, message.serialized(), to: &bytes)
        return bytes
    }

    private static func appendField(_ number: UInt64, _ content: [UInt8], to bytes: inout [UInt8]) {
        guard !content.isEmpty else { return }
        appendVarint(number << 3 | 2, to: &bytes)
        appendVarint(UInt64(content.count), to: &bytes)
        bytes += content
    }

    private static func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
