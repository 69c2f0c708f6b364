/// What a file's first bytes say that it is.
enum Signature {
    /// The compression that a file begins with.
    static func compression(_ head: some Collection<UInt8>) -> FileCompression {
        if head.starts(with: [0x1F, 0x8B]) { return .gzip }
        if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return .zstd }
        // A skippable frame, as parallel compressors put in front.
        if let first = head.first, first & 0xF0 == 0x50, head.dropFirst().starts(with: [0x2A, 0x4D, 0x18]) {
            return .zstd
        }
        return .none
    }

    /// How many bytes `compression` needs to see.
    static let compressionBytes = 4

    /// How many bytes of content `refuseForeign` looks at.
    static let headBytes = 256

    /// Throws for what is known by its first bytes and can't be read, with a sentence that says what to do.
    static func refuseForeign(_ head: some Collection<UInt8>) throws(FormatError) {
        for foreign in foreign where head.starts(with: foreign.bytes) {
            // A column may well be named PAR1; what follows the mark of a file that isn't text is no text.
            let next = head.dropFirst(foreign.bytes.count).prefix(foreignTextBytes)
            if foreign.isText, !next.isEmpty, next.allSatisfy(isText) { continue }
            throw .unsupported(foreign.sentence)
        }
        if looksLikeUTF16(head) { throw .unsupported(utf16) }
    }

    private static let foreignTextBytes = 16

    private struct Foreign {
        var bytes: [UInt8]
        /// The mark itself consists of characters that a text may begin with.
        var isText = false
        var sentence: String
    }

    private static let utf16 =
        "The file is UTF-16 text, which is not read; save it as UTF-8 (in Excel: \"CSV UTF-8\")."

    private static let compressedTwice =
        "The file is compressed twice, or compressed although spec.compression says none; upload it compressed once."

    private static let foreign = [
        Foreign(
            bytes: Array("PAR1".utf8), isText: true,
            sentence:
                "The file is Parquet, which is not read; export it as CSV or JSON lines, with gzip or zstd if it is"
                + " large (pandas: read_parquet(path).to_csv(\"table.csv.gz\", index=False))."),
        Foreign(
            bytes: Array("ARROW1".utf8), isText: true,
            sentence: "The file is Arrow or Feather, which is not read; export it as CSV or JSON lines (pandas:"
                + " read_feather(path).to_csv(\"table.csv.gz\", index=False))."),
        Foreign(
            bytes: Array("ORC".utf8), isText: true,
            sentence: "The file is ORC, which is not read; export it as CSV or JSON lines."),
        Foreign(
            bytes: [0x50, 0x4B, 0x03, 0x04],
            sentence: "The file is a ZIP archive, as Excel's xlsx is, which is not read; save the sheet as CSV, or"
                + " unpack the archive and upload the file that is in it."),
        Foreign(
            bytes: [0xD0, 0xCF, 0x11, 0xE0],
            sentence: "The file is an Excel workbook (xls), which is not read; save the sheet as CSV."),
        Foreign(
            bytes: Array("BZh91AY&SY".utf8),
            sentence: "The file is compressed with bzip2, which is not read; compress it with gzip or zstd."),
        Foreign(
            bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
            sentence: "The file is compressed with xz, which is not read; compress it with gzip or zstd."),
        Foreign(bytes: [0x1F, 0x8B], sentence: compressedTwice),
        Foreign(bytes: [0x28, 0xB5, 0x2F, 0xFD], sentence: compressedTwice),
        Foreign(bytes: [0xFF, 0xFE], sentence: utf16),
        Foreign(bytes: [0xFE, 0xFF], sentence: utf16),
    ]

    private static func isText(_ byte: UInt8) -> Bool {
        byte >= 0x20 || byte == ASCII.tab || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
    }

    /// Text in UTF-16 without a mark: every other byte is zero, as long as it is ASCII.
    private static func looksLikeUTF16(_ head: some Collection<UInt8>) -> Bool {
        var zeros = [0, 0]
        var count = 0
        for byte in head.prefix(headBytes) {
            if byte == 0 { zeros[count & 1] += 1 }
            count += 1
        }
        let half = count / 2
        return half >= 4 && (zeros[0] == 0 && zeros[1] * 4 >= half * 3 || zeros[1] == 0 && zeros[0] * 4 >= half * 3)
    }
}
