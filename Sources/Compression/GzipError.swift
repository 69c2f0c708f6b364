/// Why bytes could not be compressed or decompressed.
package enum GzipError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The content is larger than the caller allows.
    case contentExceedsLimit(limitBytes: Int)
    /// The bytes are not gzip, or fail its checksum.
    case corrupt(String)
    /// The bytes end before their content does.
    case truncated
    /// Bytes that are not gzip follow the last member.
    case trailingBytes
    /// zlib reports a failure that is none of the above; in practice, no memory.
    case library(String)

    package var description: String {
        switch self {
        case .contentExceedsLimit(let limit): "the compressed content is larger than the limit of \(limit) bytes"
        case .corrupt(let reason): "the compressed bytes are damaged: \(reason)"
        case .truncated: "the compressed bytes end too early"
        case .trailingBytes: "bytes follow the end of the compressed content"
        case .library(let reason): "zlib failed: \(reason)"
        }
    }
}
