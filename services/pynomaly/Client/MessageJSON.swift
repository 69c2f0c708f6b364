import Messages
import Protobuf

/// Messages as the JSON that the gateway speaks, by the descriptors that it uses itself.
enum MessageJSON {
    private static let codec: Result<JSONCodec, any Error> = Result {
        JSONCodec(try DescriptorPool(fileDescriptorSet: DescriptorSet.bytes))
    }

    static func encode(_ message: some ProtobufMessage) throws -> [UInt8] {
        try codec.get().json(fromWire: message.serialized(), type: type(of: message).messageName)
    }

    static func decode<Message: ProtobufMessage>(_ json: [UInt8], as message: Message.Type) throws -> Message {
        try Message(serialized: codec.get().wireBytes(fromJSON: json, type: Message.messageName))
    }

    /// A line of a stream: `{"result":…}`, or `{"error":…}` at its end.
    static func decodeStreamLine<Message: ProtobufMessage>(
        _ line: [UInt8], as message: Message.Type
    ) throws -> Message {
        let prefix = Array("{\"result\":".utf8)
        guard line.starts(with: prefix), line.last == UInt8(ascii: "}") else {
            throw CommandFailure(status: 200, body: line)
        }
        return try decode(Array(line[prefix.count..<(line.count - 1)]), as: message)
    }
}
