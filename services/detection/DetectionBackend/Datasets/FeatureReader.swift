import Detectors
import FoundationEssentials
import Messages
import RPC

/// Reads a range of rows of a version into memory: the columns that features are made of, and those that say which row it is.
struct FeatureReader: Sendable {
    /// The rows that were asked for.
    struct Rows: Sendable {
        var table: DataTable
        /// Empty where the data has no ID column; else one per row.
        var ids: [String]
        /// Empty where the data has no event time; else one per row.
        var times: [Date?]
        /// Of the event times, where they were asked for.
        var timeSpan: TimeSpan?
    }

    var source: any DatasetSource
    var description: DatasetDescription
    var columns: FeatureColumns
    var tenant: UUID

    /// The rows of a training: with the span of their times, and no more categories than a model can know.
    func readTraining() async throws -> Rows {
        try await read(0..<description.rowCount, isTraining: true, spanColumn: description.timeColumn?.name)
    }

    /// Rows to be scored.
    /// - Parameter withIdentity: ids and times too.
    func read(_ rows: Range<Int64>, withIdentity: Bool) async throws -> Rows {
        try await read(
            rows, isTraining: false, idColumn: withIdentity ? description.column(role: .id)?.name : nil,
            timeColumn: withIdentity ? description.column(role: .eventTime)?.name : nil)
    }

    private func read(
        _ rows: Range<Int64>, isTraining: Bool, idColumn: String? = nil, timeColumn: String? = nil,
        spanColumn: String? = nil
    ) async throws -> Rows {
        // Made here, so that nobody else holds it and its values are not copied.
        var target = Target(columns, rows: rows, isTraining: isTraining)
        let count = Int(rows.upperBound - rows.lowerBound)
        if idColumn != nil { target.ids = Array(repeating: "", count: count) }
        if timeColumn != nil { target.times = Array(repeating: nil, count: count) }
        let extra = Set([idColumn, timeColumn, spanColumn].compactMap(\.self)).subtracting(columns.names).sorted()
        try await source.read(
            description.version, columns: columns.names + extra, rows: rows, tenant: tenant
        ) { block in
            try target.take(block, idColumn: idColumn, timeColumn: timeColumn, spanColumn: spanColumn)
        }
        return try target.finish()
    }

    /// What blocks are copied into as they arrive.
    private struct Target {
        let rows: Range<Int64>
        let columns: FeatureColumns
        let isTraining: Bool
        let positions: [String: Int]
        /// The numbers, column by column.
        var values: [Double]
        var categories: [CategoryBuffer]
        /// Rows that have arrived, per column.
        var filled: [Int]
        var ids: [String] = []
        var times: [Date?] = []
        var timeSpan = TimeSpan()

        private var rowCount: Int { Int(rows.upperBound - rows.lowerBound) }

        init(_ columns: FeatureColumns, rows: Range<Int64>, isTraining: Bool) {
            let rowCount = Int(rows.upperBound - rows.lowerBound)
            self.rows = rows
            self.columns = columns
            self.isTraining = isTraining
            positions = Dictionary(
                columns.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            values = Array(repeating: 0, count: columns.numbers.count * rowCount)
            categories = columns.categories.map {
                CategoryBuffer($0, rowCount: rowCount, isTraining: isTraining)
            }
            filled = Array(repeating: 0, count: columns.count)
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
            if let column = positions[block.column] {
                if column < columns.numbers.count {
                    try copy(decoder, from: source, to: column * rowCount + position, count: count)
                } else {
                    try categories[column - columns.numbers.count].take(
                        decoder, from: source, count: count, to: position)
                    if isTraining { try CategoryBuffer.check(categories) }
                }
                filled[column] += count
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
            for (index, name) in columns.names.enumerated() where filled[index] != rowCount {
                throw RPCError(.dataLoss, "column \"\(name)\" gave \(filled[index]) of \(rowCount) rows")
            }
            let numbers =
                columns.numbers.isEmpty
                ? nil : try FeatureTable(names: columns.numbers, rowCount: rowCount, columnMajor: values)
            let texts = try categories.map { try $0.column() }
            return Rows(
                table: try DataTable(numbers: numbers, categories: texts), ids: ids, times: times,
                timeSpan: timeSpan.count > 0 ? timeSpan : nil)
        }
    }
}
