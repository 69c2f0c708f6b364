internal import FoundationEssentials
internal import RPC
internal import ServiceKit

/// A place among the rows of one version, so that a listing goes on in the version in which it began.
struct RowPosition: Sendable, Equatable {
    var version: UUID
    var row: Int64

    private static let list = "rows"

    init(version: UUID, row: Int64) {
        self.version = version
        self.row = row
    }

    /// Nil for an empty token, which asks for the first page.
    init?(token: String) throws(RPCError) {
        guard let parts = try PageToken.decode(token, Self.list, count: 2) else { return nil }
        guard let version = UUID(uuidString: parts[0]), let row = Int64(parts[1]), row >= 0 else {
            throw PageToken.refusal
        }
        self.init(version: version, row: row)
    }

    var token: String { PageToken.encode(Self.list, version.text, "\(row)") }
}
