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
            createTime: GoogleProtobuf.Timestamp(record.createdAt),
            // What may change of a dataset so far is its version.
            etag: record.version.id.text)
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
