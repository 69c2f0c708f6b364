import TestKit

@testable import DatasetBackend

/// A table made from a seed, with everything that can be stored.
struct ExportedTable {
    var names: [String]
    var types: [ValueType]
    var rows: [[TestValue]]
    private var blocks: [PlainBlock]

    init(seed: UInt64, rows count: Int, names: [String]? = nil) {
        var generator = SeededGenerator(seed: seed)
        self.names = names ?? Self.names(using: &generator)
        types = self.names.map { _ in ValueType.allCases.randomElement(using: &generator) ?? .string }
        blocks = []
        rows = Array(repeating: [], count: count)
        for type in types {
            let missing = Int.random(in: 0...3, using: &generator)
            let values = (0..<count).map { _ in
                // Of one column in four no value is missing, of another many are.
                missing > 0 && Int.random(in: 0..<(12 / missing), using: &generator) == 0
                    ? TestValue.missing : Self.value(type, using: &generator)
            }
            for row in 0..<count { rows[row].append(values[row]) }
            blocks.append(Self.block(type, values))
        }
    }

    var columns: [GivenColumn] { zip(names, types).map { GivenColumn(name: $0, type: $1) } }

    /// As `Export` writes it, in messages of so many bytes.
    func text(_ format: ExportFormat, messageBytes: Int) throws -> [UInt8] {
        var bytes = format == .csv ? FieldText.csvHeader(names) : []
        let values = try zip(blocks, names).map { try ColumnValues($0.plainEncoding, name: $1) }
        let text = TableText(ChunkTable(rows: 0..<Int64(rows.count), columns: values), format)
        var row = 0
        while row < text.rowCount {
            var buffer = TextBuffer(capacity: messageBytes)
            row = text.write(from: row, to: &buffer, limit: messageBytes)
            bytes += buffer.take()
        }
        return bytes
    }
}

// Values.
extension ExportedTable {
    static let oddNames = [
        "a,b", "x \"y\"", "line\nbreak", "semi;colon", "tab\there", "[1]", "{\"k\"", "NA", "-nan", "n\u{303}", "值",
        "\u{FEFF}mark", "2026", "'", "back\\slash", "a|b", " led", "followed\t",
    ]

    private static func names(using generator: inout SeededGenerator) -> [String] {
        let odd = oddNames.shuffled(using: &generator).prefix(Int.random(in: 0...4, using: &generator))
        let plain = (0..<Int.random(in: odd.isEmpty ? 1...4 : 0...3, using: &generator)).map { "c\($0)" }
        return (odd + plain).shuffled(using: &generator)
    }

    private static func value(_ type: ValueType, using generator: inout SeededGenerator) -> TestValue {
        switch type {
        case .integer:
            let extremes: [Int64] = [.min, .max, 0, -1, 9_007_199_254_740_993]
            let any = Int64(truncatingIfNeeded: generator.next()) >> Int64.random(in: 0...63, using: &generator)
            return .integer(pick(extremes, or: any, using: &generator))
        case .float:
            let extremes = [
                0.0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .leastNormalMagnitude,
                .greatestFiniteMagnitude, 0.1, 1e22, 1e23, 1.0 / 3, 9_007_199_254_740_992,
            ]
            let bits = Double(bitPattern: generator.next())
            return .float(pick(extremes, or: bits.isFinite ? bits : 1.5, using: &generator))
        case .boolean: return .boolean(Bool.random(using: &generator))
        case .timestamp:
            let extremes: [Int64] = [-62_135_596_800_000_000, 253_402_300_799_999_999, 0, -1, 951_782_400_000_000]
            let any = Int64.random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &generator)
            return .timestamp(TimestampParser.text(pick(extremes, or: any, using: &generator)))
        case .string: return .string(text(using: &generator))
        }
    }

    private static func text(using generator: inout SeededGenerator) -> String {
        let odd = [
            "", " ", "NA", "null", " ? ", "-nan", "\"", "\"\"", ",", "\n", "\r", "\r\n", "a\r\nb", "\u{FEFF}", "\\",
            "\\n",
            "1", "true", "2026-01-01", "[1]", "{}", "#", "'", "\u{2028}", "\u{1}", "n\u{303}", "ñ", "\u{10FFFF}", "😀",
        ]
        let scalars = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
            // Any character but NUL, which can't be stored.
            Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &generator)) ?? "x"
        }
        return pick(odd, or: String(String.UnicodeScalarView(scalars)), using: &generator)
    }

    private static func pick<Value>(_ some: [Value], or any: Value, using generator: inout SeededGenerator) -> Value {
        Bool.random(using: &generator) ? some.randomElement(using: &generator) ?? any : any
    }

    private static func block(_ type: ValueType, _ values: [TestValue]) -> PlainBlock {
        var dictionary: [UInt8] = []
        var indices: [[UInt8]: UInt64] = [:]
        let bits = values.map { value -> UInt64 in
            switch value {
            case .missing: return 0
            case .integer(let value): return UInt64(bitPattern: value)
            case .float(let value): return value.bitPattern
            case .boolean(let value): return value ? 1 : 0
            case .timestamp(let text):
                let microseconds = Array(text.utf8).withUnsafeBufferPointer { TimestampParser.microseconds($0) }
                return UInt64(bitPattern: microseconds ?? 0)
            case .string(let text):
                let bytes = Array(text.utf8)
                if let index = indices[bytes] { return index }
                indices[bytes] = UInt64(indices.count)
                withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { dictionary += $0 }
                dictionary += bytes
                return UInt64(indices.count - 1)
            }
        }
        let isMissing = values.map { $0 == .missing }
        return PlainBlock(
            type: type, values: bits, isMissing: isMissing.contains(true) ? isMissing : nil, dictionary: dictionary)
    }
}
