internal import LinearAlgebra

extension TrainingSet {
    /// Parts of the rows that tasks of their own read: few, since each task may hold a matrix, and the same whatever the threads.
    private var spans: [Range<Int>] {
        ranges(of: rows.count, length: Swift.max((rows.count + Self.spansMax - 1) / Self.spansMax, 4096))
    }
    static let spansMax = 16

    /// A tile stays in the processor's cache.
    static func tileRows(_ width: Int) -> Int { Swift.min(Swift.max(32768 / width, 64), 2048) }

    /// Mean and covariance of all rows, standardized, in one pass that never holds more than a tile of them for each task.
    func moments(_ standardization: Standardization) async throws -> Moments {
        let width = table.columnCount
        let spans = spans
        let tile = Self.tileRows(width)
        let parts = try await parallelMap(spans.count) { span in
            var moments = Moments(order: width)
            for first in stride(from: spans[span].lowerBound, to: spans[span].upperBound, by: tile) {
                let rows = rows[first..<Swift.min(first + tile, spans[span].upperBound)]
                standardization.rowMajor(table, rows.lazy.map { Int($0) }).withUnsafeBufferPointer { moments.add($0) }
            }
            return moments
        }
        var moments = Moments(order: width)
        for part in parts { moments.add(part) }
        return moments
    }
}
