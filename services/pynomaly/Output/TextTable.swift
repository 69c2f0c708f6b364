/// Columns of text under their headings, as narrow as their content.
struct TextTable {
    enum Alignment {
        case left, right
    }

    var columns: [(heading: String, alignment: Alignment)]
    private var rows: [[String]] = []

    init(_ columns: [(heading: String, alignment: Alignment)]) {
        self.columns = columns
    }

    mutating func add(_ cells: [String]) {
        rows.append(cells.map(Self.shown))
    }

    /// Text comes from other people, and control characters in it would act on the reader's terminal.
    private static func shown(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            shown.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return String(shown)
    }

    var text: String {
        let widths = columns.indices.map { column in
            max(columns[column].heading.count, rows.map { $0[column].count }.max() ?? 0)
        }
        let heading = line(columns.map(\.heading), widths)
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([heading, rule] + rows.map { line($0, widths) }).joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            let space = String(repeating: " ", count: widths[column] - cells[column].count)
            return columns[column].alignment == .left ? cells[column] + space : space + cells[column]
        }
        var text = padded.joined(separator: "  ")
        while text.last == " " { text.removeLast() }
        return text
    }
}
