/// Writes how messages are copied from and to protobuf-c's structs.
struct CodingEmitter {
    let types: SwiftTypes

    func file(_ file: ProtoFile) -> String {
        var writer = CodeWriter()
        writer.line("// Generated from \(file.name) by `make protos`.")
        writer.line()
        writer.line("internal import CMessages")
        writer.line("internal import CProtobufC")
        writer.line("package import Protobuf")
        for message in file.messages { emit(message, &writer) }
        return writer.text
    }

    private func emit(_ message: ProtoMessage, _ writer: inout CodeWriter) {
        let function = CNames.function(message.fullName)
        writer.line()
        writer.block("extension \(types.table.swiftName(message.fullName))") { writer in
            writer.line("package static var messageName: String { \(literal(message.fullName)) }")
            writer.line("package static var layout: MessageLayout { MessageLayout(\(function)__layout()) }")
            writer.line()
            decode(message, &writer)
            writer.line()
            encode(message, &writer)
        }
        for nested in message.messages where !nested.isMapEntry { emit(nested, &writer) }
    }

    private func structure(_ message: ProtoMessage) -> String {
        "pointer.assumingMemoryBound(to: \(CNames.structure(message.fullName)).self)"
    }

    private func decode(_ message: ProtoMessage, _ writer: inout CodeWriter) {
        writer.block("package init(unpacked pointer: UnsafeRawPointer, in arena: Arena)") { writer in
            guard !message.members.isEmpty else { return }
            writer.line("let c = \(structure(message))")
            for member in message.members {
                switch member {
                case .field(let field): DecodeEmitter(types: types).field(field, &writer)
                case .oneof(let name, let fields): DecodeEmitter(types: types).oneof(name, fields, &writer)
                }
            }
        }
    }

    private func encode(_ message: ProtoMessage, _ writer: inout CodeWriter) {
        writer.block("package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena)") { writer in
            writer.line("let c = \(structure(message))")
            writer.line("\(CNames.function(message.fullName))__init(c)")
            for member in message.members {
                switch member {
                case .field(let field): EncodeEmitter(types: types).field(field, &writer)
                case .oneof(let name, let fields): EncodeEmitter(types: types).oneof(name, fields, &writer)
                }
            }
        }
    }
}
