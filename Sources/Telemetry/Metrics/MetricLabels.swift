/// The labels of one series, in the order of their names, and their rendered form.
package struct MetricLabels: Sendable, Hashable {
    package let pairs: [Pair]

    package struct Pair: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    package init(_ pairs: [(String, String)] = []) {
        var seen: Set<String> = []
        self.pairs =
            pairs
            .map { Pair(name: MetricName.label($0.0), value: Self.bounded($0.1)) }
            .filter { seen.insert($0.name).inserted }
            .sorted { $0.name < $1.name }
    }

    /// `a="1",b="2"`, values escaped as the text format asks.
    package var text: String {
        pairs.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    }

    private static func bounded(_ value: String) -> String {
        guard value.utf8.count > MetricLimits.labelValueBytesMax else { return value }
        return String(decoding: value.utf8.prefix(MetricLimits.labelValueBytesMax), as: UTF8.self)
    }

    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == 0x22 || $0 == 0x5c || $0 == 0x0a }) else { return value }
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
