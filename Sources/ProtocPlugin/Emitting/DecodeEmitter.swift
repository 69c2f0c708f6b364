/// Writes the statements that read the members of the C struct `c`.
struct DecodeEmitter {
    let types: SwiftTypes

    func field(_ field: ProtoField, _ writer: inout CodeWriter) {
        let property = SwiftNames.property(field.name)
        if let (key, value) = types.table.mapEntry(field) {
            let pair = "(\(expression(key, "entry.pointee")), \(expression(value, "entry.pointee")))"
            writer.line("\(property) = arena.map(\(array(field))) { entry in")
            writer.line("    \(pair)")
            writer.line("}")
        } else if field.isRepeated {
            writer.line("\(property) = \(repeated(field))")
        } else if field.isOptional {
            let isSet = "c.pointee.\(CNames.oneofCase("_" + field.name)).rawValue == \(field.number)"
            writer.line("if \(isSet) { \(property) = \(expression(field, "c.pointee")) }")
        } else if case .message = field.kind {
            writer.line("\(property) = arena.message(c.pointee.\(CNames.field(field.name)))")
        } else {
            writer.line("\(property) = \(expression(field, "c.pointee"))")
        }
    }

    func oneof(_ name: String, _ alternatives: [ProtoField], _ writer: inout CodeWriter) {
        writer.line("switch c.pointee.\(CNames.oneofCase(name)).rawValue {")
        for field in alternatives {
            let value = expression(field, "c.pointee")
            writer.line(
                "case \(field.number): \(SwiftNames.property(name)) = .\(SwiftNames.property(field.name))(\(value))")
        }
        writer.line("default: break")
        writer.line("}")
    }

    /// Start and count of a repeated field.
    private func array(_ field: ProtoField) -> String {
        "c.pointee.\(CNames.field(field.name)), c.pointee.\(CNames.count(field.name))"
    }

    private func repeated(_ field: ProtoField) -> String {
        switch field.kind {
        case .string: "arena.strings(\(array(field)))"
        case .message: "arena.messages(\(array(field)))"
        case .bytes: "arena.repeated(\(array(field))) { arena.bytes($0.data, $0.len) }"
        case .bool: "arena.repeated(\(array(field))) { $0 != 0 }"
        case .enumeration(let name): "arena.repeated(\(array(field))) { \(enumeration(name, "$0")) }"
        default: "arena.packed(\(array(field)))"
        }
    }

    /// The value of a singular field of `base`.
    private func expression(_ field: ProtoField, _ base: String) -> String {
        let member = base + "." + CNames.field(field.name)
        return switch field.kind {
        case .string: "arena.string(\(member))"
        case .bytes: "arena.bytes(\(member).data, \(member).len)"
        case .bool: "\(member) != 0"
        case .message(let name): "arena.message(\(member)) ?? \(types.table.swiftName(name))()"
        case .enumeration(let name): enumeration(name, member)
        default: member
        }
    }

    private func enumeration(_ name: String, _ value: String) -> String {
        "\(types.table.swiftName(name))(rawValue: Int32(truncatingIfNeeded: \(value).rawValue))"
    }
}
