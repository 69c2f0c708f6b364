import FoundationEssentials
package import Postgres
package import RPC

/// One page of a list that is ordered newest first: its size, and the key of the last row of the page before.
package struct Page: Sendable {
    package let size: Int
    private let after: Key?
    /// Name of the table in the statement, where columns of several meet.
    private let table: SQL

    /// Where a page ended: the creation time in microseconds, and the id that breaks ties.
    private struct Key {
        var microseconds: Int64
        var id: UUID
    }

    private static let list = "newest"

    /// - Parameter table: the name by which the statement knows the table that has `created_at` and `id`.
    package init(size: Int32, token: String, of table: String) throws(RPCError) {
        self.size = try Self.size(size)
        self.table = "\(identifier: table)"
        guard let parts = try PageToken.decode(token, Self.list, count: 2) else {
            after = nil
            return
        }
        guard let microseconds = Int64(parts[0]), let id = UUID(uuidString: parts[1]) else { throw PageToken.refusal }
        after = Key(microseconds: microseconds, id: id)
    }

    /// The size that a request means: none is the default, and too many are cut to the most there are.
    package static func size(_ requested: Int32) throws(RPCError) -> Int {
        guard requested >= 0 else { throw .invalidArgument(field: "page_size", "must not be negative") }
        return requested == 0 ? ServiceLimits.pageSizeDefault : min(Int(requested), ServiceLimits.pageSizeMax)
    }

    /// The columns that the next page's key is read from.
    package var keyColumns: SQL {
        """
        \(table).id AS page_id, (extract(epoch FROM \(table).created_at) * 1000000)::bigint AS page_microseconds
        """
    }

    /// Restricts a statement to what follows the last page.
    package var condition: SQL {
        guard let after else { return "true" }
        return """
            (\(table).created_at, \(table).id)
                < (to_timestamp(0) + \(after.microseconds) * interval '1 microsecond', \(after.id))
            """
    }

    /// The order, and one row more than the page holds, to see whether there is a next one.
    package var order: SQL { "ORDER BY \(table).created_at DESC, \(table).id DESC LIMIT \(size + 1)" }

    /// The rows of the page, and the token of the next one; empty when this is the last.
    package func cut(_ rows: PostgresRows) throws -> (rows: [PostgresRow], nextToken: String) {
        let kept = Array(rows.prefix(size))
        guard rows.count > size, let last = kept.last else { return (kept, "") }
        let microseconds = try last.decode(Int64.self, "page_microseconds")
        let id = try last.decode(UUID.self, "page_id")
        return (kept, PageToken.encode(Self.list, "\(microseconds)", id.text))
    }
}
