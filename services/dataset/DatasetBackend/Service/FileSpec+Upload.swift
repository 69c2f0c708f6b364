internal import Messages
internal import RPC

extension FileSpec {
    /// What an upload's spec says about the file; names in any case of letters.
    init(_ spec: DatasetV1.UploadSpec) throws(RPCError) {
        switch spec.format.lowercased() {
        case "": break
        case "csv": format = .separated
        case "tsv":
            format = .separated
            delimiter = ASCII.tab
        case "jsonl": format = .jsonLines
        case "json": format = .jsonArray
        case "parquet":
            throw Self.unknown(
                "format", "parquet is not read; export the table as CSV or JSON lines, with gzip or zstd")
        default: throw Self.unknown("format", spec.format, known: "csv, tsv, jsonl and json are")
        }
        switch spec.compression.lowercased() {
        case "": break
        case "none": compression = FileCompression.none
        case "gzip": compression = .gzip
        case "zstd": compression = .zstd
        default: throw Self.unknown("compression", spec.compression, known: "gzip, zstd and none are")
        }
        switch spec.encoding.lowercased() {
        case "", "utf-8", "utf8": break
        case "latin-1", "latin1", "iso-8859-1": encoding = .latin1
        default: throw Self.unknown("encoding", spec.encoding, known: "utf-8 and latin-1 are")
        }
        if !spec.delimiter.isEmpty { delimiter = try Self.delimiter(spec.delimiter) }
    }

    /// One printable ASCII character or a tab, which may be written `\t`.
    private static func delimiter(_ text: String) throws(RPCError) -> UInt8 {
        if text == "\\t" { return ASCII.tab }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte == ASCII.tab || (0x20..<0x7F).contains(byte),
            byte != ASCII.quote
        else { throw UploadRequest.invalid("delimiter", "must be one ASCII character other than a quote") }
        return byte
    }

    private static func unknown(_ field: String, _ value: String, known: String) -> RPCError {
        unknown(field, "\"\(value.prefix(40))\" is not known; \(known)")
    }

    private static func unknown(_ field: String, _ sentence: String) -> RPCError {
        UploadRequest.invalid(field, sentence)
    }
}
