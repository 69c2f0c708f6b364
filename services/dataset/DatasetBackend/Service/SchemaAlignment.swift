internal import RPC

/// Brings the columns of a file into the order of a dataset's; what the file lacks is missing.
struct SchemaAlignment {
    private let columns: [ColumnRecord]

    init(_ columns: [ColumnRecord]) { self.columns = columns }

    /// - Parameter names: of the file's columns; the chunk has the first ones.
    func align(_ chunk: EncodedChunk, names: [String]) throws -> EncodedChunk {
        let places = try places(names)
        var aligned = chunk
        aligned.columns = try columns.map { column in
            if let place = places[column.name], place < chunk.columns.count { return chunk.columns[place] }
            // Else each of the rows would have to be a reject.
            guard column.missingRejected != true else {
                throw RPCError.invalidArgument(
                    field: "chunk",
                    "the file has no column \"\(column.name)\" from its first row on, which must have values")
            }
            return try EncodedChunk.Column(
                PlainBlock(
                    type: column.valueType, values: [UInt64](repeating: 0, count: chunk.rowCount),
                    isMissing: [Bool](repeating: true, count: chunk.rowCount)))
        }
        return aligned
    }

    /// How many values each of the dataset's columns misses in the rows of the file.
    func missing(_ summary: IngestSummary) throws -> [Int64] {
        let places = try places(summary.columns.map(\.name))
        return columns.map { column in
            places[column.name].map { summary.columns[$0].missingCount } ?? summary.acceptedRows
        }
    }

    private func places(_ names: [String]) throws -> [String: Int] {
        let known = Set(columns.map(\.name))
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() {
            guard known.contains(name) else {
                throw RPCError.invalidArgument(field: "chunk", "the dataset has no column \"\(name)\"")
            }
            places[name] = place
        }
        return places
    }
}
