/// A reply, as RESP2 knows them.
package enum RedisValue: Sendable, Equatable {
    case null
    case integer(Int64)
    /// A short answer such as `OK`.
    case status(String)
    case bytes([UInt8])
    case array([RedisValue])
    /// An error inside an array; as a whole reply it is thrown.
    case error(String)

    /// Of an integer, or of a number in text.
    package var int: Int64? {
        switch self {
        case .integer(let value): value
        case .bytes(let bytes): Int64(String(decoding: bytes, as: UTF8.self))
        default: nil
        }
    }

    package var text: String? {
        switch self {
        case .status(let text): text
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        default: nil
        }
    }

    package var elements: [RedisValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }
}
