import Compression
import TestKit

@testable import DatasetBackend

/// One table as the same file in every format.
enum TestFile: String, CaseIterable {
    case commas, semicolons, tabs, pipes, jsonLines, jsonArray, prettyArray, arraysInArray, arraysInLines

    /// A number, an integer beyond 2^53, text that wants quoting, a boolean, a time, and missing values.
    static let names = ["x", "n", "text", "flag", "at", "note"]
    static let rows: [[String?]] = [
        ["0.5", "9007199254740993", "a \"b\", c", "true", "2026-01-01T00:00:00Z", "é€"],
        ["-1e-3", "-7", "; | ,\ttab\nline", "false", "2026-01-02T00:00:00.25Z", nil],
        [nil, "0", "back\\slash 😀", nil, "2026-01-03T00:00:00Z", "[1,{\"k\":\"v w\"}]"],
        ["2", nil, "plain", "true", nil, ""],
    ]
    private static let isBare = [true, true, false, true, false, false]

    static func repeated(_ count: Int) -> [[String?]] { (0..<count).map { rows[$0 % rows.count] } }

    func bytes(_ rows: [[String?]] = Self.rows) -> [UInt8] { Array(text(rows).utf8) }

    func text(_ rows: [[String?]]) -> String {
        switch self {
        case .commas: Self.separated(rows, ",")
        case .semicolons: Self.separated(rows, ";")
        case .tabs: Self.separated(rows, "\t")
        case .pipes: Self.separated(rows, "|")
        case .jsonLines: rows.map { Self.object($0, "") + "\n" }.joined()
        case .jsonArray: "[" + rows.map { Self.object($0, "") }.joined(separator: ",\n") + "]\n"
        case .prettyArray: "[\n" + rows.map { Self.object($0, "\n    ") }.joined(separator: ",\n") + "\n]\n"
        case .arraysInArray: "[" + Self.arrays(rows).joined(separator: ", ") + "]"
        case .arraysInLines: Self.arrays(rows).joined(separator: "\n")
        }
    }

    private static func separated(_ rows: [[String?]], _ delimiter: String) -> String {
        (names.joined(separator: delimiter) + "\r\n")
            + rows.map { row in
                zip(row, isBare).map { value, isBare in
                    value.map { isBare ? $0 : "\"\($0.replacing("\"", with: "\"\""))\"" } ?? ""
                }.joined(separator: delimiter) + "\r\n"
            }.joined()
    }

    private static func object(_ row: [String?], _ space: String) -> String {
        // Absent and null are the same.
        let members = zip(names, zip(row, isBare)).compactMap { name, value in
            value.0 == nil && value.1 ? nil : "\(space)\"\(name)\": \(json(value.0, value.1))"
        }
        return "{" + members.joined(separator: ",") + space.replacing("    ", with: "") + "}"
    }

    private static func arrays(_ rows: [[String?]]) -> [String] {
        ["[" + names.map { json($0, false) }.joined(separator: ",") + "]"]
            + rows.map { "[" + zip($0, isBare).map(json).joined(separator: ",") + "]" }
    }

    private static func json(_ value: String?, _ isBare: Bool) -> String {
        guard let value else { return "null" }
        if isBare { return value }
        // A nested value is stored as its text.
        if value.hasPrefix("[") { return value.replacing(",", with: " ,\n ".replacing("\n", with: " ")) }
        return "\""
            + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            .replacing("\t", with: "\\t").replacing("😀", with: "\\ud83d\\ude00") + "\""
    }
}

enum TestCompression: String, CaseIterable {
    case none, gzip, zstd, gzipMembers, zstdFrames

    func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        switch self {
        case .none: bytes
        case .gzip: try gzip(bytes)
        case .zstd: try Zstd.compress(bytes)
        case .gzipMembers: try bytes.batches(of: 100).flatMap { try gzip(Array($0)) }
        case .zstdFrames:
            try [0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 7] + bytes.batches(of: 100).flatMap { try Zstd.compress($0) }
        }
    }

    private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        var out: [UInt8] = []
        try bytes.withUnsafeBytes { try Gzip.compress($0) { out += $0 } }
        return out
    }
}

extension IngestedTable {
    /// A file that went through the whole pipeline.
    init(
        file pieces: [ArraySlice<UInt8>], spec: FileSpec = FileSpec(), ingest: IngestSpec = IngestSpec(),
        limits: FormatLimits = .standard, ingestLimits: IngestLimits = .standard
    ) throws {
        let file = FilePipeline(spec, ingest: ingest, limits: limits, ingestLimits: ingestLimits)
        var chunks: [EncodedChunk] = []
        for piece in pieces {
            try piece.withUnsafeBytes { bytes in
                var position = 0
                while true {
                    let step = try file.read(bytes, from: &position)
                    chunks += step.chunks
                    if step.needsMore { break }
                }
                precondition(position == bytes.count)
            }
        }
        let end = try file.finish()
        chunks += end.chunks
        summary = end.summary
        chunkRows = chunks.map(\.rowCount)
        rows = []
        for chunk in chunks {
            precondition(chunk.firstRow == Int64(rows.count))
            // Columns that came up later have no block here.
            rows += try Self.rows(of: chunk, types: end.summary.columns.map(\.type)).map { row in
                row + Array(repeating: .missing, count: end.summary.columns.count - row.count)
            }
        }
    }

    init(file text: String, spec: FileSpec = FileSpec(), ingest: IngestSpec = IngestSpec()) throws {
        try self.init(file: [Array(text.utf8)[...]], spec: spec, ingest: ingest)
    }
}
