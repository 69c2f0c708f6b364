// Generated from pynomaly/dataset/v1/ingest.proto by `make protos`.

package import Protobuf

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
        /// "csv", "tsv", "jsonl" or "json"; empty means what the file looks like.
        package var format: String
        /// One ASCII character; empty means what the file looks like.
        package var delimiter: String
        /// The column that holds labels; it becomes role LABEL and is never a feature.
        package var targetColumn: String
        /// Columns that identify a row; role ID, never features.
        package var idColumns: [String]
        package var labels: [String: String]
        /// "gzip", "zstd" or "none"; empty means what the file looks like.
        package var compression: String
        /// "utf-8" or "latin-1"; empty means utf-8.
        package var encoding: String
        /// One ASCII character; empty means a double quote.
        package var quote: String
        /// One ASCII character that takes the next one as it is, within quotes; empty means that a doubled quote stands for one.
        package var escape: String
        /// The first record holds values: columns are named by the schema, or column_1, column_2, ….
        package var noHeader: Bool
        /// Types, roles and missing policies of the columns it names; types of the others are inferred.
        package var schema: DatasetV1.Schema?
        package var onReject: DatasetV1.RejectPolicy
        /// Texts that mean a missing value besides the usual ones.
        package var missingTexts: [String]
        /// "datasets/{dataset}": the file's rows become a new version of it.
        package var appendTo: String
        /// Makes a repeated request harmless (AIP-155): a UUID.
        package var requestId: String

        package init() {
            displayName = ""
            description = ""
            format = ""
            delimiter = ""
            targetColumn = ""
            idColumns = []
            labels = [:]
            compression = ""
            encoding = ""
            quote = ""
            escape = ""
            noHeader = false
            schema = nil
            onReject = .unspecified
            missingTexts = []
            appendTo = ""
            requestId = ""
        }

        package init(
            displayName: String = "",
            description: String = "",
            format: String = "",
            delimiter: String = "",
            targetColumn: String = "",
            idColumns: [String] = [],
            labels: [String: String] = [:],
            compression: String = "",
            encoding: String = "",
            quote: String = "",
            escape: String = "",
            noHeader: Bool = false,
            schema: DatasetV1.Schema? = nil,
            onReject: DatasetV1.RejectPolicy = .unspecified,
            missingTexts: [String] = [],
            appendTo: String = "",
            requestId: String = ""
        ) {
            self.displayName = displayName
            self.description = description
            self.format = format
            self.delimiter = delimiter
            self.targetColumn = targetColumn
            self.idColumns = idColumns
            self.labels = labels
            self.compression = compression
            self.encoding = encoding
            self.quote = quote
            self.escape = escape
            self.noHeader = noHeader
            self.schema = schema
            self.onReject = onReject
            self.missingTexts = missingTexts
            self.appendTo = appendTo
            self.requestId = requestId
        }
    }
}

extension DatasetV1 {
    /// What could not be stored. accepted + rejected is the number of data rows in the file.
    package struct RejectReport: ProtobufMessage {
        package var acceptedRows: Int64
        package var rejectedRows: Int64
        /// The first rejects, up to a limit.
        package var rejects: [DatasetV1.Reject]
        /// Values that became missing, in accepted rows (policy NULL_VALUE).
        package var nulledCells: Int64

        package init() {
            acceptedRows = 0
            rejectedRows = 0
            rejects = []
            nulledCells = 0
        }

        package init(
            acceptedRows: Int64 = 0,
            rejectedRows: Int64 = 0,
            rejects: [DatasetV1.Reject] = [],
            nulledCells: Int64 = 0
        ) {
            self.acceptedRows = acceptedRows
            self.rejectedRows = rejectedRows
            self.rejects = rejects
            self.nulledCells = nulledCells
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
        /// The row was stored without the value (policy NULL_VALUE).
        package var nulled: Bool

        package init() {
            line = 0
            column = ""
            reason = ""
            text = ""
            nulled = false
        }

        package init(
            line: Int64 = 0,
            column: String = "",
            reason: String = "",
            text: String = "",
            nulled: Bool = false
        ) {
            self.line = line
            self.column = column
            self.reason = reason
            self.text = text
            self.nulled = nulled
        }
    }
}

extension DatasetV1 {
    /// What becomes of a row that can't be stored as it is.
    package enum RejectPolicy: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        /// The row is left out and reported; the default.
        case skipRow
        /// The first such row ends the upload, and nothing is stored.
        case failUpload
        /// A value that is not of its column's type becomes missing, and is reported; a row that is malformed is left out.
        case nullValue
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .skipRow, .failUpload, .nullValue]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .skipRow
            case 2: self = .failUpload
            case 3: self = .nullValue
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .skipRow: 1
            case .failUpload: 2
            case .nullValue: 3
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "REJECT_POLICY_UNSPECIFIED"
            case .skipRow: "SKIP_ROW"
            case .failUpload: "FAIL_UPLOAD"
            case .nullValue: "NULL_VALUE"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}
