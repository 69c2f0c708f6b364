/// Hands the records of a file of separated values to a table.
///
/// The first record names the columns, unless the spec says that it holds values. Lines without any character before it are
/// no records.
final class CSVFeed {
    private let ingest: TableIngest
    private let spec: IngestSpec
    private let limits: CSVLimits
    private let batch: RecordBatch
    /// Reads the first record, then becomes part of the scanner.
    private var first: CSVReader?
    private var scanner: CSVScanner?
    private var hasBegun = false
    /// Lines without any character before the first record.
    private var blankLines = 0

    /// Bytes that are looked at together: what is made of them stays in the second cache.
    static let pieceBytes = 128 << 10

    init(spec: IngestSpec, limits: IngestLimits = .standard) {
        self.spec = spec
        self.limits = limits.csv
        ingest = TableIngest(spec: spec, limits: limits)
        batch = RecordBatch(
            bytesTarget: Self.pieceBytes, recordBytesMax: limits.csv.recordBytesMax,
            fieldsPerRecordMax: limits.csv.columnsMax)
        first = CSVReader(spec.dialect, limits: limits.csv)
    }

    var columns: [IngestColumn] { ingest.columns }

    /// Takes the next piece of the file, which begins without a byte order mark, and returns the chunks that it completed.
    func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws -> [EncodedChunk] {
        try read(bytes)
        return ingest.takeChunks()
    }

    /// Ends the file: the last chunks, and what became of it all.
    func finish() throws -> (chunks: [EncodedChunk], summary: IngestSummary) {
        batch.removeAll()
        while !hasBegun, first?.nextAtEnd() == true { try begin() }
        scanner?.finish(into: batch)
        try ingest.add(batch)
        return try ingest.finish()
    }

    private func read(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        var position = 0
        while position < bytes.count {
            batch.removeAll()
            if hasBegun {
                let end = min(position + Self.pieceBytes, bytes.count)
                scanner?.read(UnsafeBufferPointer(rebasing: bytes[position..<end]), into: batch)
                position = end
            } else if first?.next(in: bytes, from: &position) == true {
                try begin()
            }
            try ingest.add(batch)
        }
    }

    /// Knows the columns from the first record, if this is it.
    private func begin() throws {
        if first?.isBlank == true {
            blankLines += 1
            return
        }
        guard let first = first.take() else { return }
        hasBegun = true
        if spec.hasHeader {
            try ingest.addColumns(CSVHeader.names(of: first, limits: limits))
        } else {
            if let problem = first.problem { throw IngestError.malformedHeader(problem) }
            guard first.fieldCount <= limits.columnsMax else {
                throw IngestError.tooManyColumns(limit: limits.columnsMax)
            }
            try ingest.addColumns(CSVHeader.names(count: first.fieldCount, given: spec.columns.map(\.name)))
        }
        try ingest.checkNamedColumns()
        scanner = CSVScanner(first, dialect: spec.dialect, columnCount: ingest.columns.count, limits: limits)
        guard !spec.hasHeader else { return }
        if ingest.columns.count == 1 { try takeBlankLines() }
        scanner?.takeExact(into: batch)
    }

    /// In a file of one column the lines before the first value are rows as any others are.
    private func takeBlankLines() throws {
        for line in 0..<blankLines {
            if batch.isFull {
                try ingest.add(batch)
                batch.removeAll()
            }
            let field = batch.fieldCount
            batch.append(UnsafeBufferPointer(start: nil, count: 0), isQuoted: false)
            batch.endRecord(from: field, line: line + 1)
        }
    }
}
