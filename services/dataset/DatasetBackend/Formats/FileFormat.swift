/// How records are written in a file.
enum FileFormat: Sendable, Equatable {
    /// Separated values: CSV, TSV and their kin.
    case separated
    /// One JSON object (or array of values) on each line.
    case jsonLines
    /// One JSON array of objects (or of arrays of values).
    case jsonArray
}

enum FileCompression: Sendable, Equatable {
    case none, gzip, zstd
}

enum FileEncoding: Sendable, Equatable {
    case utf8
    /// ISO 8859-1: each byte is the code point of its number, 0x80 to 0x9F included.
    case latin1
}

/// What the uploader says about the file's outside; what is nil is told from its first bytes.
struct FileSpec: Sendable, Equatable {
    var format: FileFormat?
    var compression: FileCompression?
    var encoding = FileEncoding.utf8
    /// Of separated values.
    var delimiter: UInt8?
}
