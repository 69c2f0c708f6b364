/// A message type: a Swift value with its encoding.
package protocol ProtobufMessage: Sendable, Equatable {
    init()
    /// The full proto name, for instance `pynomaly.dataset.v1.Dataset`.
    static var messageName: String { get }
    init(decoding bytes: UnsafeRawBufferPointer) throws(WireError)
    func withPacked<R>(_ body: (PackedMessage) throws -> R) rethrows -> R
}

/// An encoded message that is about to be written; valid inside the closure that receives it.
package struct PackedMessage {
    package let size: Int
    package let write: (UnsafeMutableRawPointer) -> Void

    package init(size: Int, write: @escaping (UnsafeMutableRawPointer) -> Void) {
        self.size = size
        self.write = write
    }

    @inlinable
    package func pack(into start: UnsafeMutableRawPointer) {
        write(start)
    }
}

/// Why bytes are not a message.
package enum WireError: Error, Sendable, Equatable {
    case malformed
}

extension ProtobufMessage {
    package func serialized() -> [UInt8] {
        withPacked { packed in
            [UInt8](unsafeUninitializedCapacity: packed.size) { space, count in
                if let start = space.baseAddress, packed.size > 0 { packed.pack(into: start) }
                count = packed.size
            }
        }
    }
}
