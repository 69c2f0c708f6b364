internal import Messages
internal import Protobuf

/// Columns of doubles in memory, cut into blocks as they are stored: what the profiler's speed is measured on, without a
/// database.
package struct InMemoryTable: Sendable {
    private let columns: [ProfiledColumn]
    private let chunks: [[EncodedBlock]]

    /// - Parameter columns: of one length; none is missing.
    package init(_ columns: [[Double]], chunkRows: Int = IngestLimits.standard.chunkRowsMax) {
        self.columns = columns.enumerated().map { index, values in
            ProfiledColumn(
                name: "c\(index)", type: .float, role: .feature, minimum: values.min(), maximum: values.max())
        }
        let rows = columns.first?.count ?? 0
        chunks = stride(from: 0, to: rows, by: chunkRows).map { start in
            columns.map { values in Self.block(values[start..<min(start + chunkRows, rows)]) }
        }
    }

    private static func block(_ values: ArraySlice<Double>) -> EncodedBlock {
        EncodedBlock(
            type: .float, rowCount: values.count, encoding: .plain, validity: [], dictionary: [],
            data: values.withUnsafeBytes { Array($0) })
    }

    /// The profile as a serialized `pynomaly.dataset.v1.DatasetProfile`.
    package func profile(workers: Int) async throws -> [UInt8] {
        let profiler = TableProfiler(columns, workers: workers)
        for chunk in chunks { try await profiler.add(chunk) }
        return profiler.profile.serialized()
    }
}
