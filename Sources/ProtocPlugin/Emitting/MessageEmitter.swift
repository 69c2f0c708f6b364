/// Writes messages as Swift values: properties and initialisers. How they are coded is `CodingEmitter`'s.
struct MessageEmitter {
    let types: SwiftTypes

    func file(_ file: ProtoFile) -> String {
        var writer = CodeWriter()
        writer.line("// Generated from \(file.name) by `make protos`.")
        writer.line()
        // Swift does not count conformances as uses of a package import, and refuses an unused one.
        let usesSlices = file.messages.contains(where: types.usesSlices)
        writer.line(usesSlices ? "package import Protobuf" : "internal import Protobuf")
        for message in file.messages {
            writer.line()
            writer.block("extension \(SwiftNames.namespace(package: file.package))") { emit(message, &$0) }
        }
        for declared in file.enums {
            writer.line()
            writer.block("extension \(SwiftNames.namespace(package: file.package))") {
                EnumEmitter.emit(declared, &$0)
            }
        }
        return writer.text
    }

    private func emit(_ message: ProtoMessage, _ writer: inout CodeWriter) {
        writer.documentation(message.comment)
        writer.block("package struct \(SwiftNames.type(message.name)): ProtobufMessage") { writer in
            let members = message.members
            for member in members { property(member, &writer) }
            if !members.isEmpty { writer.line() }
            emptyInit(members, &writer)
            if !members.isEmpty { memberwiseInit(members, &writer) }
            let indirect = types.table.holdsItself(message)
            for case .oneof(let name, let alternatives) in members {
                oneof(name, alternatives, indirect: indirect, &writer)
            }
            for nested in message.enums {
                writer.line()
                EnumEmitter.emit(nested, &writer)
            }
            for nested in message.messages where !nested.isMapEntry {
                writer.line()
                emit(nested, &writer)
            }
        }
    }

    private func typed(_ member: ProtoMember) -> (name: String, type: String, initial: String) {
        switch member {
        case .field(let field):
            let (type, initial) = types.property(field)
            return (SwiftNames.property(field.name), type, initial)
        case .oneof(let name, _):
            return (SwiftNames.property(name), SwiftNames.type(SwiftNames.upperCamel(name)) + "?", "nil")
        }
    }

    private func property(_ member: ProtoMember, _ writer: inout CodeWriter) {
        if case .field(let field) = member { writer.documentation(field.comment) }
        let (name, type, _) = typed(member)
        writer.line("package var \(name): \(type)")
    }

    /// Initial values are written here and not at the properties: initializers that set them all would set them twice,
    /// and decoding would copy each message once more.
    private func emptyInit(_ members: [ProtoMember], _ writer: inout CodeWriter) {
        guard !members.isEmpty else { return writer.line("package init() {}") }
        writer.block("package init()") { writer in
            for member in members.map(typed) { writer.line("\(member.name) = \(member.initial)") }
        }
    }

    private func memberwiseInit(_ members: [ProtoMember], _ writer: inout CodeWriter) {
        let members = members.map(typed)
        writer.line()
        writer.line("package init(")
        writer.indented { writer in
            for (index, member) in members.enumerated() {
                let comma = index == members.count - 1 ? "" : ","
                writer.line("\(member.name): \(member.type) = \(member.initial)\(comma)")
            }
        }
        writer.block(")") { writer in
            for member in members { writer.line("self.\(member.name) = \(member.name)") }
        }
    }

    private func oneof(_ name: String, _ alternatives: [ProtoField], indirect: Bool, _ writer: inout CodeWriter) {
        writer.line()
        let type = SwiftNames.type(SwiftNames.upperCamel(name))
        writer.block("package \(indirect ? "indirect " : "")enum \(type): Sendable, Equatable") { writer in
            for field in alternatives {
                writer.documentation(field.comment)
                writer.line("case \(SwiftNames.property(field.name))(\(types.element(field.kind)))")
            }
        }
    }
}
