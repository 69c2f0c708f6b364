/// Why a file as a whole can't become a dataset. All are the caller's to mend.
enum IngestError: Error, Sendable, Equatable {
    case noHeader
    /// A JSON file whose records, if it has any, have no keys.
    case noKeys
    case malformedHeader(CSVProblem)
    case headerNotUTF8(column: Int)
    case emptyColumnName(column: Int)
    case columnNameTooLong(column: Int, limitBytes: Int)
    case duplicateColumnName(String)
    case tooManyColumns(limit: Int)
    case unknownColumn(field: String, name: String)
    /// A column in which no value may be missing first comes up behind rows that were taken in without it.
    case missingBefore(column: String, rows: Int64)
    case noRows
    case everyRowRejected([RowReject], count: Int64)
    /// The first row that can't be stored, where none may be left out.
    case rowRefused(RowReject)
}

extension IngestError {
    /// The request's field that is to blame.
    var field: String {
        switch self {
        case .unknownColumn(let field, _): field
        case .missingBefore: "spec.schema"
        default: "chunk"
        }
    }

    var message: String {
        switch self {
        case .noHeader: "the file is empty; its first line must name the columns"
        case .noKeys: "the file has no record with a key, so no columns"
        case .malformedHeader(let problem): "the header can't be read: \(problem.reason)"
        case .headerNotUTF8(let column): "the name of column \(column) is not valid UTF-8; the file must be UTF-8"
        case .emptyColumnName(let column): "column \(column) has no name in the header"
        case .columnNameTooLong(let column, let limit): "the name of column \(column) is longer than \(limit) bytes"
        case .duplicateColumnName(let name): "the header names column \"\(name)\" twice"
        case .tooManyColumns(let limit): "the file has more than \(limit) columns"
        case .unknownColumn(_, let name): "the file has no column \"\(name)\""
        case .missingBefore(let column, let rows):
            "no value of column \"\(column)\" may be missing, but it first comes up after \(rows) rows without it"
        case .noRows: "the file has a header but no rows"
        case .rowRefused(let reject):
            "\(reject.place): \(reject.reason); the upload was to fail at the first such row"
        case .everyRowRejected(let rejects, let count): Self.describe(rejects, count)
        }
    }

    private static func describe(_ rejects: [RowReject], _ count: Int64) -> String {
        let first = rejects.first.map { reject in
            return "; the first: \(reject.place): \(reject.reason)"
        }
        return "every row of the file was rejected (\(count) in all)" + (first ?? "")
    }
}

extension RowReject {
    fileprivate var place: String { column.isEmpty ? "line \(line)" : "line \(line), column \"\(column)\"" }
}
