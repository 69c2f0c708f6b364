internal import Messages
internal import Synchronization

/// Describes a table in one pass over its chunks, in row order, in memory that does not grow with the rows.
///
/// Workers share the columns of a chunk, then the pairs of columns; each column and each pair sees its values in row
/// order, so the outcome does not depend on how many workers there are.
final class TableProfiler: Sendable {
    /// A column's sketch behind a lock that nobody contends for: one worker at a time has it.
    private final class Place: Sendable {
        let sketch: Mutex<ColumnSketch>
        init(_ sketch: ColumnSketch) { self.sketch = Mutex(sketch) }
    }

    private let columns: [ProfiledColumn]
    private let places: [Place]
    /// The columns whose pairs are correlated, in order.
    private let correlated: [Int]
    private let correlations: Correlations
    private let duplicates = Mutex(DuplicateRows())
    private let hashesRows: Bool
    private let workers: Int

    /// - Parameter workers: tasks that share the work of a chunk.
    init(_ columns: [ProfiledColumn], workers: Int) {
        self.columns = columns
        self.workers = max(1, workers)
        places = columns.enumerated().map { Place(ColumnSketch($1, index: $0)) }
        correlated = Array(columns.indices.filter { columns[$0].isCorrelated }.prefix(Correlations.columnsMax))
        correlations = Correlations(columnCount: correlated.count, workers: self.workers)
        hashesRows = columns.contains { $0.isHashed }
    }

    /// Adds the next chunk: one block for each column, in order.
    func add(_ blocks: [EncodedBlock]) async throws {
        guard blocks.count == columns.count, let rows = blocks.first?.rowCount,
            blocks.allSatisfy({ $0.rowCount == rows })
        else { throw BlockError.damaged("a chunk whose blocks don't fit each other") }
        let shares = try await shares(of: blocks, rows)
        var hashes: [UInt64] = []
        var centered: [Int: CenteredColumn] = [:]
        for share in shares {
            hashes = hashes.isEmpty ? share.rowHashes : zip(hashes, share.rowHashes).map { $0 &+ $1 }
            centered.merge(share.centered) { first, _ in first }
        }
        if hashesRows { duplicates.withLock { $0.insert(hashes.span) } }
        await correlate(correlated.compactMap { centered[$0] })
    }

    /// What a worker has made of its columns of a chunk.
    private struct Share: Sendable {
        var rowHashes: [UInt64]
        var centered: [Int: CenteredColumn]
    }

    private func shares(of blocks: [EncodedBlock], _ rows: Int) async throws -> [Share] {
        let next = Counter()
        return try await withThrowingTaskGroup(of: Share.self) { group in
            for _ in 0..<min(workers, max(1, columns.count)) {
                group.addTask { try self.share(of: blocks, rows, next) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func share(of blocks: [EncodedBlock], _ rows: Int, _ next: Counter) throws -> Share {
        var share = Share(rowHashes: hashesRows ? Array(repeating: 0, count: rows) : [], centered: [:])
        var unhashed: [UInt64] = []
        while let index = next.take(below: columns.count) {
            try Task.checkCancellation()
            let values = try ProfiledValues(blocks[index])
            let isCorrelated = correlated.contains(index)
            let centered = try places[index].sketch.withLock { sketch in
                if columns[index].isHashed {
                    try sketch.add(values, rowHashes: &share.rowHashes, correlated: isCorrelated)
                } else {
                    try sketch.add(values, rowHashes: &unhashed, correlated: isCorrelated)
                }
            }
            if let centered { share.centered[index] = centered }
        }
        return share
    }

    private func correlate(_ columns: [CenteredColumn]) async {
        guard columns.count > 1 else { return }
        let next = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<correlations.partCount {
                group.addTask {
                    while let part = next.take(below: self.correlations.partCount) {
                        self.correlations.add(columns, part: part)
                    }
                }
            }
        }
    }

    /// Of all rows so far, without name, time and quality.
    var profile: DatasetV1.DatasetProfile {
        let profiles = places.map { $0.sketch.withLock { $0.profile } }
        let rows = profiles.first.map { $0.count + $0.missingCount } ?? 0
        return DatasetV1.DatasetProfile(
            rowCount: rows, columns: profiles,
            duplicateRowsEstimate: hashesRows ? duplicates.withLock { $0.estimate } : 0,
            correlations: notable)
    }

    private var notable: [DatasetV1.Correlation] {
        let strong = correlations.coefficients.filter { abs($0.value) >= ProfileLimits.correlationMin }
        let ordered = strong.sorted { (abs($1.value), $0.first, $0.second) < (abs($0.value), $1.first, $1.second) }
        return ordered.prefix(ProfileLimits.correlationsMax).map {
            DatasetV1.Correlation(
                column: columns[correlated[$0.first]].name, other: columns[correlated[$0.second]].name,
                coefficient: $0.value)
        }
    }
}

/// Hands out numbers to workers, each once.
private final class Counter: Sendable {
    private let next = Atomic(0)

    func take(below end: Int) -> Int? {
        let taken = next.add(1, ordering: .relaxed).oldValue
        return taken < end ? taken : nil
    }
}
