internal import RPC
internal import ServiceKit

/// The `filter` of a listing of rows (AIP-160) over a version's columns.
///
/// As in other listings, a missing value fulfils no comparison, `!=` included, and the negation of one by NOT is true
/// then; `column = null` asks for it. Chunks whose statistics refute the filter are not read.
struct RowFilter: Sendable {
    indirect enum Condition: Sendable {
        case all([Condition])
        case any([Condition])
        case not(Condition)
        case test(ColumnTest)
    }

    private let condition: Condition
    /// Indices of the columns that it asks about, each once.
    let columns: [Int]

    /// Nil for a filter that says nothing.
    init?(_ text: String, of version: VersionRecord) throws(RPCError) {
        guard let expression = try FilterExpression.parse(text) else { return nil }
        var columns: [Int] = []
        condition = try Self.condition(expression, version, &columns)
        self.columns = columns
    }

    private static func condition(
        _ expression: FilterExpression, _ version: VersionRecord, _ columns: inout [Int]
    ) throws(RPCError) -> Condition {
        switch expression {
        case .all(let parts): return .all(try conditions(parts, version, &columns))
        case .any(let parts): return .any(try conditions(parts, version, &columns))
        case .not(let inner): return .not(try condition(inner, version, &columns))
        case .comparison(let comparison):
            guard let index = version.columns.firstIndex(where: { $0.name == comparison.field }) else {
                throw Filter.refusal(
                    "the dataset has no column \"\(comparison.field.prefix(200))\"", at: comparison.fieldPosition)
            }
            if !columns.contains(index) { columns.append(index) }
            return .test(try ColumnTest(comparison, column: index, type: version.columns[index].valueType))
        }
    }

    private static func conditions(
        _ parts: [FilterExpression], _ version: VersionRecord, _ columns: inout [Int]
    ) throws(RPCError) -> [Condition] {
        var conditions: [Condition] = []
        for part in parts { conditions.append(try condition(part, version, &columns)) }
        return conditions
    }

    /// Whether a row of the chunk can fulfil it; true where that is not known.
    func mayMatch(_ statistics: (Int) -> ChunkStatistics?) -> Bool { Self.mayMatch(condition, statistics) }

    private static func mayMatch(_ condition: Condition, _ statistics: (Int) -> ChunkStatistics?) -> Bool {
        switch condition {
        case .all(let parts): parts.allSatisfy { mayMatch($0, statistics) }
        case .any(let parts): parts.contains { mayMatch($0, statistics) }
        case .not: true
        case .test(let test): statistics(test.column).map(test.mayMatch) ?? true
        }
    }

    /// Which rows fulfil it.
    ///
    /// - Parameter table: of `columns`, in their order.
    func matches(_ table: ChunkTable) -> [Bool] { matches(condition, table) }

    private func matches(_ condition: Condition, _ table: ChunkTable) -> [Bool] {
        switch condition {
        case .all(let parts): return joined(parts, table) { $0 && $1 }
        case .any(let parts): return joined(parts, table) { $0 || $1 }
        case .not(let inner): return matches(inner, table).map { !$0 }
        case .test(let test):
            guard let position = columns.firstIndex(of: test.column) else { return [] }
            return test.matches(table.columns[position])
        }
    }

    private func joined(_ parts: [Condition], _ table: ChunkTable, _ join: (Bool, Bool) -> Bool) -> [Bool] {
        guard var result = parts.first.map({ matches($0, table) }) else { return [] }
        for part in parts.dropFirst() {
            let other = matches(part, table)
            for row in result.indices { result[row] = join(result[row], other[row]) }
        }
        return result
    }
}
