/// How a table is cut into chunks. Tests shrink the numbers; the service uses the defaults.
struct IngestLimits: Sendable {
    var csv = CSVLimits.standard
    /// Rows of one chunk.
    var chunkRowsMax = 65_536
    /// A chunk ends with the row that brings its values and strings to this many bytes.
    var chunkBytesTarget = 8 << 20
    /// A chunk ends with the row that brings one column's distinct strings to this many bytes: with the largest field
    /// on top, a block stays far below the 4 MiB of a message.
    var dictionaryBytesTarget = 3 << 19
    /// Types are decided on the first rows: at most as many as a chunk has, and as many as take this many bytes.
    var sampleBytesTarget = 8 << 20
    /// Rejects that are described; the others are counted.
    var rejectsMax = 100

    /// Off to measure what parsing takes: chunks are neither compressed nor hashed then.
    var packsChunks = true

    static let standard = IngestLimits()
}
