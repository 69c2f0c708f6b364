internal import Messages
internal import RPC

/// A condition on a column that statistics can refute: `ColumnRange`, checked.
struct ValueRange: Sendable {
    var column: Int
    var low: Double
    var high: Double

    static func all(_ ranges: [DatasetV1.ColumnRange], of version: VersionRecord) throws(RPCError) -> [ValueRange] {
        guard ranges.count <= rangesMax else {
            throw .invalidArgument(field: "ranges", "more than \(rangesMax)")
        }
        var checked: [ValueRange] = []
        for range in ranges { checked.append(try ValueRange(range, of: version)) }
        return checked
    }

    private static let rangesMax = 100

    private init(_ range: DatasetV1.ColumnRange, of version: VersionRecord) throws(RPCError) {
        guard let index = version.columns.firstIndex(where: { $0.name == range.column }) else {
            throw .invalidArgument(field: "ranges", "the dataset has no column \"\(range.column.prefix(200))\"")
        }
        switch version.columns[index].valueType {
        case .integer, .float, .timestamp: break
        case .boolean, .string:
            throw .invalidArgument(field: "ranges", "\"\(range.column.prefix(200))\" is no column of numbers or times")
        }
        column = index
        low = range.low ?? -.infinity
        high = range.high ?? .infinity
        guard low <= high else { throw .invalidArgument(field: "ranges", "low must not be above high, nor be NaN") }
    }
}
