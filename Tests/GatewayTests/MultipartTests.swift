import NIOCore
import Testing

@testable import GatewayBackend

@Suite struct MultipartTests {
    private struct Parsed: Equatable {
        var parts: [(name: String, fileName: String?, content: String)] = []
        var isComplete = false

        static func == (left: Parsed, right: Parsed) -> Bool {
            left.isComplete == right.isComplete
                && left.parts.elementsEqual(right.parts) {
                    $0.name == $1.name && $0.fileName == $1.fileName && $0.content == $1.content
                }
        }
    }

    private func parse(_ text: String, pieces: Int, limits: GatewayLimits = GatewayLimits()) throws -> Parsed {
        var parser = try MultipartParser(boundary: "XX", limits: limits)
        var parsed = Parsed()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            parser.feed(ByteBuffer(bytes: bytes[start..<min(start + pieces, bytes.count)]))
            while let event = try parser.next() {
                switch event {
                case .part(let part): parsed.parts.append((part.name, part.fileName, ""))
                case .data(let data): parsed.parts[parsed.parts.count - 1].content += String(buffer: data)
                case .partEnd: break
                case .end: parsed.isComplete = true
                }
            }
        }
        try parser.finish()
        return parsed
    }

    private static func part(_ name: String, _ content: String, file: String? = nil) -> String {
        let fileName = file.map { "; filename=\"\($0)\"" } ?? ""
        return
            "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\(fileName)\r\nContent-Type: text/csv\r\n\r\n\(content)\r\n"
    }

    private static let form =
        "preamble\r\n" + part("title", "A & B") + part("empty", "")
        + part("file", "a,b\r\n--X\r\n\r\n--XY\r\n1,2", file: "x;y.csv") + "--XX--\r\nepilogue --XX"

    @Test(arguments: 1...90)
    func partsComeOutHoweverTheBytesCome(pieces: Int) throws {
        let parsed = try parse(Self.form, pieces: pieces)
        let expected = Parsed(
            parts: [
                ("title", nil, "A & B"), ("empty", nil, ""), ("file", "x;y.csv", "a,b\r\n--X\r\n\r\n--XY\r\n1,2"),
            ], isComplete: true)
        #expect(parsed == expected)
    }

    @Test func aFormWithoutPartsIsComplete() throws {
        #expect(try parse("--XX--", pieces: 3) == Parsed(parts: [], isComplete: true))
    }

    @Test(
        arguments: [
            ("--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--XX--", "a", nil),
            ("--XX \t\r\ncontent-disposition:form-data;NAME=\"q\\\"r\"\r\n\r\n\r\n--XX--", "q\"r", nil),
            (
                "--XX\r\nA: b\r\nContent-Disposition: form-data; name=\"n\"; filename=\"%22.csv\"\r\n\r\n\r\n--XX--",
                "n", "\".csv"
            ),
        ] as [(String, String, String?)])
    func partHeadersAreReadAsBrowsersAndToolsWriteThem(text: String, name: String, fileName: String?) throws {
        let parsed = try parse(text, pieces: 7)
        #expect(parsed.parts.first?.name == name)
        #expect(parsed.parts.first?.fileName == fileName)
    }

    @Test(arguments: [
        ("", MultipartError.truncated), ("no delimiter", .truncated), ("--XX", .truncated), ("--XX\r\n", .truncated),
        ("--XX\r\n\r\nx\r\n--XX--", .partNameMissing), ("--XXX\r\n", .delimiterMalformed),
        ("--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--", .partNameMissing),
        ("--XX\r\nnonsense\r\n\r\nx\r\n--XX--", .partHeadersMalformed),
        ("--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XX", .truncated),
    ])
    func brokenFormsAreRefused(text: String, error: MultipartError) {
        for pieces in [1, 5, 1000] {
            #expect(throws: error) { try parse(text, pieces: pieces) }
        }
    }

    @Test func headersOfAPartAreLimited() throws {
        var limits = GatewayLimits()
        limits.partHeaderBytesMax = 60
        let fitting = "Content-Disposition: form-data; name=\"\(String(repeating: "n", count: 17))\"\r\n\r\n"
        #expect(fitting.utf8.count == 60)
        _ = try parse("--XX\r\n\(fitting)\r\n--XX--", pieces: 9, limits: limits)
        #expect(throws: MultipartError.partHeadersTooLong) {
            try parse("--XX\r\n\(fitting.replacing("name", with: "name "))\r\n--XX--", pieces: 9, limits: limits)
        }
    }

    @Test func theNumberOfPartsIsLimited() throws {
        var limits = GatewayLimits()
        limits.partsMax = 3
        let part = Self.part("a", "")
        _ = try parse(String(repeating: part, count: 3) + "--XX--", pieces: 50, limits: limits)
        #expect(throws: MultipartError.tooManyParts) {
            try parse(String(repeating: part, count: 4) + "--XX--", pieces: 50, limits: limits)
        }
    }

    @Test func boundariesAreChecked() {
        for boundary in ["", String(repeating: "a", count: 71), "a\r\nb", "é"] {
            #expect(throws: MultipartError.boundaryInvalid) {
                try MultipartParser(boundary: boundary, limits: GatewayLimits())
            }
        }
    }
}
