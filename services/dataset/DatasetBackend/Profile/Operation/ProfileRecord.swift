internal import FoundationEssentials
internal import Messages
internal import Postgres
internal import Protobuf
internal import RPC
internal import ServiceKit

/// A row of `profiles` with the dataset it is about.
struct ProfileRecord: Sendable {
    enum State: String, Sendable {
        case running, succeeded, failed, cancelled
    }

    var id: UUID
    var version: UUID
    var dataset: UUID
    var state: State
    var progressPercent: Int32
    var profile: [UInt8]?
    var errorCode: Int32
    var errorMessage: String
    var createdAt: Date

    static let columns: SQL = """
        p.id, p.version_id, v.dataset_id, p.state, p.progress_percent, p.profile, p.error_code, p.error_message,
        p.created_at
        """

    /// Of datasets that are not deleted.
    static let tables: SQL = """
        profiles p JOIN dataset_versions v ON v.id = p.version_id
        JOIN datasets d ON d.id = v.dataset_id AND d.deleted_at IS NULL
        """

    init(_ row: PostgresRow) throws {
        id = try row.decode(UUID.self, 0)
        version = try row.decode(UUID.self, 1)
        dataset = try row.decode(UUID.self, 2)
        guard let state = State(rawValue: try row.decode(String.self, 3)) else {
            throw RPCError(.internalError, "A profile has a state that this release does not know.")
        }
        self.state = state
        progressPercent = try row.decode(Int32.self, 4)
        profile = try row.decode([UInt8]?.self, 5)
        errorCode = try row.decode(Int32.self, 6)
        errorMessage = try row.decode(String.self, 7)
        createdAt = try row.decode(Date.self, 8)
    }

    static func operationName(_ id: UUID) -> String { "operations/dataset/\(id.text)" }
}

extension ProfileRecord {
    /// AIP-151.
    func operation() throws -> GoogleLongrunning.Operation {
        var operation = GoogleLongrunning.Operation()
        operation.name = Self.operationName(id)
        operation.metadata = GoogleProtobuf.`Any`(
            packing: DatasetV1.ProfileDatasetMetadata(
                datasetVersion: DatasetName.version(version, of: dataset), progressPercent: progressPercent,
                createTime: GoogleProtobuf.Timestamp(createdAt)))
        operation.done = state != .running
        switch state {
        case .running: break
        case .succeeded:
            operation.result = .response(
                GoogleProtobuf.`Any`(packing: try DatasetV1.DatasetProfile(serialized: profile ?? [])))
        case .failed, .cancelled:
            operation.result = .error(GoogleRpc.Status(code: errorCode, message: errorMessage))
        }
        return operation
    }
}
