@testable import DatasetBackend

/// A value as a user would write it down.
enum TestValue: Equatable, CustomStringConvertible {
    case missing
    case integer(Int64)
    case float(Double)
    case boolean(Bool)
    case timestamp(String)
    case string(String)

    var description: String {
        switch self {
        case .missing: "—"
        case .integer(let value): "\(value)"
        case .float(let value): "\(value)f"
        case .boolean(let value): "\(value)"
        case .timestamp(let value): value
        case .string(let value): "'\(value)'"
        }
    }
}

/// A file that went through `TableIngest`, with its blocks unpacked and widened as the service does at the end.
struct IngestedTable {
    var summary: IngestSummary
    var chunkRows: [Int]
    var rows: [[TestValue]]
    var types: [ValueType] { summary.columns.map(\.type) }

    init(_ text: String, spec: IngestSpec = IngestSpec(), limits: IngestLimits = .standard) throws {
        try self.init([Array(text.utf8)[...]], spec: spec, limits: limits)
    }

    init(_ pieces: [ArraySlice<UInt8>], spec: IngestSpec = IngestSpec(), limits: IngestLimits = .standard) throws {
        let ingest = CSVFeed(spec: spec, limits: limits)
        var chunks: [EncodedChunk] = []
        for piece in pieces { chunks += try piece.withUnsafeBufferPointer { try ingest.feed($0) } }
        let end = try ingest.finish()
        chunks += end.chunks
        summary = end.summary
        chunkRows = chunks.map(\.rowCount)
        rows = []
        for chunk in chunks {
            precondition(chunk.firstRow == Int64(rows.count))
            rows += try Self.rows(of: chunk, types: end.summary.columns.map(\.type))
        }
    }

    static func rows(of chunk: EncodedChunk, types: [ValueType]) throws -> [[TestValue]] {
        let columns = try zip(chunk.columns, types).map { column, type in
            let plain = try column.block.decoded()
            precondition(
                ContentHash.of(plain.plainEncoding) == column.contentHash && plain.statistics == column.statistics)
            return try plain.widened(to: type).testValues()
        }
        return (0..<chunk.rowCount).map { row in columns.map { $0[row] } }
    }
}

extension PlainBlock {
    func testValues() throws -> [TestValue] {
        let strings = try strings()
        return values.indices.map { row in
            if isMissing(row) { return .missing }
            return switch type {
            case .integer: .integer(Int64(bitPattern: values[row]))
            case .float: .float(Double(bitPattern: values[row]))
            case .boolean: .boolean(values[row] == 1)
            case .timestamp: .timestamp(TimestampParser.text(Int64(bitPattern: values[row])))
            case .string: .string(strings[Int(values[row])])
            }
        }
    }
}
