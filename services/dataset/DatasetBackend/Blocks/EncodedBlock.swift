internal import Compression

/// One column of one chunk in the form in which it is stored and sent (`pynomaly.dataset.v1.ColumnBlock`).
struct EncodedBlock: Sendable, Equatable {
    enum Encoding: Sendable { case plain, zstd }

    var type: ValueType
    var rowCount: Int
    var encoding: Encoding
    /// One bit per row, least significant first, 1 = present; empty means that every row is present.
    var validity: [UInt8]
    var dictionary: [UInt8]
    var data: [UInt8]
}

/// What is known of a block without reading it.
struct BlockStatistics: Sendable, Equatable {
    var missingCount = 0
    /// Of the present values, as numbers, infinities included; an integer beyond 2^53 is rounded. Nil for STRING, and
    /// where no value is present.
    var minimum: Double?
    var maximum: Double?
}

/// All columns of a run of rows.
struct EncodedChunk: Sendable {
    struct Column: Sendable {
        var block: EncodedBlock
        var statistics: BlockStatistics
        /// Names the content, however it is compressed.
        var contentHash: [UInt8]

        init(_ content: PlainBlock) throws(ZstdError) {
            try self.init(content.plainEncoding, content.statistics)
        }

        /// - Parameter plain: not compressed.
        init(_ plain: EncodedBlock, _ statistics: BlockStatistics) throws(ZstdError) {
            block = try plain.compressed()
            self.statistics = statistics
            contentHash = ContentHash.of(plain)
        }

        init(unpacked plain: EncodedBlock, _ statistics: BlockStatistics) {
            block = plain
            self.statistics = statistics
            contentHash = []
        }
    }

    var firstRow: Int64
    var rowCount: Int
    var columns: [Column]
}
