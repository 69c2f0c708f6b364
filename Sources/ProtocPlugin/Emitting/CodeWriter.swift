/// Lines of generated code, indented.
struct CodeWriter {
    private(set) var text = ""
    private var depth = 0

    mutating func line(_ line: String = "") {
        if !line.isEmpty { text += String(repeating: "    ", count: depth) + line }
        text += "\n"
    }

    /// `head {`, the body one level deeper, `}`.
    mutating func block(_ head: String, _ body: (inout CodeWriter) throws -> Void) rethrows {
        line(head + " {")
        depth += 1
        try body(&self)
        depth -= 1
        line("}")
    }

    /// The lines that `body` writes, one level deeper.
    mutating func indented(_ body: (inout CodeWriter) throws -> Void) rethrows {
        depth += 1
        try body(&self)
        depth -= 1
    }

    /// A declaration's comment in the proto, as documentation.
    mutating func documentation(_ comment: String) {
        var lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map(Self.trimmed)
        while lines.last == "" { lines.removeLast() }
        for text in lines { line(text.isEmpty ? "///" : "/// " + text) }
    }

    private static func trimmed(_ line: Substring) -> String {
        var line = line
        while line.first == " " { line.removeFirst() }
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}

/// A string literal of Swift.
func literal(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}
