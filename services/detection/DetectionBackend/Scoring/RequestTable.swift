import Detectors
import Messages
import Protobuf
import RPC

/// The rows of a ScoreRows request as a table. Columns are matched by name; one that is missing or not a feature is refused,
/// never dropped.
struct RequestTable {
    var table: DataTable

    /// - Parameter featureCount: What the columns become, of which each row has as many values.
    init(_ request: DetectionV1.ScoreRowsRequest, columns: FeatureColumns, featureCount: Int) throws {
        switch request.input {
        case .matrix(let matrix):
            guard let category = columns.categories.first else {
                table = DataTable(try Self.table(matrix))
                return
            }
            throw RPCError.invalidArgument(
                field: "matrix", "holds numbers only, and \"\(category)\" holds categories; give rows")
        case .rows(let rows):
            try Self.check(rows: rows.rows.count, columns: featureCount)
            table = try Self.table(rows.rows, columns)
        case nil: throw RPCError.invalidArgument(field: "input", "give rows or matrix")
        }
    }

    private static func table(_ matrix: DetectionV1.Matrix) throws -> FeatureTable {
        let columns = matrix.featureColumns.count
        guard columns > 0 else { throw RPCError.invalidArgument(field: "matrix.feature_columns", "is empty") }
        guard matrix.values.count % columns == 0 else {
            throw RPCError.invalidArgument(
                field: "matrix.values", "\(matrix.values.count) values do not make rows of \(columns)")
        }
        let rows = matrix.values.count / columns
        try check(rows: rows, columns: columns)
        let values = [Double](unsafeUninitializedCapacity: rows * columns) { target, count in
            matrix.values.withUnsafeBufferPointer { source in
                for row in 0..<rows {
                    for column in 0..<columns { target[column * rows + row] = source[row * columns + column] }
                }
            }
            count = rows * columns
        }
        return try FeatureTable(names: matrix.featureColumns, rowCount: rows, columnMajor: values)
    }

    private static func table(_ rows: [GoogleProtobuf.Struct], _ columns: FeatureColumns) throws -> DataTable {
        var positions: [String: Int] = [:]
        for (index, name) in columns.names.enumerated() { positions[name] = index }
        var numbers = [Double](repeating: .nan, count: rows.count * columns.numbers.count)
        var texts = [[String?]](repeating: Array(repeating: nil, count: rows.count), count: columns.categories.count)
        for (row, fields) in rows.enumerated() {
            for (name, value) in fields.fields {
                let field = "rows.rows[\(row)].\(name)"
                guard let column = positions[name] else {
                    throw RPCError.invalidArgument(field: field, "is not a feature of the model")
                }
                if column < columns.numbers.count {
                    numbers[column * rows.count + row] = try number(value, field: field)
                } else {
                    texts[column - columns.numbers.count][row] = try text(value, field: field)
                }
            }
            if let missing = columns.names.first(where: { fields.fields[$0] == nil }) {
                throw RPCError.invalidArgument(
                    field: "rows.rows[\(row)].\(missing)", "is missing; give null for an unknown value")
            }
        }
        return try DataTable(
            numbers: columns.numbers.isEmpty
                ? nil : FeatureTable(names: columns.numbers, rowCount: rows.count, columnMajor: numbers),
            categories: zip(columns.categories, texts).map { CategoryColumn(name: $0, values: $1) })
    }

    /// As a dataset's column of texts, whole numbers or booleans gives it.
    private static func text(_ value: GoogleProtobuf.Value, field: String) throws(RPCError) -> String? {
        switch value.kind {
        case .stringValue(let text): return text
        case .boolValue(let flag): return flag ? "true" : "false"
        case .nullValue: return nil
        case .numberValue(let number):
            guard let whole = Int64(exactly: number) else {
                throw .invalidArgument(field: field, "must be a text, a whole number, a boolean or null")
            }
            // Beyond, JSON's numbers are not exact, and it would be another category.
            guard whole.magnitude <= 1 << 53 else {
                throw .invalidArgument(field: field, "is beyond 2^53; give it as a text")
            }
            return "\(whole)"
        default: throw .invalidArgument(field: field, "must be a text, a whole number, a boolean or null")
        }
    }

    private static func number(_ value: GoogleProtobuf.Value, field: String) throws(RPCError) -> Double {
        switch value.kind {
        case .numberValue(let number): return number
        case .boolValue(let flag): return flag ? 1 : 0
        case .nullValue: return .nan
        default: throw .invalidArgument(field: field, "must be a number, a boolean or null")
        }
    }

    private static func check(rows: Int, columns: Int) throws(RPCError) {
        guard rows > 0 else { throw .invalidArgument(field: "input", "has no rows") }
        guard rows <= DetectionLimits.scoreRowsMax else {
            throw .invalidArgument(field: "input", "\(rows) rows; at most \(DetectionLimits.scoreRowsMax) in one call")
        }
        guard rows * columns <= DetectionLimits.scoreCellsMax else {
            throw .invalidArgument(
                field: "input", "\(rows * columns) values; at most \(DetectionLimits.scoreCellsMax) in one call")
        }
    }
}
