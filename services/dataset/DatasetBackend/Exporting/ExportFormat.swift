internal import RPC

/// The forms in which a version can be exported. Each is read back by an upload as what it was: doubles in their shortest
/// exact form, integers with all their digits, times in UTC to the microsecond, and a missing value apart from an empty
/// text.
enum ExportFormat: String, Sendable {
    case csv
    case jsonLines = "jsonl"

    init(name: String) throws(RPCError) {
        guard let format = name.isEmpty ? .csv : ExportFormat(rawValue: name) else {
            throw .invalidArgument(field: "format", "\"\(name.prefix(40))\" is not known; csv and jsonl are")
        }
        self = format
    }

    var contentType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .jsonLines: "application/x-ndjson"
        }
    }
}
