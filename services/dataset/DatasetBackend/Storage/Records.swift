internal import FoundationEssentials

/// A column as `dataset_versions.columns` keeps it. Types and roles by number, never renumbered.
struct ColumnRecord: Sendable, Equatable, Codable {
    var name: String
    var type: UInt8
    var role: UInt8
    var missing: Int64
    /// Nil is no.
    var missingRejected: Bool?
    var unit: String?

    init(_ column: IngestColumn) {
        name = column.name
        type = column.type.rawValue
        role = column.role.rawValue
        missing = column.missingCount
        missingRejected = column.isMissingRejected ? true : nil
        unit = column.unit.isEmpty ? nil : column.unit
    }

    var valueType: ValueType { ValueType(rawValue: type) ?? .string }
    var ingestRole: IngestRole { IngestRole(rawValue: role) ?? .feature }
}

/// A version that exists. Its rows never change, nor do names and types of its columns.
struct VersionRecord: Sendable, Equatable {
    var id: UUID
    var rowCount: Int64
    var rejectedRows: Int64
    /// Of the files and rows that were uploaded, up to this version.
    var byteSize: Int64
    var contentHash: [UInt8]
    var columns: [ColumnRecord]
    /// The version that it adds rows to.
    var parent: UUID?
    /// Of its blocks. Like the time, known once it is published.
    var storedBytes: Int64 = 0
    var createdAt = Date(timeIntervalSince1970: 0)
}

struct DatasetRecord: Sendable, Equatable {
    var id: UUID
    var displayName: String
    var description: String
    var labels: [String: String]
    var createdAt: Date
    /// How often it changed.
    var revision: Int64 = 1
    /// Nil if it never did.
    var updatedAt: Date?
    var deletedAt: Date?
    var purgeAt: Date?
    var version: VersionRecord
}

/// One column of one chunk: where its block is and what it is about.
struct BlockRecord: Sendable, Equatable {
    var columnIndex: Int
    var chunkIndex: Int
    var firstRow: Int64
    var rowCount: Int
    var type: ValueType
    var blobHash: BlobHash
    var blobSize: Int
}

/// A version that is being written.
struct DraftVersion: Sendable {
    let id: UUID
    let tenant: String

    init(id: UUID = UUID(), tenant: String) {
        self.id = id
        self.tenant = tenant
    }
}
