internal import Crypto
internal import FoundationEssentials
internal import RPC

/// Sizes and tokens of pages.
enum Paging {
    static func size(_ requested: Int32, limits: DatasetLimits) throws(RPCError) -> Int {
        guard requested >= 0 else { throw .invalidArgument(field: "page_size", "must not be negative") }
        return requested == 0 ? limits.pageSizeDefault : min(Int(requested), limits.pageSizeMax)
    }

    static func token(_ position: ListPosition) -> String {
        encode("d|\(position.createdAt)|\(position.id.text)")
    }

    /// Nil for an empty token, which asks for the first page.
    static func listPosition(_ token: String) throws(RPCError) -> ListPosition? {
        if token.isEmpty { return nil }
        let parts = try decode(token)
        guard parts.count == 3, parts[0] == "d", let id = UUID(uuidString: parts[2]),
            parts[1].isRFC3339, parts[1].utf8.count <= 40
        else { throw invalidToken }
        return ListPosition(createdAt: parts[1], id: id)
    }

    /// A place among the rows of one version, so that a listing goes on in the version in which it began.
    static func token(version: UUID, row: Int64) -> String { encode("r|\(version.text)|\(row)") }

    static func rowPosition(_ token: String) throws(RPCError) -> (version: UUID, row: Int64)? {
        if token.isEmpty { return nil }
        let parts = try decode(token)
        guard parts.count == 3, parts[0] == "r", let version = UUID(uuidString: parts[1]), let row = Int64(parts[2]),
            row >= 0
        else { throw invalidToken }
        return (version, row)
    }

    private static func encode(_ text: String) -> String { Base64URL.encode(Array(text.utf8)) }

    private static func decode(_ token: String) throws(RPCError) -> [String] {
        guard token.utf8.count <= 200, let bytes = try? Base64URL.decode(token) else { throw invalidToken }
        return String(decoding: bytes, as: UTF8.self).split(separator: "|").map(String.init)
    }

    private static var invalidToken: RPCError {
        .invalidArgument(field: "page_token", "is not one that this method returned")
    }
}

extension String {
    fileprivate var isRFC3339: Bool {
        Array(utf8).withUnsafeBufferPointer { TimestampParser.microseconds($0) != nil }
    }
}
