internal import CScan

/// Turns records into chunks of typed, compressed columns, in memory that does not grow with the file.
///
/// Types are decided on a sample, the file's first rows (see `TypeTally`), unless they are given. Later values may widen a
/// column (INTEGER to FLOAT; an identifier to STRING; one without any value so far to whatever comes): its blocks in chunks
/// already handed out keep their narrower type, which `IngestColumn.wasWidened` tells, and the caller widens them. A value
/// that contradicts its column's type otherwise is a reject, and so is a missing one where the column must have values.
///
/// Values are parsed by windows of rows, column by column: quickly (`cscan_floats` and its kin), and where that does not
/// know, by `CellParser`, whose rules hold for both. A row whose value widens its column ends the window and is taken on
/// its own. A chunk never depends on how the file was split.
final class TableIngest {
    let spec: IngestSpec
    let limits: IngestLimits
    private(set) var columns: [IngestColumn] = []
    private var sample: RowSample?
    private var buffer: ChunkBuffer
    private var rejects: RejectLog
    private var accepted: Int64 = 0
    private var chunks: [EncodedChunk] = []
    private let window = RowWindow()

    init(spec: IngestSpec, limits: IngestLimits = .standard) {
        self.spec = spec
        self.limits = limits
        sample = RowSample(limits: limits)
        buffer = ChunkBuffer(limits: limits)
        rejects = RejectLog(limits: limits)
    }

    /// Adds columns behind those that there are; the rows so far miss their values.
    func addColumns(_ names: [String]) throws {
        if buffer.isFull(withColumns: names.count) { try cutChunk() }
        let added = names.map(column)
        let rowsBefore = buffer.firstRow + Int64(buffer.rowCount)
        if rowsBefore > 0, let column = added.first(where: \.isMissingRejected) {
            throw IngestError.missingBefore(column: column.name, rows: rowsBefore)
        }
        columns += added
        buffer.addColumns(added.map(\.type))
    }

    private func column(_ name: String) -> IngestColumn {
        let given = spec.columns.first { $0.name == name }
        var role = given?.role ?? .feature
        if spec.idColumns.contains(name) { role = .identifier }
        if name == spec.targetColumn { role = .label }
        return IngestColumn(
            name: name, role: role, type: given?.type ?? .float, isDecided: given?.type != nil,
            isGiven: given?.type != nil, isMissingRejected: given?.isMissingRejected ?? false, unit: given?.unit ?? "",
            missingCount: buffer.firstRow + Int64(buffer.rowCount), firstRow: buffer.firstRow)
    }

    /// The columns that the spec names must be there.
    func checkNamedColumns() throws(IngestError) {
        let names = Set(columns.map(\.name))
        if !spec.targetColumn.isEmpty, !names.contains(spec.targetColumn) {
            throw .unknownColumn(field: "spec.target_column", name: spec.targetColumn)
        }
        if let unknown = spec.idColumns.first(where: { !names.contains($0) }) {
            throw .unknownColumn(field: "spec.id_columns", name: unknown)
        }
        if !spec.allowsAbsentColumns, let unknown = spec.columns.first(where: { !names.contains($0.name) }) {
            throw .unknownColumn(field: "spec.schema", name: unknown.name)
        }
    }

    /// Takes records, each of which has as many fields as there are columns.
    func add(_ batch: RecordBatch) throws {
        guard sample != nil else { return try take(batch, from: 0) }
        for index in batch.records.indices {
            sample?.append(batch.records[index], of: batch, columnCount: columns.count)
            guard sample?.isFull == true else { continue }
            // Rows of no columns could not be counted in chunks.
            guard !columns.isEmpty else { throw IngestError.noKeys }
            try replaySample()
            return try take(batch, from: index + 1)
        }
    }

    /// Whether there are chunks to take.
    var hasChunks: Bool { !chunks.isEmpty }

    /// The chunks that were completed since.
    func takeChunks() -> [EncodedChunk] {
        defer { chunks = [] }
        return chunks
    }

