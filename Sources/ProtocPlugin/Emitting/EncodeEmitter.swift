/// Writes the statements that set the members of the C struct `c`, which holds the defaults.
struct EncodeEmitter {
    let types: SwiftTypes

    func field(_ field: ProtoField, _ writer: inout CodeWriter) {
        let property = SwiftNames.property(field.name)
        if let (key, value) = types.table.mapEntry(field), case .message(let entry) = field.kind {
            writer.line("c.pointee.\(CNames.count(field.name)) = \(property).count")
            writer.line("c.pointee.\(CNames.field(field.name)) = arena.map(\(property)) { entry, key, value in")
            writer.line("    \(CNames.function(entry))__init(entry)")
            writer.indented {
                assign(key, "entry.pointee", "key", &$0)
                assign(value, "entry.pointee", "value", &$0)
            }
            writer.line("}")
        } else if field.isRepeated {
            writer.line("c.pointee.\(CNames.count(field.name)) = \(property).count")
            writer.line("c.pointee.\(CNames.field(field.name)) = \(repeated(field, property))")
        } else if field.isOptional {
            writer.block("if let \(property)") { writer in
                writer.line("c.pointee.\(CNames.oneofCase("_" + field.name)) = .init(rawValue: \(field.number))")
                assign(field, "c.pointee", property, &writer)
            }
        } else {
            singular(field, property, &writer)
        }
    }

    private func singular(_ field: ProtoField, _ property: String, _ writer: inout CodeWriter) {
        let member = "c.pointee." + CNames.field(field.name)
        switch field.kind {
        case .message: writer.line("if let \(property) { \(member) = arena.fill(\(property)) }")
        case .string: writer.line("if !\(property).isEmpty { \(member) = arena.string(\(property)) }")
        default: assign(field, "c.pointee", property, &writer)
        }
    }

    func oneof(_ name: String, _ alternatives: [ProtoField], _ writer: inout CodeWriter) {
        writer.line("switch \(SwiftNames.property(name)) {")
        for field in alternatives {
            writer.line("case .\(SwiftNames.property(field.name))(let value):")
            writer.indented { writer in
                writer.line("c.pointee.\(CNames.oneofCase(name)) = .init(rawValue: \(field.number))")
                assign(field, "c.pointee", "value", &writer)
            }
        }
        writer.line("case nil: break")
        writer.line("}")
    }

    /// Sets a singular field of `base`, whether or not the value is the default.
    private func assign(_ field: ProtoField, _ base: String, _ value: String, _ writer: inout CodeWriter) {
        let member = base + "." + CNames.field(field.name)
        switch field.kind {
        case .string: writer.line("\(member) = arena.string(\(value))")
        case .bytes:
            writer.line("\(member).len = \(value).count")
            writer.line("\(member).data = arena.bytes(\(value))")
        case .bool: writer.line("\(member) = \(value) ? 1 : 0")
        case .message: writer.line("\(member) = arena.fill(\(value))")
        case .enumeration: writer.line("\(member) = .init(rawValue: .init(truncatingIfNeeded: \(value).rawValue))")
        default: writer.line("\(member) = \(value)")
        }
    }

    private func repeated(_ field: ProtoField, _ property: String) -> String {
        switch field.kind {
        case .string: "arena.strings(\(property))"
        case .message: "arena.messages(\(property))"
        case .bytes: "arena.repeated(\(property)) { ProtobufCBinaryData(len: $0.count, data: arena.bytes($0)) }"
        case .bool: "arena.repeated(\(property)) { $0 ? 1 : 0 }"
        case .enumeration: "arena.repeated(\(property)) { .init(rawValue: .init(truncatingIfNeeded: $0.rawValue)) }"
        default: "arena.packed(\(property))"
        }
    }
}
