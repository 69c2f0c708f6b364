internal import Messages
internal import RPC

/// What a split asks for, checked against the version.
struct SplitRequest: Sendable {
    enum Rule: Sendable {
        case random
        /// By the values of this column.
        case stratified(column: Int)
        /// By this column.
        case byTime(column: Int)
    }

    let rule: Rule
    let seed: Int64
    let testRows: Int64

    init(_ request: DatasetV1.SplitDatasetRequest, of version: VersionRecord) throws(RPCError) {
        guard request.testFraction > 0, request.testFraction < 1 else {
            throw .invalidArgument(field: "test_fraction", "must be above 0 and below 1")
        }
        rule = try Self.rule(request, version)
        seed = request.seed
        testRows = Int64((Double(version.rowCount) * request.testFraction).rounded())
        guard testRows > 0, testRows < version.rowCount else {
            throw .invalidArgument(
                field: "test_fraction", "of \(version.rowCount) rows, it would leave one part without any")
        }
    }

    private static func rule(
        _ request: DatasetV1.SplitDatasetRequest, _ version: VersionRecord
    ) throws(RPCError) -> Rule {
        if request.byTime {
            guard request.stratify.isEmpty else {
                throw .invalidArgument(field: "stratify", "rows are split by time or by values, not by both")
            }
            guard let column = version.columns.firstIndex(where: { $0.ingestRole == .eventTime }),
                version.columns[column].valueType != .string
            else {
                throw .invalidArgument(field: "by_time", "the dataset has no EVENT_TIME column of times or numbers")
            }
            return .byTime(column: column)
        }
        if request.stratify.isEmpty { return .random }
        guard let column = version.columns.firstIndex(where: { $0.name == request.stratify }) else {
            throw .invalidArgument(
                field: "stratify", "the dataset has no column \"\(request.stratify.prefix(200))\"")
        }
        return .stratified(column: column)
    }
}
