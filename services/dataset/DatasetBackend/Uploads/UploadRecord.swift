internal import FoundationEssentials
internal import Messages
internal import Postgres
internal import Protobuf
internal import ServiceKit

/// A resumable upload as `dataset.uploads` keeps it.
struct UploadRecord: Sendable {
    /// By number in the table, never renumbered.
    enum State: Int, Sendable {
        case receiving = 1
        case finishing = 2
        case succeeded = 3
        case failed = 4
    }

    let id: UUID
    let spec: DatasetV1.UploadSpec
    let byteSize: Int64
    /// Bytes that are kept: where writing goes on.
    let received: Int64
    let state: State
    let readBytes: Int64
    let response: DatasetV1.UploadDatasetResponse?
    let error: String
    let createdAt: Date
    let expiresAt: Date

    static let columns =
        "id, spec, byte_size, received, state, read_bytes, response, error, created_at, expires_at"

    init(_ row: PostgresRow) throws {
        id = try row.decode(UUID.self, 0)
        spec = try DatasetV1.UploadSpec(serialized: try row.decode([UInt8].self, 1))
        byteSize = try row.decode(Int64.self, 2)
        received = try row.decode(Int64.self, 3)
        let number = try row.decode(Int.self, 4)
        guard let state = State(rawValue: number) else { throw UnknownState(number: number) }
        self.state = state
        readBytes = try row.decode(Int64.self, 5)
        response = try row.decode([UInt8]?.self, 6).map { try DatasetV1.UploadDatasetResponse(serialized: $0) }
        error = try row.decode(String.self, 7)
        createdAt = try row.decode(Date.self, 8)
        expiresAt = try row.decode(Date.self, 9)
    }

    private struct UnknownState: Error { var number: Int }
}

extension DatasetV1.Upload {
    init(_ record: UploadRecord) {
        let state: DatasetV1.Upload.State =
            switch record.state {
            case .receiving: .receiving
            case .finishing: .finishing
            case .succeeded: .succeeded
            case .failed: .failed
            }
        self.init(
            name: UploadName.text(record.id), spec: record.spec, byteSize: record.byteSize, offset: record.received,
            state: state, createTime: GoogleProtobuf.Timestamp(record.createdAt),
            expireTime: GoogleProtobuf.Timestamp(record.expiresAt), dataset: record.response?.dataset?.name ?? "",
            rejectReport: record.response?.rejectReport, error: record.error, readBytes: record.readBytes)
    }
}

/// `uploads/{upload}`.
enum UploadName {
    static func text(_ id: UUID) -> String { "uploads/\(id.text)" }
}
