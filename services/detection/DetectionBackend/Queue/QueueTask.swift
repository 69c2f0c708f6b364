import FoundationEssentials
import Postgres
import RPC

/// A piece of work that a worker holds: what to do, and the lease under which it may write.
struct QueueTask: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        /// Fit a model for an operation.
        case train
        /// Score rows `firstRow ..< firstRow + rowCount` for one result of a job.
        case score

        /// What this binary means by the kind. Workers leave tasks of a later version alone.
        var version: Int32 { 1 }
    }

    var id: Int64
    var tenant: UUID
    var kind: Kind
    var owner: UUID
    var result: UUID?
    var firstRow: Int64
    var rowCount: Int64
    /// How often it was taken up, this time included.
    var attempt: Int32
    /// The number of this claim; only the holder of the last one may write.
    var fencing: Int64
}

extension QueueTask {
    /// What this binary may take up.
    static let isKnown = SQL.joined(
        Kind.allCases.map { "kind = \($0.rawValue) AND version <= \($0.version)" }, by: " OR ")

    static let columns: SQL = "id, tenant_id, kind, owner_id, result_id, first_row, row_count, attempt, fencing"

    init(_ row: PostgresRow) throws {
        let kindText = try row.decode(String.self, 2)
        guard let kind = Kind(rawValue: kindText) else { throw TaskFailure.unknownKind(kindText) }
        self.kind = kind
        id = try row.decode(0)
        tenant = try row.decode(1)
        owner = try row.decode(3)
        result = try row.decode(4)
        firstRow = try row.decode(5)
        rowCount = try row.decode(6)
        attempt = try row.decode(7)
        fencing = try row.decode(8)
    }
}

/// Why a task did not complete.
enum TaskFailure: Error, Equatable {
    /// Another worker holds the task by now, or it is done: nothing may be written.
    case leaseLost
    /// It was taken up as often as is allowed, and each time its worker was lost.
    case workersLost
    /// A kind that this release does not know.
    case unknownKind(String)
}

extension TaskFailure: RPCErrorConvertible {
    var rpcError: RPCError {
        switch self {
        case .workersLost:
            RPCError(
                .internalError,
                "it was taken up \(DetectionLimits.taskAttemptsMax) times and no worker lived to complete it")
        case .leaseLost: RPCError(.aborted, "another worker has taken it up")
        case .unknownKind(let kind): RPCError(.unimplemented, "this release knows no task of kind \(kind)")
        }
    }
}
