/// Names of fields that callers write: as in the protos, or as JSON shows them.
enum FieldSpelling {
    /// - Parameter name: in snake_case.
    static func `is`(_ given: String, _ name: String) -> Bool { given == name || given == camelCase(name) }

    private static func camelCase(_ name: String) -> String {
        let words = name.split(separator: "_")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
