/// Limits of what is done to a file before it is records. Tests shrink them; the service uses the defaults.
struct FormatLimits: Sendable {
    /// Bytes of a file's content once it is decompressed.
    var contentBytesMax = 1000 << 20
    /// Content is decompressed and handed on in pieces of so many bytes; one as Latin-1 grows to twice as many.
    var pieceBytes = 256 << 10
    /// Format and delimiter are told from so many bytes of content.
    var sniffBytes = 64 << 10
    /// Levels of objects and arrays in a JSON record, its own included.
    var depthMax = 64

    static let standard = FormatLimits()
}
