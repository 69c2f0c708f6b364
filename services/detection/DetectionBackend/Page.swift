import Crypto
import FoundationEssentials
import Postgres
import RPC

/// One page of a list that is ordered newest first: its size, and the key of the last row of the page before.
struct Page {
    var size: Int
    var after: Key?

    /// Where a page ended: the creation time in microseconds, and the id that breaks ties.
    struct Key {
        var microseconds: Int64
        var id: UUID
    }

    init(size: Int32, token: String) throws(RPCError) {
        guard size >= 0 else { throw .invalidArgument(field: "page_size", "must not be negative") }
        self.size = size == 0 ? DetectionLimits.pageSizeDefault : min(Int(size), DetectionLimits.pageSizeMax)
        guard !token.isEmpty else { return }
        guard let bytes = try? Base64URL.decode(token),
            let key = Key(text: String(decoding: bytes, as: UTF8.self))
        else { throw .invalidArgument(field: "page_token", "is not a token that a list returned") }
        after = key
    }

    /// Restricts a statement over `created_at DESC, id` to what follows the last page, one row more than fits.
    var condition: SQL {
        guard let after else { return "true" }
        return """
            (date_trunc('microseconds', created_at), id)
                < (to_timestamp(0) + \(after.microseconds) * interval '1 microsecond', \(after.id))
            """
    }

    /// One more than the page holds, to see whether there is a next one.
    var fetchCount: Int { size + 1 }
}

extension Page.Key {
    fileprivate init?(text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let microseconds = Int64(parts[0]), let id = UUID(uuidString: String(parts[1])) else {
            return nil
        }
        self.init(microseconds: microseconds, id: id)
    }

    var token: String { Base64URL.encode(Array("\(microseconds)/\(id.text)".utf8)) }
}

extension Page {
    /// The columns that the next page's key is read from.
    static let keyColumns: SQL =
        "id AS page_id, (extract(epoch FROM created_at) * 1000000)::bigint AS page_microseconds"

    /// The rows of the page, and the token of the next one; empty when this is the last.
    func cut(_ rows: PostgresRows) throws -> (rows: [PostgresRow], nextToken: String) {
        let kept = Array(rows.prefix(size))
        guard rows.count > size, let last = kept.last else { return (kept, "") }
        let key = Key(
            microseconds: try last.decode(Int64.self, "page_microseconds"), id: try last.decode(UUID.self, "page_id"))
        return (kept, key.token)
    }
}
