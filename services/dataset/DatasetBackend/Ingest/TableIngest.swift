/// What the uploader says about the file.
struct IngestSpec: Sendable {
    var delimiter = ASCII.comma
    /// Empty if there is none.
    var targetColumn = ""
    var idColumns: [String] = []
}

/// What a column is for. The raw values are stored: never renumber.
enum IngestRole: UInt8, Sendable, Hashable {
    case feature = 1
    case identifier = 2
    case eventTime = 3
    case label = 4
}

struct IngestColumn: Sendable, Equatable {
    var name: String
    var role: IngestRole
    /// Until a value is present it is FLOAT, provisionally.
    var type = ValueType.float
    var isDecided = false
    var missingCount: Int64 = 0
    /// Chunks that were cut before hold the column in a narrower type.
    var wasWidened = false
    /// The first row of the chunk in which the column came up; chunks that were handed out before lack its block, and
    /// their rows miss its value.
    var firstRow: Int64 = 0
}

/// What became of a file. `accepted + rejected` is the number of its data rows.
struct IngestSummary: Sendable, Equatable {
    var columns: [IngestColumn]
    var acceptedRows: Int64
    var rejectedRows: Int64
    var rejects: [RowReject]
}

/// Turns the bytes of a CSV file into chunks of typed, compressed columns, in memory that does not grow with the file.
///
/// Types are decided on a sample, the file's first rows (see `TypeTally`). Later values may widen a column (INTEGER to
/// FLOAT; an identifier to STRING; one without any value so far to whatever comes): its blocks in chunks already handed
/// out keep their narrower type, which `IngestColumn.wasWidened` tells, and the caller widens them. A value that
/// contradicts its column's type otherwise rejects its row. Lines without any character are not rows, except in a file
/// of one column, where they are missing values.
final class TableIngest {
    private let spec: IngestSpec
    let limits: IngestLimits
    private var reader: CSVReader
    private var mark = ByteOrderMark()
    private(set) var columns: [IngestColumn] = []
    private var sample: RowSample?
    private var buffer: ChunkBuffer
    var rejects: RejectLog
    private var accepted: Int64 = 0
    private var chunks: [EncodedChunk] = []
    /// The row being parsed; it enters the buffer as a whole or not at all.
    private var cells: [UInt64] = []
    private var missing: [Bool] = []
    private var widenings: [(column: Int, type: ValueType)] = []

    init(spec: IngestSpec, limits: IngestLimits = .standard) {
        self.spec = spec
        self.limits = limits
        reader = CSVReader(delimiter: spec.delimiter, limits: limits.csv)
        sample = RowSample(limits: limits)
        buffer = ChunkBuffer(columnCount: 0, limits: limits)
        rejects = RejectLog(limits: limits)
    }

    /// Takes the next piece of the file and returns the chunks that it completed.
    func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws -> [EncodedChunk] {
        var skip = 0
        if !mark.isDecided {
            let stripped = mark.strip(bytes)
            try stripped.heldBack.withUnsafeBufferPointer { try read($0) }
            skip = stripped.skip
        }
        try read(UnsafeBufferPointer(rebasing: bytes[skip...]))
        return takeChunks()
    }

    /// Ends the file: the last chunks, and what became of it all.
    func finish() throws -> (chunks: [EncodedChunk], summary: IngestSummary) {
        try mark.finish().withUnsafeBufferPointer { try read($0) }
        while reader.nextAtEnd() { try takeRecord() }
        return try finishRecords()
    }

    /// Ends the table of records that `add` has got.
    func finishRecords() throws -> (chunks: [EncodedChunk], summary: IngestSummary) {
        guard !columns.isEmpty || rejects.count > 0 else { throw IngestError.noHeader }
        if !columns.isEmpty { try checkNamedColumns() }
        try replaySample()
        guard accepted > 0 else {
            throw rejects.count == 0 ? IngestError.noRows : .everyRowRejected(rejects.rejects, count: rejects.count)
        }
        try cutChunk()
        markEventTime()
        let summary = IngestSummary(
            columns: columns, acceptedRows: accepted, rejectedRows: rejects.count, rejects: rejects.rejects)
        return (takeChunks(), summary)
    }

    func takeChunks() -> [EncodedChunk] {
        defer { chunks = [] }
        return chunks
    }

    /// The first column of timestamps tells when a row happened, unless the uploader gave it another role.
    private func markEventTime() {
        let first = columns.firstIndex { $0.type == .timestamp && $0.role == .feature }
        if let first { columns[first].role = .eventTime }
    }
}

// Records.
extension TableIngest {
    private func read(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        var position = 0
        while reader.next(in: bytes, from: &position) { try takeRecord() }
    }

    private func takeRecord() throws {
        if columns.isEmpty { return try takeHeader() }
        if reader.isBlank, columns.count > 1 { return }
        if let problem = reader.problem { return refuse(problem) }
        guard reader.fieldCount == columns.count else {
            let count = reader.fieldCount
            let reason = "\(count) \(count == 1 ? "field" : "fields") where the header has \(columns.count)"
            return rejects.add(line: reader.line, reason: reason, text: reader.text())
        }
        try add(reader.fields, line: reader.line)
    }

