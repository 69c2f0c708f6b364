import FoundationEssentials
import Messages
import RPC

/// Where detection reads data: the dataset service, or a table in memory in tests.
protocol DatasetSource: Sendable {
    /// The version that a name resolves to.
    ///
    /// - Throws: NOT_FOUND for a dataset or version that the tenant does not have.
    func describe(_ name: String, tenant: UUID) async throws(RPCError) -> DatasetDescription

    /// The version that a task which has begun reads, also when its dataset was deleted since.
    func describe(version: String, tenant: UUID) async throws(RPCError) -> DatasetDescription

    /// Hands the blocks of the chunks that intersect `rows` to `each`, in row order.
    func read(
        _ version: String, columns: [String], rows: Range<Int64>, tenant: UUID,
        each: (DatasetV1.ColumnBlock) async throws -> Void
    ) async throws
}

extension DatasetSource {
    func describe(version: String, tenant: UUID) async throws(RPCError) -> DatasetDescription {
        try await describe(version, tenant: tenant)
    }
}

/// A dataset version as detection sees it.
struct DatasetDescription: Sendable {
    var dataset: UUID
    /// "datasets/{dataset}/versions/{version}".
    var version: String
    var rowCount: Int64
    var columns: [DatasetV1.Column]

    /// The column that says when each row was.
    var timeColumn: DatasetV1.Column? {
        columns.first { $0.role == .eventTime && $0.type == .timestamp }
    }

    func column(role: DatasetV1.ColumnRole) -> DatasetV1.Column? {
        columns.first { $0.role == role }
    }
}

extension DatasetV1.ColumnType {
    var isNumeric: Bool {
        switch self {
        case .integer, .float, .boolean: true
        default: false
        }
    }

    var canBeCategories: Bool {
        switch self {
        case .string, .integer, .boolean: true
        default: false
        }
    }
}
