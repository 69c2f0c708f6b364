/// A row that could not be stored, and why.
struct RowReject: Sendable, Equatable {
    var line: Int64
    /// Empty if the row as a whole is malformed.
    var column: String
    var reason: String
    var text: String
    /// The row was stored without the value.
    var isNulled = false
}

/// Counts rejected rows and describes the first of them.
struct RejectLog {
    private let limits: IngestLimits
    private(set) var count: Int64 = 0
    private(set) var nulledCount: Int64 = 0
    private(set) var rejects: [RowReject] = []

    init(limits: IngestLimits) { self.limits = limits }

    mutating func add(
        line: Int, column: String = "", reason: @autoclosure () -> String, text: @autoclosure () -> [UInt8],
        isNulled: Bool = false
    ) {
        if isNulled { nulledCount += 1 } else { count += 1 }
        let isFull = rejects.count >= limits.rejectsMax
        if isFull, rejects.last.map({ $0.line <= line }) ?? true { return }
        let shown = Self.shorten(text(), to: limits.csv.rejectTextBytesMax)
        // Values that became missing are noted after the rows around them.
        let place = rejects.lastIndex { $0.line <= line }.map { $0 + 1 } ?? 0
        rejects.insert(
            RowReject(line: Int64(line), column: column, reason: reason(), text: shown, isNulled: isNulled), at: place)
        if isFull { rejects.removeLast() }
    }

    /// Valid UTF-8 without NUL, whatever the file held.
    private static func shorten(_ bytes: [UInt8], to limit: Int) -> String {
        var end = min(bytes.count, limit)
        // Not in the middle of a character.
        while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        var text = String(decoding: bytes[..<end].map { $0 == 0 ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
        if end < bytes.count { text += "…" }
        return text
    }
}
