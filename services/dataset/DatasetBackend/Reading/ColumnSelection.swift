internal import Messages
internal import RPC

/// What a reader of columns asks for, checked against the version.
struct ColumnSelection {
    /// Indices, in the order of the request; each once.
    let columns: [Int]
    let rows: Range<Int64>
    let ranges: [ValueRange]

    init(_ request: DatasetV1.ReadColumnsRequest, of version: VersionRecord) throws(RPCError) {
        guard request.rowBegin >= 0 else { throw .invalidArgument(field: "row_begin", "must not be negative") }
        let end = request.rowEnd == 0 ? version.rowCount : request.rowEnd
        guard end >= request.rowBegin || request.rowEnd == 0 else {
            throw .invalidArgument(field: "row_end", "must not be before row_begin")
        }
        rows = request.rowBegin..<max(end, request.rowBegin)
        ranges = try ValueRange.all(request.ranges, of: version)
        columns = try Self.indices(of: request.columns, in: version)
    }

    /// Of all columns, if none is named.
    static func indices(of names: [String], in version: VersionRecord) throws(RPCError) -> [Int] {
        if names.isEmpty { return Array(version.columns.indices) }
        let known = version.columns.enumerated().reduce(into: [String: Int]()) { $0[$1.element.name] = $1.offset }
        var indices: [Int] = []
        var seen: Set<Int> = []
        for name in names {
            guard let index = known[name] else {
                throw .invalidArgument(field: "columns", "the dataset has no column \"\(name.prefix(200))\"")
            }
            if seen.insert(index).inserted { indices.append(index) }
        }
        return indices
    }
}
