// Generated from pynomaly/dataset/v1/columns.proto by `make protos`.

package import Protobuf

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
        package var missingPolicy: DatasetV1.MissingPolicy
        /// Of the values, for people: "ms", "°C".
        package var unit: String

        package init() {
            name = ""
            type = .unspecified
            role = .unspecified
            missingCount = 0
            missingPolicy = .unspecified
            unit = ""
        }

        package init(
            name: String = "",
            type: DatasetV1.ColumnType = .unspecified,
            role: DatasetV1.ColumnRole = .unspecified,
            missingCount: Int64 = 0,
            missingPolicy: DatasetV1.MissingPolicy = .unspecified,
            unit: String = ""
        ) {
            self.name = name
            self.type = type
            self.role = role
            self.missingCount = missingCount
            self.missingPolicy = missingPolicy
            self.unit = unit
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
        /// Chunks in which no row can fulfil all of these are left out.
        package var ranges: [DatasetV1.ColumnRange]

        package init() {
            name = ""
            columns = []
            rowBegin = 0
            rowEnd = 0
            ranges = []
        }

        package init(
            name: String = "",
            columns: [String] = [],
            rowBegin: Int64 = 0,
            rowEnd: Int64 = 0,
            ranges: [DatasetV1.ColumnRange] = []
        ) {
            self.name = name
            self.columns = columns
            self.rowBegin = rowBegin
            self.rowEnd = rowEnd
            self.ranges = ranges
        }
    }
}

extension DatasetV1 {
    /// Values of a numeric or TIMESTAMP column from `low` to `high`, both included; an absent bound does not bind.
    package struct ColumnRange: ProtobufMessage {
        package var column: String
        package var low: Double?
        package var high: Double?

        package init() {
            column = ""
            low = nil
            high = nil
        }

        package init(
            column: String = "",
            low: Double? = nil,
            high: Double? = nil
        ) {
            self.column = column
            self.low = low
            self.high = high
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
    /// What becomes of a row that has no value in the column.
    package enum MissingPolicy: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        /// It is stored, and the value is missing; the default.
        case missingAllowed
        /// It is a reject.
        case missingRejected
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .missingAllowed, .missingRejected]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .missingAllowed
            case 2: self = .missingRejected
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .missingAllowed: 1
            case .missingRejected: 2
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "MISSING_POLICY_UNSPECIFIED"
            case .missingAllowed: "MISSING_ALLOWED"
            case .missingRejected: "MISSING_REJECTED"
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
