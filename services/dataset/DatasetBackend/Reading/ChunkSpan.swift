/// A block's place in its version.
struct BlockPlace: Hashable {
    var chunk: Int
    var column: Int
}

/// The rows of one chunk.
struct ChunkSpan: Sendable, Equatable {
    var chunk: Int
    var rows: Range<Int64>
}

/// What is known of one column of a chunk without reading it.
struct ChunkStatistics: Sendable {
    var rowCount: Int
    var missingCount: Int
    /// As in `BlockStatistics`.
    var minimum: Double?
    var maximum: Double?
}
