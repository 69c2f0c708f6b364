import FoundationEssentials
import Messages
import NIOHTTP1
import TestKit
import Testing

/// A table that goes in and comes out over REST is what other programs read as the same.
@Suite(.timeLimit(.minutes(4))) struct ExportTests {
    /// 64-bit integers, doubles that need all their digits, times, and texts that want quoting.
    private static let csv: String = {
        let texts = ["plain", "a, b", "say \"hi\"", "two\nlines", "cr\r\nlf", "é😀", " spaces ", "NA", "", "semi;colon"]
        let rows = (0..<2000).map { row in
            let integer = [Int64.max, .min, 9_007_199_254_740_993, 0, -1][row % 5] / Int64(1 + row / 5 % 3)
            let number = row % 7 == 0 ? "" : "\(Double(row) / 7 - 100)"
            let text = row % 11 == 0 ? "" : "\"\(texts[row % texts.count].replacing("\"", with: "\"\""))\""
            let hour = row % 24
            return "\(integer),\(number),\(row % 2 == 0),2026-01-31T\(hour < 10 ? "0" : "")\(hour):00:00Z,\(text)\r\n"
        }
        return "id,value,flag,at,note\r\n" + rows.joined()
    }()

    @Test func `what was uploaded is read again by Python's csv and json, exactly`() async throws {
        let shared = try await SharedPlatform.get()
        let uploaded = try await shared.rest.upload(Array(Self.csv.utf8), .init(displayName: "Öl readings"))
        let dataset = try #require(uploaded.dataset)
        #expect(dataset.rowCount == 2000 && uploaded.rejectReport?.rejectedRows == 0)
        let folder = try TemporaryDirectory()
        var files = [folder.file("original.csv")]
        try #require(FileManager.default.createFile(atPath: files[0], contents: Data(Self.csv.utf8)))
        for (format, type) in [("csv", "text/csv; charset=utf-8"), ("jsonl", "application/x-ndjson")] {
            let answer = try await shared.rest.caller.call(.GET, "/v1/\(dataset.name):export?format=\(format)")
            #expect(answer.status == 200, "\(answer.text.prefix(500))")
            #expect(answer.headers.first(name: "content-type") == type)
            #expect(
                answer.headers.first(name: "content-disposition")
                    == "attachment; filename=\"_l readings.\(format)\"; filename*=UTF-8''%C3%96l%20readings.\(format)")
            files.append(folder.file("export.\(format)"))
            try #require(FileManager.default.createFile(atPath: files[files.count - 1], contents: Data(answer.body)))
            let again = try await shared.rest.upload(answer.body, .init(displayName: "again"))
            #expect(again.dataset?.contentSha256 == dataset.contentSha256, "\(format)")
        }
        let script = PythonEnvironment.root + "/Tests/EndToEndTests/Python/export_equal.py"
        #expect(try await PythonEnvironment.run([script] + files) == "2000 rows are equal")
        _ = consume folder
    }
}
