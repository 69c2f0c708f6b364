internal import CMessages

/// The descriptors of every proto of the package and of what they import.
package enum DescriptorSet {
    /// A serialized `google.protobuf.FileDescriptorSet`; constant memory of the program.
    package static var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: pynomaly_descriptor_set_start(), count: pynomaly_descriptor_set_size)
    }
}
