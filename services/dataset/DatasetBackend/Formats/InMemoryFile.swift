/// A file read as uploads read it, whose chunks are dropped as they are completed: what the speed of reading is measured
/// on, without a database. Used by one task.
package struct InMemoryFile {
    private let pipeline: FilePipeline

    /// - Parameter packsChunks: whether chunks are compressed and hashed, as they are before they are stored.
    package init(packsChunks: Bool) {
        pipeline = FilePipeline(
            FileSpec(), ingest: IngestSpec(), limits: FormatLimits(contentBytesMax: 4 << 30),
            ingestLimits: IngestLimits(packsChunks: packsChunks))
    }

    /// Takes the next piece.
    package func add(_ piece: UnsafeRawBufferPointer) throws {
        var position = 0
        while try !pipeline.read(piece, from: &position).needsMore {}
    }

    /// Ends the file and counts its rows.
    package func finish() throws -> (accepted: Int64, rejected: Int64) {
        let summary = try pipeline.finish().summary
        return (summary.acceptedRows, summary.rejectedRows)
    }
}
