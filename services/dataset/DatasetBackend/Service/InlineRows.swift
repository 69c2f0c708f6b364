internal import Messages
internal import Protobuf
internal import RPC

/// Rows that a call holds itself, as a file of JSON arrays whose columns are known: so they meet the same rules as those
/// of a file, and a row's line is its number.
struct InlineRows {
    static let file = FileSpec(format: .jsonLines, compression: FileCompression.none)
    let text: [UInt8]

    init(
        _ rows: [GoogleProtobuf.Struct], columns: [String], limits: DatasetLimits
    ) throws(RPCError) {
        guard rows.count <= limits.inlineRowsMax else {
            throw .invalidArgument(
                field: "rows", "more than \(limits.inlineRowsMax) (inline_rows_max); upload a file instead")
        }
        guard rows.count * columns.count <= limits.inlineCellsMax else {
            throw .invalidArgument(
                field: "rows",
                "more than \(limits.inlineCellsMax) cells (inline_cells_max) in \(columns.count) columns; upload a file instead"
            )
        }
        let known = Set(columns)
        var text: [UInt8] = []
        for (index, row) in rows.enumerated() {
            if let unknown = row.fields.keys.filter({ !known.contains($0) }).min() {
                throw .invalidArgument(
                    field: "rows[\(index)]", "the dataset has no column \"\(unknown.prefix(200))\"")
            }
            text.append(UInt8(ascii: "["))
            for (place, column) in columns.enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                Self.append(row[column] ?? .null, to: &text)
            }
            text += [UInt8(ascii: "]"), UInt8(ascii: "\n")]
        }
        self.text = text
    }

    private static func append(_ value: GoogleProtobuf.Value, to text: inout [UInt8]) {
        switch value.kind {
        case nil, .nullValue: text += Array("null".utf8)
        case .boolValue(let value): text += Array((value ? "true" : "false").utf8)
        case .numberValue(let value): text += Array(number(value).utf8)
        case .stringValue(let value): append(value, to: &text)
        case .listValue(let list):
            text.append(UInt8(ascii: "["))
            for (place, value) in list.values.enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                append(value, to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .structValue(let object):
            text.append(UInt8(ascii: "{"))
            for (place, (key, value)) in object.fields.sorted(by: { $0.key < $1.key }).enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                append(key, to: &text)
                text.append(UInt8(ascii: ":"))
                append(value, to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    /// Whole numbers without a fraction, so that they are integers.
    private static func number(_ value: Double) -> String {
        if let integer = Int64(exactly: value), integer.magnitude <= 1 << 53, value != 0 || value.sign == .plus {
            return String(integer)
        }
        if value.isFinite { return "\(value)" }
        return value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    }

    private static func append(_ string: String, to text: inout [UInt8]) {
        text.append(ASCII.quote)
        for byte in string.utf8 {
            switch byte {
            case ASCII.quote, UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                text += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: text.append(byte)
            }
        }
        text.append(ASCII.quote)
    }
}
