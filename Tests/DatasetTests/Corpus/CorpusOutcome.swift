@testable import DatasetBackend

/// What became of a file, in words that are compared and shown: a line of text for each column, row and reject.
struct CorpusOutcome: Equatable {
    var columns: [String] = []
    var roles: [String: String] = [:]
    var rows: [String] = []
    var rejects: [String] = []
    var accepted: Int64 = 0
    var rejected: Int64 = 0
    var nulled: Int64 = 0
    var error: String?
}

extension CorpusOutcome {
    /// What becomes of the file when it comes in these pieces.
    init(
        of pieces: [ArraySlice<UInt8>], _ request: UploadRequest, limits: FormatLimits = .standard,
        ingestLimits: IngestLimits = .standard
    ) throws {
        do {
            let table = try IngestedTable(
                file: pieces, spec: request.file, ingest: request.ingest, limits: limits, ingestLimits: ingestLimits)
            let summary = table.summary
            columns = summary.columns.map { Self.exact("\($0.name): \($0.type.name)") }
            for column in summary.columns { roles[column.name] = column.role.name }
            rows = table.rows.map(Self.line)
            rejects = summary.rejects.map {
                Self.line(line: $0.line, column: $0.column, reason: $0.reason, text: $0.text, isNulled: $0.isNulled)
            }
            (accepted, rejected, nulled) = (summary.acceptedRows, summary.rejectedRows, summary.nulledCells)
        } catch let error as IngestError {
            self.error = error.message
        } catch let error as FormatError {
            self.error = error.message
        }
    }

    init(_ expected: CorpusCase.Expected) throws {
        error = expected.error
        guard let columns = expected.columns, let rows = expected.rows, let records = expected.records else {
            if error == nil { throw CorpusFault("neither an error nor columns, records and rows") }
            return
        }
        self.columns = columns.map { Self.exact($0.joined(separator: ": ")) }
        roles = expected.roles ?? [:]
        self.rows = try rows.map { row in
            guard row.count == columns.count else { throw CorpusFault("a row of \(row.count) values") }
            return Self.line(try zip(row, columns).map { try $0.value(of: $1[1]) })
        }
        let rejects = expected.rejects ?? []
        self.rejects = rejects.map {
            Self.line(
                line: $0.line, column: $0.column, reason: $0.reason, text: $0.text, isNulled: $0.nulled ?? false)
        }
        accepted = Int64(rows.count)
        nulled = Int64(rejects.count { $0.nulled == true })
        rejected = records - accepted
    }

    private static func line(_ row: [TestValue]) -> String { exact(row.map(\.description).joined(separator: " | ")) }

    /// Swift takes "ñ" for "n" with a tilde; a file does not.
    private static func exact(_ text: String) -> String {
        text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
    }

    private static func line(line: Int64, column: String, reason: String, text: String, isNulled: Bool) -> String {
        exact("line \(line), '\(column)': \(reason): '\(text)'" + (isNulled ? " (nulled)" : ""))
    }
}

extension CorpusCase.JSONValue {
    fileprivate func value(of type: String) throws -> TestValue {
        switch (type, self) {
        case (_, .missing): return .missing
        case ("INTEGER", .integer(let value)): return .integer(value)
        case ("FLOAT", .integer(let value)): return .float(Double(value))
        case ("FLOAT", .number(let value)): return .float(value)
        case ("FLOAT", .text("Infinity")): return .float(.infinity)
        case ("FLOAT", .text("-Infinity")): return .float(-.infinity)
        case ("FLOAT", .text("-0.0")): return .float(-0.0)
        case ("BOOLEAN", .boolean(let value)): return .boolean(value)
        case ("TIMESTAMP", .text(let value)): return .timestamp(value)
        case ("STRING", .text(let value)): return .string(value)
        default: throw CorpusFault("\(self) is no value of \(type)")
        }
    }
}

extension ValueType {
    /// As the API writes it.
    fileprivate var name: String {
        switch self {
        case .integer: "INTEGER"
        case .float: "FLOAT"
        case .boolean: "BOOLEAN"
        case .timestamp: "TIMESTAMP"
        case .string: "STRING"
        }
    }
}

extension IngestRole {
    /// As the API writes it.
    fileprivate var name: String {
        switch self {
        case .feature: "FEATURE"
        case .identifier: "ID"
        case .eventTime: "EVENT_TIME"
        case .label: "LABEL"
        case .ignored: "IGNORE"
        }
    }
}
