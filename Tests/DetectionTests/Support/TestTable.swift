import Compression
import FoundationEssentials
import Messages
import Protobuf
import TestKit

/// A table as the dataset service would hold it: typed columns, cut into chunks.
struct TestTable: Sendable {
    enum Values: Sendable {
        /// NaN is missing.
        case floats([Double])
        case integers([Int64?])
        case booleans([Bool?])
        case strings([String?])
        /// Microseconds since 1970.
        case times([Int64?])
    }

    struct Column: Sendable {
        var name: String
        var role: DatasetV1.ColumnRole
        var values: Values
    }

    var columns: [Column]
    var chunkRows = 130
    var encoding: DatasetV1.BlockEncoding = .plain

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Feature columns of numbers.
    init(_ features: KeyValuePairs<String, [Double]>) {
        columns = features.map { Column(name: $0.key, role: .feature, values: .floats($0.value)) }
    }

    var rowCount: Int { columns.first?.values.count ?? 0 }

    func values(_ name: String) -> [Double] {
        guard case .floats(let values)? = columns.first(where: { $0.name == name })?.values else { return [] }
        return values
    }

    /// One row's features by name.
    func row(_ row: Int) -> GoogleProtobuf.Struct {
        var fields: [String: GoogleProtobuf.Value] = [:]
        for column in columns {
            guard case .floats(let values) = column.values else { continue }
            let isMissing = values[row].isNaN
            fields[column.name] = .init(kind: isMissing ? .nullValue(.nullValue) : .numberValue(values[row]))
        }
        return GoogleProtobuf.Struct(fields: fields)
    }

    /// Rows as ScoreRows takes them.
    func matrix(_ rows: Range<Int>? = nil) -> DetectionV1.Matrix {
        let rows = rows ?? 0..<rowCount
        return DetectionV1.Matrix(
            featureColumns: columns.map(\.name),
            values: PackedSlice(rows.flatMap { row in columns.map { values($0.name)[row] } }))
    }

    /// The blocks of the chunks that intersect `rows`, whole.
    func blocks(_ names: [String], rows: Range<Int64>) throws -> [DatasetV1.ColumnBlock] {
        var blocks: [DatasetV1.ColumnBlock] = []
        for start in stride(from: 0, to: rowCount, by: chunkRows) {
            let chunk = start..<min(start + chunkRows, rowCount)
            guard Range(uncheckedBounds: (Int64(chunk.lowerBound), Int64(chunk.upperBound))).overlaps(rows) else {
                continue
            }
            for column in columns where names.contains(column.name) {
                var block = try column.values.block(chunk, encoding)
                block.column = column.name
                block.firstRow = Int64(start)
                blocks.append(block)
            }
        }
        return blocks
    }
}

extension TestTable {
    /// Numbers around zero, every 50th row far outside in one of the features.
    static func strange(rows: Int, features: [String] = ["a", "b", "c"], seed: UInt64 = 1) -> TestTable {
        var generator = SeededGenerator(seed: seed)
        var columns = features.map { _ in
            (0..<rows).map { _ in
                // The sum of a few uniform numbers is nearly normal.
                (0..<4).reduce(0) { sum, _ in sum + Double.random(in: -1...1, using: &generator) }
            }
        }
        for row in stride(from: 17, to: rows, by: 50) {
            columns[row % features.count][row] += Double(20 + row % 7) * (row % 2 == 0 ? 1 : -1)
        }
        return TestTable(
            zip(features, columns).map { Column(name: $0, role: .feature, values: .floats($1)) })
    }

    /// The same with a column of ids and one of times.
    func withIdentity() -> TestTable {
        var table = self
        table.columns.append(
            Column(name: "id", role: .id, values: .strings((0..<rowCount).map { "row-\($0)" })))
        table.columns.append(
            Column(
                name: "time", role: .eventTime,
                values: .times((0..<rowCount).map { Int64($0) * 1_000_000 + 1_700_000_000_000_000 })))
        return table
    }
}

extension TestTable.Values {
    var count: Int {
        switch self {
        case .floats(let values): values.count
        case .integers(let values): values.count
        case .booleans(let values): values.count
        case .strings(let values): values.count
        case .times(let values): values.count
        }
    }

    var type: DatasetV1.ColumnType {
        switch self {
        case .floats: .float
        case .integers: .integer
        case .booleans: .boolean
        case .strings: .string
        case .times: .timestamp
        }
    }

    /// As dataset.proto lays a block out; column and first row are the caller's.
    func block(
        _ rows: Range<Int>, _ encoding: DatasetV1.BlockEncoding = .plain
    ) throws -> DatasetV1.ColumnBlock {
        var dictionary: [UInt8] = []
        let data: [UInt8]
        let present: [Bool]
        switch self {
        case .floats(let values):
            present = values[rows].map { !$0.isNaN }
            data = values[rows].flatMap { littleEndian($0.isNaN ? 0 : $0.bitPattern) }
        case .integers(let values), .times(let values):
            present = values[rows].map { $0 != nil }
            data = values[rows].flatMap { littleEndian($0 ?? 0) }
        case .booleans(let values):
            present = values[rows].map { $0 != nil }
            data = values[rows].map { $0 == true ? 1 : 0 }
        case .strings(let values):
            present = values[rows].map { $0 != nil }
            let distinct = Set(values[rows].compactMap { $0 }).sorted()
            for text in distinct { dictionary += littleEndian(UInt32(text.utf8.count)) + Array(text.utf8) }
            data = values[rows].flatMap { text in
                littleEndian(UInt32(text.flatMap { distinct.firstIndex(of: $0) } ?? 0))
            }
        }
        return DatasetV1.ColumnBlock(
            type: type, rowCount: Int32(rows.count), encoding: encoding, validity: Self.validity(present),
            dictionary: try Self.encode(dictionary, encoding), data: try Self.encode(data, encoding))
    }

    private static func validity(_ present: [Bool]) -> ByteSlice {
        guard present.contains(false) else { return ByteSlice() }
        var bits = [UInt8](repeating: 0, count: (present.count + 7) / 8)
        for (row, isPresent) in present.enumerated() where isPresent { bits[row / 8] |= 1 << UInt8(row % 8) }
        return ByteSlice(bits)
    }

    private static func encode(_ bytes: [UInt8], _ encoding: DatasetV1.BlockEncoding) throws -> ByteSlice {
        guard encoding == .zstd, !bytes.isEmpty else { return ByteSlice(bytes) }
        return ByteSlice(try bytes.withUnsafeBytes { try Zstd.compress($0) })
    }
}

private func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
