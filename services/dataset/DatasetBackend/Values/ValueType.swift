/// What a column holds. The raw values are part of stored content hashes: never renumber.
enum ValueType: UInt8, Sendable, Hashable, CaseIterable {
    case integer = 1
    case float = 2
    case boolean = 3
    case timestamp = 4
    case string = 5
}

extension ValueType {
    /// For messages about a value that is not one.
    var noun: String {
        switch self {
        case .integer: "an integer"
        case .float: "a number"
        case .boolean: "true or false"
        case .timestamp: "a timestamp"
        case .string: "text"
        }
    }
}
