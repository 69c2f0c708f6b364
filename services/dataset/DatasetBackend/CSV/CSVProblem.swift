/// Why a record can't be read as CSV.
enum CSVProblem: Error, Sendable, Hashable {
    case quoteInsideField
    case textAfterQuote
    case unclosedQuote
    case recordTooLong(limitBytes: Int)
    case fieldTooLong(index: Int, limitBytes: Int)

    var reason: String {
        switch self {
        case .quoteInsideField: "a quote inside a field that does not begin with one"
        case .textAfterQuote: "text between a closing quote and the delimiter"
        case .unclosedQuote: "a quote that is never closed"
        case .recordTooLong(let limit): "longer than \(limit) bytes"
        case .fieldTooLong(_, let limit): "a field longer than \(limit) bytes"
        }
    }
}
