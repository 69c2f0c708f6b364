/// From the bytes of a file as they come to chunks of typed columns: decompressed, decoded, and read in the format that the
/// spec or the file's first bytes tell.
///
/// `read` is to be called with each piece of the file until it has used the piece up and says so, then `finish`. Each call
/// handles at most `FormatLimits.pieceBytes` of content, so that a few bytes which unfold to gigabytes are worked off with
/// a store, and a breath, in between. Memory is one piece (three as Latin-1), the head, the window of the compression and
/// what the reader and `TableIngest` hold, whatever the file's size. Used by one task.
final class FilePipeline {
    private let spec: FileSpec
    private let ingestSpec: IngestSpec
    private let limits: FormatLimits
    private let ingestLimits: IngestLimits
    /// The first bytes as they came, until they tell the compression.
    private var front: [UInt8] = []
    private var decompressor: Decompressor?
    /// The first bytes of content, until they tell the format.
    private var head: [UInt8] = []
    private let headBytes: Int
    private var reader: Reader?
    private let content: UnsafeMutableRawBufferPointer
    /// A piece of Latin-1, as UTF-8.
    private let converted: UnsafeMutableRawBufferPointer

    private enum Reader {
        case separated(CSVFeed)
        case json(JSONFeed)
    }

    init(
        _ spec: FileSpec, ingest: IngestSpec, limits: FormatLimits = .standard, ingestLimits: IngestLimits = .standard
    ) {
        self.spec = spec
        self.limits = limits
        self.ingestLimits = ingestLimits
        ingestSpec = ingest
        // Where nothing is to be told, foreign files are still to be known.
        let isTold = spec.format == .separated ? spec.delimiter != nil : spec.format != nil
        headBytes = isTold ? min(Signature.headBytes, limits.sniffBytes) : limits.sniffBytes
        content = .allocate(byteCount: limits.pieceBytes, alignment: 16)
        converted = .allocate(byteCount: spec.encoding == .latin1 ? limits.pieceBytes * 2 : 0, alignment: 16)
    }

    deinit {
        content.deallocate()
        converted.deallocate()
    }

    /// The columns that have come up so far, of which chunks have the first ones.
    var columnNames: [String] {
        switch reader {
        case .separated(let feed)?: feed.columns.map(\.name)
        case .json(let feed)?: feed.columns.map(\.name)
        case nil: []
        }
    }

    /// Reads on in `bytes` from `position`, which moves, and returns the chunks that were completed. It `needsMore` if the
    /// piece is used up and nothing of it waits to be decompressed or read.
    func read(
        _ bytes: UnsafeRawBufferPointer, from position: inout Int
    ) throws -> (chunks: [EncodedChunk], needsMore: Bool) {
        if case .json(let feed)? = reader, feed.isWaiting { return (try feed.goOn(), false) }
        guard decompressor == nil else {
            let (chunks, isFull) = try step(bytes, from: &position)
            return (chunks, !isFull && !isWaiting)
        }
        let missing = Signature.compressionBytes - front.count
        let taken = min(missing, bytes.count - position)
        front += bytes[position..<(position + taken)]
        position += taken
        if front.count < Signature.compressionBytes { return ([], true) }
        return (try open(), position == bytes.count && !isWaiting)
    }

    private var isWaiting: Bool {
        if case .json(let feed)? = reader { feed.isWaiting } else { false }
    }

    /// Ends the file: the last chunks, and what became of it all.
    func finish() throws -> (chunks: [EncodedChunk], summary: IngestSummary) {
        var chunks: [EncodedChunk] = []
        if decompressor == nil { chunks += try open() }
        try decompressor?.finish()
        if reader == nil { chunks += try chooseReader(isWhole: true) }
        let end =
            switch reader {
            case .separated(let ingest)?: try ingest.finish()
            case .json(let feed)?: try feed.finish()
            case nil: throw IngestError.noHeader
            }
        return (chunks + end.chunks, end.summary)
    }

    /// Knows the compression from the front, and reads the front.
    private func open() throws -> [EncodedChunk] {
        decompressor = try Decompressor(spec.compression ?? Signature.compression(front), limits: limits)
        defer { front = [] }
        return try front.withUnsafeBytes { front in
            var position = 0
            return try step(front, from: &position).chunks
        }
    }

    /// One piece of content.
    private func step(
        _ bytes: UnsafeRawBufferPointer, from position: inout Int
    ) throws -> (chunks: [EncodedChunk], isFull: Bool) {
        guard let decompressor else { return ([], false) }
        if case .none = decompressor {
            let end = min(bytes.count, position + content.count)
            let piece = UnsafeRawBufferPointer(rebasing: bytes[position..<end])
            position = end
            return (try takeContent(piece), piece.count == content.count)
        }
        let count = try decompressor.read(bytes, from: &position, into: content)
        let chunks = try takeContent(UnsafeRawBufferPointer(rebasing: content[..<count]))
        return (chunks, count == content.count)
    }

    private func takeContent(_ piece: UnsafeRawBufferPointer) throws -> [EncodedChunk] {
        guard reader == nil else { return try decode(piece) }
        let taken = min(piece.count, headBytes - head.count)
        head += piece[..<taken]
        guard head.count == headBytes else { return [] }
        let chunks = try chooseReader(isWhole: false)
        return try chunks + decode(UnsafeRawBufferPointer(rebasing: piece[taken...]))
    }

    /// Knows the format from the head, and reads the head.
    private func chooseReader(isWhole: Bool) throws -> [EncodedChunk] {
        try Signature.refuseForeign(head)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if head.starts(with: mark) {
            guard spec.encoding == .utf8 else { throw FormatError.markOfUTF8 }
            head.removeFirst(mark.count)
        }
        let format = spec.format ?? FormatSniffer.format(head)
        var ingestSpec = ingestSpec
        if format == .separated {
            ingestSpec.dialect.delimiter =
                spec.delimiter
                ?? head.withUnsafeBufferPointer {
                    DelimiterSniffer.delimiter($0, isWhole: isWhole, dialect: ingestSpec.dialect)
                }
        }
        reader =
            format == .separated
            ? .separated(CSVFeed(spec: ingestSpec, limits: ingestLimits))
            : .json(
                JSONFeed(
                    ingest: TableIngest(spec: ingestSpec, limits: ingestLimits), isArray: format == .jsonArray,
                    depthMax: limits.depthMax, givenNames: ingestSpec.hasHeader ? nil : ingestSpec.columns.map(\.name)))
        let head = head
        self.head = []
        return try head.withUnsafeBytes { try decode($0) }
    }

    private func decode(_ piece: UnsafeRawBufferPointer) throws -> [EncodedChunk] {
        guard spec.encoding == .latin1 else { return try feed(piece.assumingMemoryBound(to: UInt8.self)) }
        var chunks: [EncodedChunk] = []
        for start in stride(from: 0, to: piece.count, by: limits.pieceBytes) {
            let part = piece[start..<min(start + limits.pieceBytes, piece.count)]
            let count = Latin1.decode(UnsafeRawBufferPointer(rebasing: part), into: converted)
            let text = UnsafeRawBufferPointer(rebasing: converted[..<count])
            chunks += try feed(text.assumingMemoryBound(to: UInt8.self))
        }
        return chunks
    }

    private func feed(_ text: UnsafeBufferPointer<UInt8>) throws -> [EncodedChunk] {
        switch reader {
        case .separated(let ingest)?: try ingest.feed(text)
        case .json(let feed)?: try feed.feed(text)
        case nil: []
        }
    }
}