    /// Takes a record; columns beyond its fields are missing in it.
    func add(_ fields: CSVFields, line: Int) throws {
        guard sample == nil else {
            sample?.append(fields, line: line)
            if sample?.isFull == true { try replaySample() }
            return
        }
        try takeRow(fields, line: line)
    }

    private func takeHeader() throws {
        try addColumns(CSVHeader.names(of: reader, limits: limits.csv))
        try checkNamedColumns()
    }

    /// Adds columns behind those that there are; the rows so far miss their values.
    func addColumns(_ names: [String]) throws {
        if !columns.isEmpty { try cutChunk() }
        let firstRow = buffer.firstRow
        columns += names.map { IngestColumn(name: $0, role: role(of: $0), firstRow: firstRow) }
        if firstRow > 0 {
            for index in (columns.count - names.count)..<columns.count {
                columns[index].missingCount = firstRow
            }
        }
        buffer = ChunkBuffer(columnCount: columns.count, limits: limits, firstRow: firstRow)
        cells = Array(repeating: 0, count: columns.count)
        missing = Array(repeating: false, count: columns.count)
    }

    /// The columns that the spec names must be there.
    private func checkNamedColumns() throws {
        func isUnknown(_ name: String) -> Bool { !columns.contains { $0.name == name } }
        if !spec.targetColumn.isEmpty, isUnknown(spec.targetColumn) {
            throw IngestError.unknownColumn(field: "spec.target_column", name: spec.targetColumn)
        }
        if let unknown = spec.idColumns.first(where: isUnknown) {
            throw IngestError.unknownColumn(field: "spec.id_columns", name: unknown)
        }
    }

    private func role(of name: String) -> IngestRole {
        if name == spec.targetColumn { return .label }
        return spec.idColumns.contains(name) ? .identifier : .feature
    }

    private func refuse(_ problem: CSVProblem) {
        var column = ""
        if case .fieldTooLong(let index, _) = problem, index < columns.count { column = columns[index].name }
        rejects.add(line: reader.line, column: column, reason: problem.reason, text: reader.text())
    }

    /// Decides the types and parses the rows that were kept for that.
    private func replaySample() throws {
        guard let sample else { return }
        self.sample = nil
        var tallies = Array(repeating: TypeTally(), count: columns.count)
        sample.forEach { fields, _ in
            for index in 0..<fields.count { tallies[index].add(fields[index]) }
        }
        for (index, tally) in tallies.enumerated() {
            if let type = tally.type(isIdentifier: columns[index].role == .identifier) {
                columns[index].type = type
                columns[index].isDecided = true
            }
        }
        try sample.forEach { fields, line in try takeRow(fields, line: line) }
    }
}

// Rows.
extension TableIngest {
    private func takeRow(_ fields: CSVFields, line: Int) throws {
        widenings.removeAll(keepingCapacity: true)
        for index in columns.indices {
            guard index < fields.count else {
                cells[index] = 0
                missing[index] = true
                continue
            }
            if let fault = parse(fields[index], column: index) {
                return rejects.add(
                    line: line, column: columns[index].name, reason: fault.reason, text: Array(fields[index].bytes))
            }
        }
        for (index, type) in widenings { widen(index, to: type, for: fields[index]) }
        for index in columns.indices {
            if missing[index] {
                columns[index].missingCount += 1
            } else if columns[index].type == .string {
                cells[index] = buffer.index(of: fields[index].bytes, column: index)
            }
        }
        buffer.append(cells, missing: missing)
        accepted += 1
        if buffer.isFull { try cutChunk() }
    }

    private func parse(_ field: CSVField, column index: Int) -> CellFault? {
        cells[index] = 0
        missing[index] = false
        let isIdentifier = columns[index].role == .identifier
        var type = columns[index].type
        if !columns[index].isDecided {
            var tally = TypeTally()
            tally.add(field)
            guard let first = tally.type(isIdentifier: isIdentifier) else {
                missing[index] = true
                return nil
            }
            widenings.append((index, first))
            type = first
        }
        switch CellParser.parse(field, as: type, isIdentifier: isIdentifier) {
        case .bits(let bits): cells[index] = bits
        case .missing: missing[index] = true
        case .text: break
        case .widens(let wider): widenings.append((index, wider))
        case .refused(let fault): return fault
        }
        return nil
    }

    private func widen(_ index: Int, to type: ValueType, for field: CSVField) {
        if columns[index].isDecided { buffer.widen(index, to: type) }
        if buffer.firstRow > 0, columns[index].type != type { columns[index].wasWidened = true }
        columns[index].type = type
        columns[index].isDecided = true
        if let bits = CellParser.bits(field.bytes.trimmed, as: type, isIdentifier: columns[index].role == .identifier) {
            cells[index] = bits
        }
    }

    private func cutChunk() throws {
        guard buffer.rowCount > 0 else { return }
        let encoded = try columns.indices.map { index in
            try EncodedChunk.Column(buffer.block(index, type: columns[index].type))
        }
        chunks.append(EncodedChunk(firstRow: buffer.firstRow, rowCount: buffer.rowCount, columns: encoded))
        buffer.removeAll()
    }
}
