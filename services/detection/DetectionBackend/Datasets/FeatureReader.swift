import Detectors
import FoundationEssentials
import Messages
import RPC

/// Reads a range of rows of a version into memory: features as numbers, and the columns that say which row it is.
struct FeatureReader: Sendable {
    /// The rows that were asked for.
    struct Rows: Sendable {
        var features: FeatureTable
        /// Empty where the data has no ID column; else one per row.
        var ids: [String]
        /// Empty where the data has no event time; else one per row.
        var times: [Date?]
        /// Of the event times, where they were asked for.
        var timeSpan: TimeSpan?
    }

    var source: any DatasetSource
    var description: DatasetDescription
    var features: [String]
    var tenant: UUID

    /// - Parameters:
    ///   - withIdentity: ids and times too.
    ///   - withTimeSpan: the span of the times, without keeping them.
    func read(_ rows: Range<Int64>, withIdentity: Bool, withTimeSpan: Bool = false) async throws -> Rows {
        let count = Int(rows.upperBound - rows.lowerBound)
        var target = Target(features: features, rows: rows)
        let idColumn = withIdentity ? description.column(role: .id)?.name : nil
        let timeColumn = withIdentity ? description.column(role: .eventTime)?.name : nil
        if idColumn != nil { target.ids = Array(repeating: "", count: count) }
        if timeColumn != nil { target.times = Array(repeating: nil, count: count) }
        let spanColumn = withTimeSpan ? description.timeColumn?.name : nil
        let extra = Set([idColumn, timeColumn, spanColumn].compactMap(\.self)).subtracting(features).sorted()
        try await source.read(description.version, columns: features + extra, rows: rows, tenant: tenant) { block in
            try target.take(block, idColumn: idColumn, timeColumn: timeColumn, spanColumn: spanColumn)
        }
        return try target.finish()
    }

    /// What blocks are copied into as they arrive.
    private struct Target {
        let rows: Range<Int64>
        let names: [String]
        let positions: [String: Int]
        var values: [Double]
        /// Rows that have arrived, per feature.
        var filled: [Int]
        var ids: [String] = []
        var times: [Date?] = []
        var timeSpan = TimeSpan()

        private var rowCount: Int { Int(rows.upperBound - rows.lowerBound) }

        init(features: [String], rows: Range<Int64>) {
            self.rows = rows
            names = features
            positions = Dictionary(features.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            values = Array(repeating: 0, count: features.count * Int(rows.upperBound - rows.lowerBound))
            filled = Array(repeating: 0, count: features.count)
        }

        mutating func take(
            _ block: DatasetV1.ColumnBlock, idColumn: String?, timeColumn: String?, spanColumn: String?
        ) throws(RPCError) {
            let blockRows = block.firstRow..<(block.firstRow + Int64(block.rowCount))
            let wanted = blockRows.clamped(to: rows)
            guard !wanted.isEmpty else { return }
            let decoder = try BlockDecoder(block)
            let source = Int(wanted.lowerBound - block.firstRow)
            let position = Int(wanted.lowerBound - rows.lowerBound)
            let count = Int(wanted.upperBound - wanted.lowerBound)
            if let feature = positions[block.column] {
                try copy(decoder, from: source, to: feature * rowCount + position, count: count)
                filled[feature] += count
            }
            if block.column == idColumn {
                let dictionary = try decoder.dictionary()
                for index in 0..<count {
                    ids[position + index] = decoder.text(at: source + index, dictionary: dictionary) ?? ""
                }
            }
            if block.column == timeColumn {
                for index in 0..<count { times[position + index] = decoder.time(at: source + index) }
            }
            if block.column == spanColumn {
                for index in 0..<count { timeSpan.add(decoder.time(at: source + index)) }
            }
        }

        private mutating func copy(
            _ decoder: BlockDecoder, from source: Int, to start: Int, count: Int
        ) throws(RPCError) {
            var failure: RPCError?
            values.withUnsafeMutableBufferPointer { all in
                do throws(RPCError) {
                    try decoder.copyNumbers(
                        from: source, count: count,
                        into: UnsafeMutableBufferPointer(rebasing: all[start..<start + count]))
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
        }

        func finish() throws -> Rows {
            for (index, name) in names.enumerated() where filled[index] != rowCount {
                throw RPCError(.dataLoss, "column \"\(name)\" gave \(filled[index]) of \(rowCount) rows")
            }
            return Rows(
                features: try FeatureTable(names: names, rowCount: rowCount, columnMajor: values), ids: ids,
                times: times, timeSpan: timeSpan.count > 0 ? timeSpan : nil)
        }
    }
}
