// Generated from pynomaly/dataset/v1/dataset.proto by `make protos`.

package import Protobuf

extension DatasetV1 {
    package struct Dataset: ProtobufMessage {
        /// "datasets/{dataset}".
        package var name: String
        package var displayName: String
        package var description: String
        package var labels: [String: String]
        package var schema: DatasetV1.Schema?
        /// "datasets/{dataset}/versions/{version}": the version that reads resolve to.
        package var currentVersion: String
        package var rowCount: Int64
        /// Bytes of the uploaded file.
        package var byteSize: Int64
        /// SHA-256 over the version's canonical content, lower-case hexadecimal.
        package var contentSha256: String
        package var createTime: GoogleProtobuf.Timestamp?
        package var etag: String

        package init() {
            name = ""
            displayName = ""
            description = ""
            labels = [:]
            schema = nil
            currentVersion = ""
            rowCount = 0
            byteSize = 0
            contentSha256 = ""
            createTime = nil
            etag = ""
        }

        package init(
            name: String = "",
            displayName: String = "",
            description: String = "",
            labels: [String: String] = [:],
            schema: DatasetV1.Schema? = nil,
            currentVersion: String = "",
            rowCount: Int64 = 0,
            byteSize: Int64 = 0,
            contentSha256: String = "",
            createTime: GoogleProtobuf.Timestamp? = nil,
            etag: String = ""
        ) {
            self.name = name
            self.displayName = displayName
            self.description = description
            self.labels = labels
            self.schema = schema
            self.currentVersion = currentVersion
            self.rowCount = rowCount
            self.byteSize = byteSize
            self.contentSha256 = contentSha256
            self.createTime = createTime
            self.etag = etag
        }
    }
}

extension DatasetV1 {
    package struct Schema: ProtobufMessage {
        package var columns: [DatasetV1.Column]

        package init() {
            columns = []
        }

        package init(
            columns: [DatasetV1.Column] = []
        ) {
            self.columns = columns
        }
    }
}

extension DatasetV1 {
    package struct Column: ProtobufMessage {
        package var name: String
        package var type: DatasetV1.ColumnType
        package var role: DatasetV1.ColumnRole
        package var missingCount: Int64

        package init() {
            name = ""
            type = .unspecified
            role = .unspecified
            missingCount = 0
        }

        package init(
            name: String = "",
            type: DatasetV1.ColumnType = .unspecified,
            role: DatasetV1.ColumnRole = .unspecified,
            missingCount: Int64 = 0
        ) {
            self.name = name
            self.type = type
            self.role = role
            self.missingCount = missingCount
        }
    }
}

