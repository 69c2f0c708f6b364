/// Why bytes could not be compressed or decompressed.
package enum ZstdError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The content is, or claims to be, larger than the caller allows.
    case contentExceedsLimit(limitBytes: Int)
    /// The bytes are not a complete zstd frame, or fail its checksum.
    case corrupt(String)
    /// The frame ends before its content does.
    case truncated
    /// Bytes follow the end of the frame.
    case trailingBytes
    /// The frame wants its reader to remember more than is allowed (`zstd --long` and `--ultra` make such).
    case windowTooLarge(limitBytes: Int)
    /// zstd reports a failure that is none of the above; in practice, no memory.
    case library(String)

    package var description: String {
        switch self {
        case .contentExceedsLimit(let limit): "the compressed content is larger than the limit of \(limit) bytes"
        case .corrupt(let reason): "the compressed bytes are damaged: \(reason)"
        case .truncated: "the compressed bytes end too early"
        case .trailingBytes: "bytes follow the end of the compressed content"
        case .windowTooLarge(let limit):
            "the compressed bytes need a window larger than \(limit >> 20) MiB to be read; compress them without --long"
        case .library(let reason): "zstd failed: \(reason)"
        }
    }
}