    /// Ends the table: the last chunks, and what became of it all.
    func finish() throws -> (chunks: [EncodedChunk], summary: IngestSummary) {
        if !columns.isEmpty { try checkNamedColumns() }
        try replaySample()
        guard !columns.isEmpty || (accepted == 0 && rejects.count > 0) else { throw IngestError.noHeader }
        guard accepted > 0 else {
            throw rejects.count == 0 ? IngestError.noRows : .everyRowRejected(rejects.rejects, count: rejects.count)
        }
        try cutChunk()
        markEventTime()
        let summary = IngestSummary(
            columns: columns, acceptedRows: accepted, rejectedRows: rejects.count, rejects: rejects.rejects,
            nulledCells: rejects.nulledCount)
        return (takeChunks(), summary)
    }

    /// The first column of timestamps tells when a row happened, unless the uploader gave a role to it, or that one to
    /// another.
    private func markEventTime() {
        if columns.contains(where: { $0.role == .eventTime }) { return }
        let first = columns.firstIndex { column in
            column.type == .timestamp && column.role == .feature
                && !spec.columns.contains { $0.name == column.name && $0.role != nil }
        }
        if let first { columns[first].role = .eventTime }
    }

    private func cutChunk() throws {
        guard buffer.rowCount > 0 else { return }
        chunks.append(try buffer.cut())
    }

    /// Decides the types and parses the rows that were kept for that.
    private func replaySample() throws {
        guard let sample else { return }
        self.sample = nil
        var tallies = Array(repeating: TypeTally(), count: columns.count)
        let missing = spec.missingTexts
        sample.forEachField { field, column in tallies[column].add(field, missing: missing) }
        for (index, tally) in tallies.enumerated() where !columns[index].isGiven {
            if let type = tally.type(isIdentifier: columns[index].role == .identifier) {
                columns[index].type = type
                columns[index].isDecided = true
                buffer.columns[index].widen(to: type)
            }
        }
        let batch = RecordBatch(
            bytesTarget: CSVFeed.pieceBytes, recordBytesMax: limits.csv.recordBytesMax,
            fieldsPerRecordMax: limits.csv.columnsMax)
        try sample.replay(through: batch, columnCount: columns.count) { try take(batch, from: 0) }
    }
}

// Rows, by windows.
extension TableIngest {
    private func take(_ batch: RecordBatch, from start: Int) throws {
        guard start < batch.records.count else { return }
        // Numbers say themselves what they are.
        let hasText = columns.contains { $0.type == .string || !$0.isDecided }
        let isText = hasText && cscan_is_text(batch.bytes, batch.byteCount) != 0
        var next = start
        // After a row that widens a column, few rows are parsed in advance: the next one may do so again.
        var rowsMax = RowWindow.rowsMax
        while next < batch.records.count {
            var end = open(batch, from: next, rowsMax: rowsMax)
            rowsMax = min(rowsMax * 2, RowWindow.rowsMax)
            var widening: Int?
            for column in columns.indices {
                if let row = parse(batch, column, isText: isText) {
                    end = window.record(of: row)
                    window.cut(to: row)
                    widening = end
                    rowsMax = 16
                }
            }
            try close(batch, records: next..<end)
            next = end
            if let widening {
                try takeAlone(batch, record: widening)
                next += 1
            }
        }
    }

    /// Fills the window with records from `start` on, at most up to the row with which the chunk may be full; returns where
    /// it ends.
    private func open(_ batch: RecordBatch, from start: Int, rowsMax: Int) -> Int {
        window.removeAll()
        let records = batch.records
        let texts = columns.indices.filter { columns[$0].type == .string }
        let stringsMax = texts.isEmpty ? 0 : batch.byteCount + batch.fieldCount * 4
        let mayFill = buffer.mayBeFull(after: min(rowsMax, records.count - start), strings: stringsMax)
        var strings = 0
        var index = start
        while index < records.count, window.count < rowsMax {
            let record = records[index]
            if !record.isFault {
                if mayFill, window.count > 0, buffer.mayBeFull(after: window.count, strings: strings) { break }
                window.append(record.first, record: index)
                if mayFill {
                    for column in texts {
                        let field = batch.fields[Int(record.first) + column]
                        strings += Int(field.length_and_flags & UInt32(CSCAN_LENGTH)) + 4
                    }
                }
            }
            index += 1
        }
        return index
    }

