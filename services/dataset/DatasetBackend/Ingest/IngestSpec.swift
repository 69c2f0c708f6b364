/// What the uploader says about the table in a file.
struct IngestSpec: Sendable {
    var dialect = CSVDialect()
    /// The first record names the columns; otherwise the given columns do, in order, and the rest is column_2, ….
    var hasHeader = true
    /// Empty if there is none.
    var targetColumn = ""
    var idColumns: [String] = []
    var columns: [GivenColumn] = []
    /// The given columns need not be in the file.
    var allowsAbsentColumns = false
    var policy = RejectPolicy.skipRow
    var missingTexts = MissingTexts()
}

/// What is known of a column beforehand; what is nil is found out.
struct GivenColumn: Sendable, Equatable {
    var name: String
    var type: ValueType?
    var role: IngestRole?
    var isMissingRejected = false
    var unit = ""
}

/// What becomes of a row that can't be stored as it is.
enum RejectPolicy: Sendable, Equatable {
    /// It is left out and reported.
    case skipRow
    /// It ends the upload.
    case failUpload
    /// A value that is not of its column's type becomes missing, and is reported; else as `skipRow`.
    case nullValue
}

/// What a column is for. The raw values are stored: never renumber.
enum IngestRole: UInt8, Sendable, Hashable {
    case feature = 1
    case identifier = 2
    case eventTime = 3
    case label = 4
    case ignored = 5
}

struct IngestColumn: Sendable, Equatable {
    var name: String
    var role: IngestRole
    /// Until a value is present it is FLOAT, provisionally.
    var type = ValueType.float
    var isDecided = false
    /// The uploader has given the type: it never widens.
    var isGiven = false
    var isMissingRejected = false
    var unit = ""
    var missingCount: Int64 = 0
    /// Chunks that were cut before hold the column in a narrower type.
    var wasWidened = false
    /// The first row of the chunk in which the column came up; chunks that were handed out before lack its block, and
    /// their rows miss its value.
    var firstRow: Int64 = 0

    /// Integers whose text must come back.
    var keepsText: Bool { role == .identifier && !isGiven }
}

/// What became of a file. `accepted + rejected` is the number of its data rows.
struct IngestSummary: Sendable, Equatable {
    var columns: [IngestColumn]
    var acceptedRows: Int64
    var rejectedRows: Int64
    var rejects: [RowReject]
    /// Values that became missing, in accepted rows.
    var nulledCells: Int64 = 0
}
