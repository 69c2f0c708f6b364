internal import Messages
internal import RPC
internal import ServiceKit

/// Rows of a version drawn at random without replacement; only the chunks that hold them are read.
struct RowDraw {
    let parts: DatasetParts
    let version: VersionRecord
    let tenant: String
    let columns: [Int]

    func read(size: Int, seed: Int64) async throws -> [DatasetV1.Row] {
        var wanted = Self.indices(of: version.rowCount, size: size, seed: seed)[...]
        let reader = BlockReader(parts: parts, version: version.id, tenant: tenant)
        var rows: [DatasetV1.Row] = []
        var bytes = 0
        while let first = wanted.first {
            let spans = try await parts.catalog.spans(
                of: version.id, from: first, limit: parts.limits.rowsPageChunksMax, tenant: tenant)
            guard let end = spans.last?.rows.upperBound, end > first else { throw BlockReader.gone }
            for span in spans {
                let here = wanted.prefix { $0 < span.rows.upperBound }
                if here.isEmpty { continue }
                wanted = wanted.dropFirst(here.count)
                let table = try await reader.table(span.chunk, columns: columns, of: version)
                for row in here { rows.append(DatasetV1.Row(row, of: table, bytes: &bytes)) }
                guard bytes <= parts.limits.rowsPageBytesMax else { throw tooLarge }
            }
        }
        return rows
    }

    /// Floyd's algorithm (Bentley and Floyd 1987) over `SplitMix64`, in ascending order.
    static func indices(of count: Int64, size: Int, seed: Int64) -> [Int64] {
        var generator = SplitMix64(seed: seed)
        var drawn: Set<Int64> = []
        for last in max(0, count - Int64(size))..<count {
            let index = generator.below(last + 1)
            drawn.insert(drawn.contains(index) ? last : index)
        }
        return drawn.sorted()
    }

    private var tooLarge: RPCError {
        RPCError(
            .resourceExhausted,
            "The rows take more than \(parts.limits.rowsPageBytesMax >> 20) MB (rows_page_bytes_max); ask for fewer rows or columns."
        )
    }
}
