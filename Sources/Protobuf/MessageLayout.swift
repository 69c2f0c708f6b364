internal import CProtobufC

/// How protobuf-c sees a message type: its descriptor, behind a type of ours.
///
/// Unchecked: descriptors are constants of the program.
package struct MessageLayout: @unchecked Sendable {
    let descriptor: UnsafePointer<ProtobufCMessageDescriptor>

    /// `descriptor` is the address of a `ProtobufCMessageDescriptor` that is never freed.
    package init(_ descriptor: UnsafeRawPointer) {
        self.descriptor = descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
    }

    /// Size of the message's C struct.
    var size: Int { descriptor.pointee.sizeof_message }

    /// The C struct of a message from bytes that nobody has checked, in `arena`.
    func unpack(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(WireError) -> UnsafeRawPointer {
        try WireGuard.check(bytes, self)
        let unpacked = arena.withAllocator { allocator in
            let data = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return protobuf_c_message_unpack(descriptor, allocator, bytes.count, data)
        }
        // All that protobuf-c refuses the guard has refused before.
        guard let unpacked else { throw .outOfMemory }
        return UnsafeRawPointer(unpacked)
    }
}
