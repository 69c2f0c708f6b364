import FoundationEssentials

/// The tables of docs/LIMITS.md.
struct LimitsPage {
    struct Row: Equatable {
        var name: String
        var standard: String
        var variable: String?
    }

    private let lines: [Substring]

    init() throws {
        // Tests/ServiceKitTests/Limits/LimitsPage.swift lies four levels below the root.
        let root = #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 }
        lines = try String(contentsOfFile: root + "/docs/LIMITS.md", encoding: .utf8).split(separator: "\n")
    }

    /// The rows between this heading and the next one of its kind.
    func rows(of section: String) -> [Row] {
        let start = lines.firstIndex { $0 == "## \(section)" } ?? lines.endIndex
        return lines[start...].dropFirst().prefix { !$0.hasPrefix("## ") }.compactMap(Self.row)
    }

    private static func row(_ line: Substring) -> Row? {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { cell in
            String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        guard cells.count == 6, cells[1].hasPrefix("`") else { return nil }
        let variable = cells[3].filter { $0 != "`" }
        return Row(
            name: cells[1].filter { $0 != "`" }, standard: cells[2], variable: variable.isEmpty ? nil : variable)
    }
}