extension DatasetV1 {
    package struct GetDatasetRequest: ProtobufMessage {
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension DatasetV1 {
    package struct ListDatasetsRequest: ProtobufMessage {
        package var pageSize: Int32
        package var pageToken: String

        package init() {
            pageSize = 0
            pageToken = ""
        }

        package init(
            pageSize: Int32 = 0,
            pageToken: String = ""
        ) {
            self.pageSize = pageSize
            self.pageToken = pageToken
        }
    }
}

extension DatasetV1 {
    package struct ListDatasetsResponse: ProtobufMessage {
        package var datasets: [DatasetV1.Dataset]
        package var nextPageToken: String

        package init() {
            datasets = []
            nextPageToken = ""
        }

        package init(
            datasets: [DatasetV1.Dataset] = [],
            nextPageToken: String = ""
        ) {
            self.datasets = datasets
            self.nextPageToken = nextPageToken
        }
    }
}

extension DatasetV1 {
    package struct DeleteDatasetRequest: ProtobufMessage {
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension DatasetV1 {
    package struct UploadDatasetRequest: ProtobufMessage {
        package var part: Part?

        package init() {
            part = nil
        }

        package init(
            part: Part? = nil
        ) {
            self.part = part
        }

        package enum Part: Sendable, Equatable {
            case spec(DatasetV1.UploadSpec)
            case chunk(ByteSlice)
        }
    }
}

extension DatasetV1 {
    package struct UploadSpec: ProtobufMessage {
        package var displayName: String
        package var description: String
        /// "csv"; empty means csv.
        package var format: String
        /// One ASCII character; empty means a comma.
        package var delimiter: String
        /// The column that holds labels; it becomes role LABEL and is never a feature.
        package var targetColumn: String
        /// Columns that identify a row; role ID, never features.
        package var idColumns: [String]
        package var labels: [String: String]

        package init() {
            displayName = ""
            description = ""
            format = ""
            delimiter = ""
            targetColumn = ""
            idColumns = []
            labels = [:]
        }

        package init(
            displayName: String = "",
            description: String = "",
            format: String = "",
            delimiter: String = "",
            targetColumn: String = "",
            idColumns: [String] = [],
            labels: [String: String] = [:]
        ) {
            self.displayName = displayName
            self.description = description
            self.format = format
            self.delimiter = delimiter
            self.targetColumn = targetColumn
            self.idColumns = idColumns
            self.labels = labels
        }
    }
}

extension DatasetV1 {
    package struct UploadDatasetResponse: ProtobufMessage {
        package var dataset: DatasetV1.Dataset?
        package var rejectReport: DatasetV1.RejectReport?

        package init() {
            dataset = nil
            rejectReport = nil
        }

        package init(
            dataset: DatasetV1.Dataset? = nil,
            rejectReport: DatasetV1.RejectReport? = nil
        ) {
            self.dataset = dataset
            self.rejectReport = rejectReport
        }
    }
}

extension DatasetV1 {
    /// Rows that could not be stored. accepted + rejected is the number of data rows in the file.
    package struct RejectReport: ProtobufMessage {
        package var acceptedRows: Int64
        package var rejectedRows: Int64
        /// The first rejects, up to a limit.
        package var rejects: [DatasetV1.Reject]

        package init() {
            acceptedRows = 0
            rejectedRows = 0
            rejects = []
        }

        package init(
            acceptedRows: Int64 = 0,
            rejectedRows: Int64 = 0,
            rejects: [DatasetV1.Reject] = []
        ) {
            self.acceptedRows = acceptedRows
            self.rejectedRows = rejectedRows
            self.rejects = rejects
        }
    }
}

extension DatasetV1 {
    package struct Reject: ProtobufMessage {
        /// Line of the file on which the row begins; the header is line 1.
        package var line: Int64
        /// Empty when the row as a whole is malformed.
        package var column: String
        package var reason: String
        /// The offending text, shortened.
        package var text: String

        package init() {
            line = 0
            column = ""
            reason = ""
            text = ""
        }

        package init(
            line: Int64 = 0,
            column: String = "",
            reason: String = "",
            text: String = ""
        ) {
            self.line = line
            self.column = column
            self.reason = reason
            self.text = text
        }
    }
}

extension DatasetV1 {
    package struct ListRowsRequest: ProtobufMessage {
        package var parent: String
        package var pageSize: Int32
        package var pageToken: String

        package init() {
            parent = ""
            pageSize = 0
            pageToken = ""
        }

        package init(
            parent: String = "",
            pageSize: Int32 = 0,
            pageToken: String = ""
        ) {
            self.parent = parent
            self.pageSize = pageSize
            self.pageToken = pageToken
        }
    }
}

extension DatasetV1 {
    package struct ListRowsResponse: ProtobufMessage {
        package var rows: [DatasetV1.Row]
        package var nextPageToken: String

        package init() {
            rows = []
            nextPageToken = ""
        }

        package init(
            rows: [DatasetV1.Row] = [],
            nextPageToken: String = ""
        ) {
            self.rows = rows
            self.nextPageToken = nextPageToken
        }
    }
}

extension DatasetV1 {
    package struct Row: ProtobufMessage {
        package var rowIndex: Int64
        /// Missing values are null; integers beyond 2^53 are strings, so that no digit is lost.
        package var values: GoogleProtobuf.Struct?

        package init() {
            rowIndex = 0
            values = nil
        }

        package init(
            rowIndex: Int64 = 0,
            values: GoogleProtobuf.Struct? = nil
        ) {
            self.rowIndex = rowIndex
            self.values = values
        }
    }
}

extension DatasetV1 {
    package struct ReadColumnsRequest: ProtobufMessage {
        /// "datasets/{dataset}" or "datasets/{dataset}/versions/{version}".
        package var name: String
        /// Empty means every column.
        package var columns: [String]
        /// Half-open range of rows; row_end 0 means the end. Whole chunks that intersect it are sent.
        package var rowBegin: Int64
        package var rowEnd: Int64

        package init() {
            name = ""
            columns = []
            rowBegin = 0
            rowEnd = 0
        }

        package init(
            name: String = "",
            columns: [String] = [],
            rowBegin: Int64 = 0,
            rowEnd: Int64 = 0
        ) {
            self.name = name
            self.columns = columns
            self.rowBegin = rowBegin
            self.rowEnd = rowEnd
        }
    }
}

extension DatasetV1 {
    /// One column of one chunk.
    package struct ColumnBlock: ProtobufMessage {
        package var column: String
        package var type: DatasetV1.ColumnType
        package var firstRow: Int64
        package var rowCount: Int32
        package var encoding: DatasetV1.BlockEncoding
        /// One bit per row, least significant first, 1 = present; empty means that every row is present.
        package var validity: ByteSlice
        /// Distinct strings of a STRING column, each a little-endian u32 length and UTF-8 bytes.
        package var dictionary: ByteSlice
        /// FLOAT: f64; INTEGER: i64; TIMESTAMP: i64 microseconds since the epoch; BOOLEAN: u8;
        /// STRING: u32 dictionary index. Little-endian, row_count values, a missing one is zero.
        package var data: ByteSlice

        package init() {
            column = ""
            type = .unspecified
            firstRow = 0
            rowCount = 0
            encoding = .unspecified
            validity = ByteSlice()
            dictionary = ByteSlice()
            data = ByteSlice()
        }

        package init(
            column: String = "",
            type: DatasetV1.ColumnType = .unspecified,
            firstRow: Int64 = 0,
            rowCount: Int32 = 0,
            encoding: DatasetV1.BlockEncoding = .unspecified,
            validity: ByteSlice = ByteSlice(),
            dictionary: ByteSlice = ByteSlice(),
            data: ByteSlice = ByteSlice()
        ) {
            self.column = column
            self.type = type
            self.firstRow = firstRow
            self.rowCount = rowCount
            self.encoding = encoding
            self.validity = validity
            self.dictionary = dictionary
            self.data = data
        }
    }
}

extension DatasetV1 {
    package enum ColumnType: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        case integer
        case float
        case boolean
        case timestamp
        case string
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .integer, .float, .boolean, .timestamp, .string]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .integer
            case 2: self = .float
            case 3: self = .boolean
            case 4: self = .timestamp
            case 5: self = .string
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .integer: 1
            case .float: 2
            case .boolean: 3
            case .timestamp: 4
            case .string: 5
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "COLUMN_TYPE_UNSPECIFIED"
            case .integer: "INTEGER"
            case .float: "FLOAT"
            case .boolean: "BOOLEAN"
            case .timestamp: "TIMESTAMP"
            case .string: "STRING"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DatasetV1 {
    package enum ColumnRole: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        case feature
        case id
        case eventTime
        case label
        case ignore
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .feature, .id, .eventTime, .label, .ignore]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .feature
            case 2: self = .id
            case 3: self = .eventTime
            case 4: self = .label
            case 5: self = .ignore
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .feature: 1
            case .id: 2
            case .eventTime: 3
            case .label: 4
            case .ignore: 5
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "COLUMN_ROLE_UNSPECIFIED"
            case .feature: "FEATURE"
            case .id: "ID"
            case .eventTime: "EVENT_TIME"
            case .label: "LABEL"
            case .ignore: "IGNORE"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DatasetV1 {
    /// How `dictionary` and `data` are compressed, each on its own.
    package enum BlockEncoding: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        case plain
        case zstd
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .plain, .zstd]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .plain
            case 2: self = .zstd
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .plain: 1
            case .zstd: 2
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "BLOCK_ENCODING_UNSPECIFIED"
            case .plain: "PLAIN"
            case .zstd: "ZSTD"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}
