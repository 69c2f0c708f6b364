/// Gives every type of the parsed files an index, and resolves the fields' type names to them.
struct DescriptorLinker {
    private struct Entry {
        var fullName: String
        var message: ParsedDescriptor.Message
        var isProto3: Bool
    }

    private var messageEntries: [Entry] = []
    private var enumEntries: [(fullName: String, parsed: ParsedDescriptor.Enumeration)] = []
    private(set) var messageIndexes: [String: Int] = [:]
    private var enumIndexes: [String: Int] = [:]

    init(_ files: [ParsedDescriptor.File]) {
        for file in files {
            for message in file.messages { collect(message, scope: file.package, isProto3: file.isProto3) }
            for enumeration in file.enums { collect(enumeration, scope: file.package) }
        }
    }

    func messages() throws(DescriptorError) -> [MessageDescriptor] {
        var messages: [MessageDescriptor] = []
        messages.reserveCapacity(messageEntries.count)
        for entry in messageEntries {
            var fields: [FieldDescriptor] = []
            for field in entry.message.fields { fields.append(try link(field, of: entry)) }
            messages.append(
                MessageDescriptor(
                    fullName: entry.fullName, fields: fields, oneofNames: entry.message.oneofs,
                    isMapEntry: entry.message.isMapEntry))
        }
        return messages
    }

    func enums() -> [EnumDescriptor] {
        enumEntries.map { EnumDescriptor(fullName: $0.fullName, values: $0.parsed.values) }
    }

    private mutating func collect(_ message: ParsedDescriptor.Message, scope: String, isProto3: Bool) {
        let fullName = Self.join(scope, message.name)
        messageIndexes[fullName] = messageEntries.count
        messageEntries.append(Entry(fullName: fullName, message: message, isProto3: isProto3))
        for nested in message.nested { collect(nested, scope: fullName, isProto3: isProto3) }
        for enumeration in message.enums { collect(enumeration, scope: fullName) }
    }

    private mutating func collect(_ enumeration: ParsedDescriptor.Enumeration, scope: String) {
        let fullName = Self.join(scope, enumeration.name)
        enumIndexes[fullName] = enumEntries.count
        enumEntries.append((fullName, enumeration))
    }

    private func link(_ field: ParsedDescriptor.Field, of entry: Entry) throws(DescriptorError) -> FieldDescriptor {
        let place = Self.join(entry.fullName, field.name)
        guard let kind = FieldKind(rawValue: field.kind) else { throw .unknownFieldKind(field: place) }
        let typeIndex = try typeIndex(of: field, kind: kind, place: place)
        let isMap = field.isRepeated && kind == .message && messageEntries[typeIndex].message.isMapEntry
        let isPackable = field.isRepeated && kind.wireKind != .lengthDelimited
        let oneof = field.isProto3Optional ? nil : field.oneof
        return FieldDescriptor(
            name: field.name, jsonName: field.jsonName.isEmpty ? lowerCamel(field.name) : field.jsonName,
            number: field.number, kind: kind, isRepeated: field.isRepeated, isMap: isMap,
            isPacked: isPackable && (field.packed ?? entry.isProto3), oneof: oneof,
            hasPresence: !field.isRepeated && (field.oneof != nil || kind == .message || !entry.isProto3),
            typeIndex: typeIndex)
    }

    private func typeIndex(
        of field: ParsedDescriptor.Field, kind: FieldKind, place: String
    ) throws(DescriptorError) -> Int {
        switch kind {
        case .message, .group:
            guard let index = messageIndexes[field.typeName] else {
                throw .unresolvedType(field.typeName, field: place)
            }
            return index
        case .enumeration:
            guard let index = enumIndexes[field.typeName] else { throw .unresolvedType(field.typeName, field: place) }
            return index
        default: return 0
        }
    }

    private static func join(_ scope: String, _ name: String) -> String { scope.isEmpty ? name : "\(scope).\(name)" }
}

/// "row_count" as "rowCount": protoc's rule for a JSON name that is not given.
func lowerCamel(_ name: String) -> String {
    var camel = ""
    var raiseNext = false
    for character in name.unicodeScalars {
        if character == "_" {
            raiseNext = true
        } else if raiseNext, character.isASCII, ("a"..."z").contains(character) {
            camel += String(character).uppercased()
            raiseNext = false
        } else {
            camel.unicodeScalars.append(character)
            raiseNext = false
        }
    }
    return camel
}
