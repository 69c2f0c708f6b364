/// The bytes that mean something in separated values. All differ, and none is CR or LF.
struct CSVDialect: Sendable, Equatable {
    var delimiter = ASCII.comma
    /// Encloses fields; doubled within them, it stands for itself.
    var quote = ASCII.quote
    /// Within quotes, takes the next byte as it is.
    var escape: UInt8?
}
