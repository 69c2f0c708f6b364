import Detectors
import Messages
import Protobuf
import RPC

/// The rows of a ScoreRows request as a table in the model's column order. Columns are matched by name; one that is
/// missing or not a feature is refused, never dropped.
struct RequestTable {
    var table: FeatureTable

    init(_ request: DetectionV1.ScoreRowsRequest, features: [String]) throws {
        switch request.input {
        case .matrix(let matrix): table = try Self.table(matrix).aligned(to: features)
        case .rows(let rows): table = try Self.table(rows.rows, features: features)
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

    private static func table(_ rows: [GoogleProtobuf.Struct], features: [String]) throws -> FeatureTable {
        try check(rows: rows.count, columns: features.count)
        var positions: [String: Int] = [:]
        for (index, name) in features.enumerated() { positions[name] = index }
        var values = [Double](repeating: .nan, count: rows.count * features.count)
        for (row, fields) in rows.enumerated() {
            for (name, value) in fields.fields {
                guard let column = positions[name] else {
                    throw RPCError.invalidArgument(
                        field: "rows.rows[\(row)].\(name)", "is not a feature of the model")
                }
                values[column * rows.count + row] = try number(value, field: "rows.rows[\(row)].\(name)")
            }
            if let missing = features.first(where: { fields.fields[$0] == nil }) {
                throw RPCError.invalidArgument(
                    field: "rows.rows[\(row)].\(missing)", "is missing; give null for an unknown value")
            }
        }
        return try FeatureTable(names: features, rowCount: rows.count, columnMajor: values)
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