    /// Parses the window's cells of a column behind the rows that are in; returns the first row whose value widens it.
    private func parse(_ batch: RecordBatch, _ index: Int, isText: Bool) -> Int? {
        let column = columns[index]
        let target = buffer.columns[index]
        let count = window.count
        target.reserve(count)
        let cells = window.cells(of: batch, column: index)
        let status = target.status
        var others = 0
        if !column.isDecided {
            status.update(repeating: UInt8(CSCAN_ASK), count: count)
            others = count
        } else {
            switch column.type {
            case .float: others = cscan_floats(cells, target.values(Double.self), status)
            case .integer:
                others = cscan_integers(cells, column.keepsText ? 1 : 0, target.values(Int64.self), status)
            case .boolean: others = cscan_booleans(cells, target.values(UInt8.self), status)
            case .timestamp: others = cscan_timestamps(cells, target.values(Int64.self), status)
            // Their indices are looked up once the window's bad rows are known.
            case .string: others = cscan_texts(cells, status)
            }
            if !spec.missingTexts.isEmpty || (column.type == .string && !isText) {
                for row in 0..<count where status[row] == 0 { status[row] = UInt8(CSCAN_ASK) }
                others = count
            }
        }
        if others == 0 { return nil }
        for row in 0..<count where status[row] != CSCAN_VALUE {
            if status[row] == CSCAN_ASK, ask(batch, row, index) { return row }
            if column.isMissingRejected, status[row] == CSCAN_MISSING {
                window.refuse(row, column: index, .noValue)
            }
        }
        return nil
    }

    /// Whether a value that is not of its column's type may become missing.
    private func mayBeNulled(_ column: IngestColumn) -> Bool {
        spec.policy == .nullValue && !column.isMissingRejected
    }

    /// A cell that is not as cells mostly are; true if its value widens the column.
    private func ask(_ batch: RecordBatch, _ row: Int, _ index: Int) -> Bool {
        let target = buffer.columns[index]
        let field = batch.field(Int(window.rows[row]) + index)
        let cell =
            columns[index].isDecided
            ? CellParser.parse(field, as: columns[index], missing: spec.missingTexts)
            : spec.missingTexts.isMissing(field.bytes.trimmed) ? .missing : .widens(to: .string)
        switch cell {
        case .bits(let bits):
            target.set(row, bits)
            target.status[row] = UInt8(CSCAN_VALUE)
        case .text: target.status[row] = UInt8(CSCAN_VALUE)
        case .missing: target.setMissing(row)
        case .widens:
            // A row that is refused widens nothing.
            if !window.isBad[row] { return true }
            target.setMissing(row)
        case .refused(let fault):
            target.setMissing(row)
            if mayBeNulled(columns[index]) {
                window.noteNulled(row, column: index, fault)
            } else {
                window.refuse(row, column: index, fault)
            }
        }
        return false
    }

    /// Takes the window's rows in, but the bad ones, and reports those and the records that can't be read.
    private func close(_ batch: RecordBatch, records: Range<Int>) throws {
        try report(batch, records)
        let count = window.count
        guard count > 0 else { return }
        var hasStrings = false
        for index in columns.indices {
            let target = buffer.columns[index]
            if columns[index].type == .string, columns[index].isDecided {
                hasStrings = true
                target.dictionary.look(
                    up: window.cells(of: batch, column: index), status: target.status, leavingOut: window.isBad,
                    into: target.values(UInt32.self))
            }
            let missing = target.keep(count, leavingOut: window.badCount > 0 ? UnsafePointer(window.isBad) : nil)
            columns[index].missingCount += Int64(missing)
        }
        accepted += Int64(count - window.badCount)
        if hasStrings { buffer.measureDictionaries() }
        if buffer.isFull { try cutChunk() }
    }
}

// What is reported.
extension TableIngest {
    /// In the order of the records.
    private func report(_ batch: RecordBatch, _ records: Range<Int>) throws {
        if window.badCount == 0, window.nulledCells.isEmpty, batch.faults.isEmpty { return }
        var bad = window.badCells
        bad.sort { $0.row < $1.row }
        var nextBad = 0
        for index in records where batch.records[index].isFault || nextBad < bad.count {
            if batch.records[index].isFault {
                try refuse(batch, faulty: index)
            } else if nextBad < bad.count, window.record(of: bad[nextBad].row) == index {
                try refuse(batch, record: index, column: bad[nextBad].column, bad[nextBad].fault)
                nextBad += 1
            }
        }
        for cell in window.nulledCells where !window.isBad[cell.row] {
            note(batch, record: window.record(of: cell.row), column: cell.column, cell.fault)
        }
    }

