/// Every type of all files by full name, for references between them.
struct TypeTable {
    private var swiftNames: [String: String] = [:]
    /// The message types that a value of a message type holds in place.
    private var heldTypes: [String: [String]] = [:]
    private var mapEntries: [String: ProtoMessage] = [:]
    private var defaultCases: [String: String] = [:]

    init(_ files: [ProtoFile]) {
        for file in files {
            let namespace = SwiftNames.namespace(package: file.package)
            for message in file.messages { add(message, in: namespace) }
            for declared in file.enums { add(declared, in: namespace) }
        }
    }

    private mutating func add(_ message: ProtoMessage, in scope: String) {
        let name = scope + "." + SwiftNames.type(message.name)
        swiftNames[message.fullName] = name
        if message.isMapEntry { mapEntries[message.fullName] = message }
        heldTypes[message.fullName] = message.fields.compactMap { field in
            guard !field.isRepeated, case .message(let type) = field.kind else { return nil }
            return type
        }
        for nested in message.messages { add(nested, in: name) }
        for nested in message.enums { add(nested, in: name) }
    }

    private mutating func add(_ declared: ProtoEnum, in scope: String) {
        swiftNames[declared.fullName] = scope + "." + SwiftNames.type(declared.name)
        let zero = declared.values.first { $0.number == 0 } ?? declared.values.first
        defaultCases[declared.fullName] = zero.map { SwiftNames.enumCase($0.name, of: declared.name) }
    }

    /// The Swift name from the namespace on; for an unknown type its own name, which the compiler will then refuse.
    func swiftName(_ fullName: String) -> String { swiftNames[fullName] ?? fullName }

    /// The case of an enum that is 0.
    func defaultCase(_ fullName: String) -> String { defaultCases[fullName] ?? "unspecified" }

    /// Whether a value of the message could hold one of its own type without an array or a dictionary between.
    func holdsItself(_ message: ProtoMessage) -> Bool {
        var reached: Set<String> = []
        var pending = heldTypes[message.fullName] ?? []
        while let type = pending.popLast() {
            if type == message.fullName { return true }
            if reached.insert(type).inserted { pending += heldTypes[type] ?? [] }
        }
        return false
    }

    /// Key and value of a map field; nil for any other.
    func mapEntry(_ field: ProtoField) -> (key: ProtoField, value: ProtoField)? {
        guard case .message(let name) = field.kind, let entry = mapEntries[name], entry.fields.count == 2 else {
            return nil
        }
        return (entry.fields[0], entry.fields[1])
    }
}
