/// Why bytes are not a message. The texts name fields and limits, never contents.
package enum WireError: Error, Equatable {
    /// Nested deeper than `WireLimits.depthMax`.
    case tooDeep
    case invalidUTF8(field: String)
    /// A string field holds a NUL, which neither protobuf-c nor PostgreSQL can carry.
    case embeddedNUL(field: String)
    /// A length or a fixed-width value reaches beyond the end.
    case truncated
    /// Decoded, the message would take more memory than its size allows (`WireLimits`).
    case tooManyElements
    /// A varint or a field number out of range, a group, or a wire type that the field can't have.
    case malformed(String)
    /// The system has no memory for the message.
    case outOfMemory
}

extension WireError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooDeep: "message is nested deeper than \(WireLimits.depthMax) levels"
        case .invalidUTF8(let field): "field \(field) is not valid UTF-8"
        case .embeddedNUL(let field): "field \(field) contains a NUL character"
        case .truncated: "message is truncated"
        case .tooManyElements: "message has too many elements for its size"
        case .malformed(let reason): "message is malformed: \(reason)"
        case .outOfMemory: "no memory for the message"
        }
    }
}
