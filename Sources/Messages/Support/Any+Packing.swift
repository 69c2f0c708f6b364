package import Protobuf

extension GoogleProtobuf.`Any` {
    private static let prefix = "type.googleapis.com/"

    package init(packing message: some ProtobufMessage) {
        self.init(
            typeURL: Self.prefix + type(of: message).messageName,
            value: ByteSlice(message.serialized()))
    }

    private init(typeURL: String, value: ByteSlice) {
        self.init(typeUrl: typeURL, value: value)
    }

    /// Full name of the message inside, as in "google.rpc.BadRequest".
    package var messageName: String {
        typeUrl.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    }

    package func holds<Message: ProtobufMessage>(_: Message.Type) -> Bool {
        messageName == Message.messageName
    }

    /// The message inside; nil when it is of another type.
    package func unpack<Message: ProtobufMessage>(as _: Message.Type = Message.self) throws(WireError) -> Message? {
        guard messageName == Message.messageName else { return nil }
        return try value.withUnsafeBytes { bytes throws(WireError) in try Message.decode(bytes) }
    }
}
