internal import Crypto
internal import FoundationEssentials
internal import Messages
internal import ServiceKit

extension DatasetV1.Dataset {
    init(_ record: DatasetRecord) {
        self.init(
            name: DatasetName.dataset(record.id), displayName: record.displayName, description: record.description,
            labels: record.labels, schema: DatasetV1.Schema(columns: record.version.columns.map(DatasetV1.Column.init)),
            currentVersion: DatasetName.version(record.version.id, of: record.id), rowCount: record.version.rowCount,
            byteSize: record.version.byteSize, contentSha256: Hex.encode(record.version.contentHash),
            createTime: GoogleProtobuf.Timestamp(record.createdAt), etag: Etag.text(version: record.revision),
            updateTime: GoogleProtobuf.Timestamp(record.updatedAt ?? record.createdAt),
            deleteTime: record.deletedAt.map { GoogleProtobuf.Timestamp($0) },
            purgeTime: record.purgeAt.map { GoogleProtobuf.Timestamp($0) })
    }
}

extension DatasetV1.DatasetVersion {
    init(_ version: VersionRecord, of dataset: UUID) {
        self.init(
            name: DatasetName.version(version.id, of: dataset), rowCount: version.rowCount, byteSize: version.byteSize,
            contentSha256: Hex.encode(version.contentHash), createTime: GoogleProtobuf.Timestamp(version.createdAt),
            schema: DatasetV1.Schema(columns: version.columns.map(DatasetV1.Column.init)),
            parentVersion: version.parent.map { DatasetName.version($0, of: dataset) } ?? "",
            rejectedRows: version.rejectedRows, storedBytes: version.storedBytes)
    }
}

extension DatasetV1.UploadDatasetResponse {
    init(_ record: DatasetRecord, _ summary: IngestSummary) {
        self.init(
            dataset: DatasetV1.Dataset(record),
            rejectReport: DatasetV1.RejectReport(
                accepted: summary.acceptedRows, rejected: summary.rejectedRows, summary.rejects,
                nulledCells: summary.nulledCells), version: DatasetV1.DatasetVersion(record.version, of: record.id))
    }
}

extension DatasetV1.Column {
    init(_ column: ColumnRecord) {
        self.init(
            name: column.name, type: DatasetV1.ColumnType(column.valueType),
            role: DatasetV1.ColumnRole(column.ingestRole), missingCount: column.missing,
            missingPolicy: column.missingRejected == true ? .missingRejected : .unspecified,
            unit: column.unit ?? "")
    }
}

extension DatasetV1.ColumnRole {
    init(_ role: IngestRole) {
        self =
            switch role {
            case .feature: .feature
            case .identifier: .id
            case .eventTime: .eventTime
            case .label: .label
            case .ignored: .ignore
            }
    }
}

extension DatasetV1.RejectReport {
    init(accepted: Int64, rejected: Int64, _ rejects: [RowReject], nulledCells: Int64 = 0) {
        self.init(
            acceptedRows: accepted, rejectedRows: rejected,
            rejects: rejects.map {
                DatasetV1.Reject(
                    line: $0.line, column: $0.column, reason: $0.reason, text: $0.text, nulled: $0.isNulled)
            }, nulledCells: nulledCells)
    }
}
