/// Why a file can't be read at all.
enum FormatError: Error, Sendable, Equatable {
    /// Something that is known and can't be read: what it is, and what to do.
    case unsupported(String)
    /// The content is larger than may be uploaded.
    case contentTooLarge(limitBytes: Int)
    case compression(String)
    /// The mark at the file's front contradicts the spec.
    case markOfUTF8
    /// A JSON array, or what is around it, breaks off or breaks JSON's grammar.
    case malformedJSON(line: Int, column: Int, String)

    /// The request's field that is to blame.
    var field: String {
        switch self {
        case .markOfUTF8: "spec.encoding"
        default: "chunk"
        }
    }

    var message: String {
        switch self {
        case .unsupported(let sentence): sentence
        case .contentTooLarge(let limit):
            "the file's content is larger than \(limit >> 20) MB once it is decompressed"
        case .compression(let reason): "the file can't be decompressed: \(reason)"
        case .markOfUTF8: "the file begins with the byte order mark of UTF-8, so it is not latin-1"
        case .malformedJSON(let line, let column, let reason): "line \(line), column \(column): \(reason)"
        }
    }
}
