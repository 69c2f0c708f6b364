import FoundationEssentials

/// What a service wrote last, for whoever must know why it failed.
enum LogTail {
    static let linesMax = 5
    static let bytesMax = 4096

    static func text(_ file: String) -> String {
        guard let bytes = FileManager.default.contents(atPath: file), !bytes.isEmpty else { return "It is empty." }
        let lines = String(decoding: bytes.suffix(bytesMax), as: UTF8.self).split(separator: "\n")
        return lines.suffix(linesMax).map { "  \($0)" }.joined(separator: "\n")
    }
}

extension CommandFailure {
    /// A service's failure, with the end of its log.
    init(_ sentence: String, log: String) {
        self.init("\(sentence); the end of its log, \(log):\n\(LogTail.text(log))")
    }
}