    private func refuse(_ batch: RecordBatch, faulty index: Int) throws(IngestError) {
        let record = batch.records[index]
        let fault = batch.faults[Int(record.first)]
        let name = fault.column.map { columns[$0].name } ?? ""
        rejects.add(line: record.line, column: name, reason: fault.reason, text: fault.text)
        try checkPolicy()
    }

    private func refuse(
        _ batch: RecordBatch, record index: Int, column: Int, _ fault: CellFault
    ) throws(IngestError) {
        let record = batch.records[index]
        rejects.add(
            line: record.line, column: columns[column].name, reason: fault.reason,
            text: Array(batch.field(Int(record.first) + column).bytes))
        try checkPolicy()
    }

    private func note(_ batch: RecordBatch, record index: Int, column: Int, _ fault: CellFault) {
        let record = batch.records[index]
        rejects.add(
            line: record.line, column: columns[column].name, reason: fault.reason,
            text: Array(batch.field(Int(record.first) + column).bytes), isNulled: true)
    }

    private func checkPolicy() throws(IngestError) {
        guard spec.policy == .failUpload else { return }
        throw .rowRefused(rejects.rejects.first ?? RowReject(line: 0, column: "", reason: "", text: ""))
    }
}

// A row that may widen columns.
extension TableIngest {
    private func takeAlone(_ batch: RecordBatch, record index: Int) throws {
        let first = Int(batch.records[index].first)
        var cells: [Cell] = []
        var widenings: [(column: Int, type: ValueType)] = []
        var nulled: [(column: Int, fault: CellFault)] = []
        for column in columns.indices {
            let field = batch.field(first + column)
            var cell = parseAlone(field, column, &widenings)
            if case .refused(let fault) = cell, mayBeNulled(columns[column]) {
                nulled.append((column, fault))
                cell = .missing
            }
            if case .missing = cell, columns[column].isMissingRejected { cell = .refused(.noValue) }
            if case .refused(let fault) = cell { return try refuse(batch, record: index, column: column, fault) }
            cells.append(cell)
        }
        for (column, type) in widenings { widen(column, to: type) }
        for (column, cell) in cells.enumerated() {
            store(cell, batch.field(first + column), column)
            columns[column].missingCount += Int64(buffer.columns[column].keep(1, leavingOut: nil))
        }
        for (column, fault) in nulled { note(batch, record: index, column: column, fault) }
        accepted += 1
        buffer.measureDictionaries()
        if buffer.isFull { try cutChunk() }
    }

    private func parseAlone(
        _ field: CSVField, _ index: Int, _ widenings: inout [(column: Int, type: ValueType)]
    ) -> Cell {
        var column = columns[index]
        if !column.isDecided {
            var tally = TypeTally()
            tally.add(field, missing: spec.missingTexts)
            guard let type = tally.type(isIdentifier: column.role == .identifier) else { return .missing }
            column.type = type
            widenings.append((index, type))
        }
        var cell = CellParser.parse(field, as: column, missing: spec.missingTexts)
        if case .widens(let wider) = cell {
            widenings.append((index, wider))
            column.type = wider
            cell = CellParser.parse(field, as: column, missing: spec.missingTexts)
        }
        return cell
    }

    private func widen(_ index: Int, to type: ValueType) {
        buffer.columns[index].widen(to: type)
        if buffer.firstRow > 0, columns[index].type != type { columns[index].wasWidened = true }
        columns[index].type = type
        columns[index].isDecided = true
    }

    private func store(_ cell: Cell, _ field: CSVField, _ index: Int) {
        let target = buffer.columns[index]
        target.reserve(1)
        target.status[0] = UInt8(CSCAN_VALUE)
        switch cell {
        case .bits(let bits): target.set(0, bits)
        case .text: target.set(0, UInt64(target.dictionary.index(of: field.bytes)))
        default: target.setMissing(0)
        }
    }
}
