/// A message as a Swift value. The generator writes the conformances (`make protos`).
package protocol ProtobufMessage: Sendable, Equatable {
    init()

    /// Full name, as in "pynomaly.dataset.v1.Dataset".
    static var messageName: String { get }

    static var layout: MessageLayout { get }

    /// Copies the fields from the C struct of `layout` at `pointer`, which lies in `arena`.
    init(unpacked pointer: UnsafeRawPointer, in arena: Arena)

    /// Writes the C struct of `layout` at `pointer`. What it points at lies in `arena` or in self's slices.
    func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena)
}

extension ProtobufMessage {
    /// Decodes a message from bytes that nobody has checked.
    ///
    /// A function and no initializer: it makes the message in the caller's memory, an initializer copies it there.
    package static func decode(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Self {
        guard bytes.count > 0 else { return Self() }
        var arena = Arena.take()
        defer { Arena.giveBack(&arena) }
        return Self(unpacked: try Self.layout.unpack(bytes, in: arena), in: arena)
    }

    package init(serialized bytes: some Collection<UInt8>) throws(WireError) {
        let outcome: Result<Self, WireError>? = bytes.withContiguousStorageIfAvailable { bytes in
            Result { () throws(WireError) in try Self.decode(UnsafeRawBufferPointer(bytes)) }
        }
        if let outcome {
            self = try outcome.get()
        } else {
            try self.init(serialized: Array(bytes))
        }
    }

    /// Calls `body` with the message ready to be packed.
    ///
    /// Protobuf-c's strings end at a NUL, so a NUL in a string is sent as U+FFFD instead of cutting the string off.
    package func withPacked(_ body: (PackedMessage) -> Void) {
        var arena = Arena.take()
        defer { Arena.giveBack(&arena) }
        let size = Self.layout.size
        guard let pointer = arena.allocate(size) else {
            preconditionFailure("no memory for a message of \(size) bytes")
        }
        fill(pointer, in: arena)
        // The slices of self are only pointed at.
        withExtendedLifetime(self) { body(PackedMessage(pointer)) }
    }

    package func serialized() -> [UInt8] {
        var bytes: [UInt8] = []
        withPacked { packed in
            bytes = [UInt8](unsafeUninitializedCapacity: packed.size) { buffer, count in
                if let start = buffer.baseAddress { packed.pack(into: UnsafeMutableRawPointer(start)) }
                count = packed.size
            }
        }
        return bytes
    }
}
