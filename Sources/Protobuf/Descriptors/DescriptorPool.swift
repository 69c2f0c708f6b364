/// Why a FileDescriptorSet could not be taken in.
package enum DescriptorError: Error, Equatable, Sendable {
    case malformed(WireFormatError)
    case textInvalid
    case unknownFieldKind(field: String)
    case unresolvedType(String, field: String)
}

/// All message and enum types of a serialized FileDescriptorSet, linked by index.
///
/// Immutable once made, so it is shared freely. Names are full names without the leading dot.
package final class DescriptorPool: Sendable {
    package let messages: [MessageDescriptor]
    package let enums: [EnumDescriptor]
    private let messageIndexes: [String: Int]

    package init(fileDescriptorSet: UnsafeRawBufferPointer) throws(DescriptorError) {
        var parser = DescriptorParser(bytes: fileDescriptorSet)
        let files = try parser.files()
        let linker = DescriptorLinker(files)
        messages = try linker.messages()
        enums = linker.enums()
        messageIndexes = linker.messageIndexes
    }

    package func message(named fullName: String) -> MessageDescriptor? {
        messageIndexes[fullName].map { messages[$0] }
    }
}
