internal import Messages

/// Rows of one version as values, for people to look at; detectors read blocks.
///
/// A call looks at a bounded number of rows and chunks. Where that bound ends it, the page is short or even empty and
/// the listing goes on after what was looked at, as AIP-158 allows.
struct RowPage {
    let parts: DatasetParts
    let version: VersionRecord
    let tenant: String
    /// Indices, in the order in which a row shows them.
    let columns: [Int]
    let filter: RowFilter?

    private struct Progress {
        var rows: [DatasetV1.Row] = []
        var bytes = 0
        /// The next row to look at.
        var cursor: Int64
        var rowsLookedAt: Int64 = 0
    }

    /// At most `limit` rows from `start`, and where the next page begins, nil at the end.
    func read(from start: Int64, limit: Int) async throws -> (rows: [DatasetV1.Row], next: Int64?) {
        // Before anything is added to it: a page token is the client's.
        guard start < version.rowCount else { return ([], nil) }
        var progress = Progress(cursor: start)
        let spans = try await parts.catalog.spans(
            of: version.id, from: start, limit: parts.limits.rowsPageChunksMax, tenant: tenant)
        let candidates = try await chunksThatMayMatch(spans)
        for span in spans where !isFull(progress, limit) {
            if candidates.contains(span.chunk) {
                try await read(span, limit, &progress)
            } else {
                progress.cursor = span.rows.upperBound
            }
        }
        return (progress.rows, progress.cursor < version.rowCount ? progress.cursor : nil)
    }

    private func isFull(_ progress: Progress, _ limit: Int) -> Bool {
        progress.rows.count >= limit || progress.bytes >= parts.limits.rowsPageBytesMax
            || progress.rowsLookedAt >= parts.limits.rowsPageLookedAtMax
    }

    private func chunksThatMayMatch(_ spans: [ChunkSpan]) async throws -> Set<Int> {
        let chunks = spans.map(\.chunk)
        guard let filter else { return Set(chunks) }
        let statistics = try await parts.catalog.statistics(
            of: version.id, chunks: chunks, columns: filter.columns, tenant: tenant)
        return Set(chunks.filter { chunk in filter.mayMatch { statistics[BlockPlace(chunk: chunk, column: $0)] } })
    }

    private func read(_ span: ChunkSpan, _ limit: Int, _ progress: inout Progress) async throws {
        let reader = BlockReader(parts: parts, version: version.id, tenant: tenant)
        let rows = max(progress.cursor, span.rows.lowerBound)..<span.rows.upperBound
        progress.rowsLookedAt += rows.upperBound - rows.lowerBound
        var matches: [Bool]?
        if let filter {
            let table = try await reader.table(span.chunk, columns: filter.columns, of: version)
            let found = await withTaskExecutorPreference(parts.cpuPool) { filter.matches(table) }
            guard found[Int(rows.lowerBound - span.rows.lowerBound)...].contains(true) else {
                progress.cursor = rows.upperBound
                return
            }
            matches = found
        }
        let table = try await reader.table(span.chunk, columns: columns, of: version)
        let before = progress
        progress = await withTaskExecutorPreference(parts.cpuPool) {
            take(rows, of: table, where: matches, limit, before)
        }
    }

    private func take(
        _ rows: Range<Int64>, of table: ChunkTable, where matches: [Bool]?, _ limit: Int, _ before: Progress
    ) -> Progress {
        var progress = before
        for row in rows {
            if progress.rows.count >= limit || progress.bytes >= parts.limits.rowsPageBytesMax { break }
            progress.cursor = row + 1
            if let matches, !matches[Int(row - table.rows.lowerBound)] { continue }
            progress.rows.append(DatasetV1.Row(row, of: table, bytes: &progress.bytes))
        }
        return progress
    }
}
