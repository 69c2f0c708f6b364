internal import Postgres
internal import RPC
internal import ServiceKit

/// The filter of a list of datasets.
enum DatasetFilter {
    private static let fields = [
        FilterField("display_name", .text, "d.display_name"),
        FilterField("row_count", .integer, "v.row_count"),
        FilterField("byte_size", .integer, "v.byte_size"),
        FilterField("create_time", .timestamp, "d.created_at"),
    ]

    static func condition(_ text: String) throws(RPCError) -> SQL {
        try Filter(text, over: fields + labels(in: text)).condition
    }

    /// A field for each `labels.{key}` that the text names; the key is bound, never a part of the statement.
    private static func labels(in text: String) -> [FilterField] {
        let prefix = "labels."
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".")) }
        let names = Set(words.filter { $0.hasPrefix(prefix) && $0.count > prefix.count }.map(String.init))
        // A name in snake_case is also known in camelCase; one that is spelled just so goes first.
        let ordered = names.sorted { !$0.contains("_") && $1.contains("_") }
        return ordered.map { name in
            FilterField(name, .text, "(d.labels ->> \(String(name.dropFirst(prefix.count)))::text)", isNullable: true)
        }
    }
}
