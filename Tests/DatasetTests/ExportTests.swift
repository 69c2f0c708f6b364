import FoundationEssentials
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Exporting")
struct ExportTests {
    static let table = """
        i,f,b,s,at,"a ""name"", quoted",f2
        1,0.1,true,plain,2026-01-01T00:00:00Z,x,inf
        -9223372036854775808,1e300,false,"with ""quotes"", and
        a line",1969-12-31T23:59:59.999999Z,y,-inf
        9223372036854775807,-0.0,TRUE,"",0001-01-01,z,5
        ,,,,,,
        0,4.9e-324,false,"NA",9999-12-31T23:59:59.5Z,"null",1.5
        7,123456789.125,true, spaced ,2026-01-01T00:00:00.000001Z,é😀\t\u{1},0.30000000000000004
        8,100000,true,"\r",2026-01-01 01:00:00+01:00,?,1e21

        """

    @Test("an upload of what was exported is the same table", arguments: ["csv", "jsonl"])
    func roundTrip(format: String) async throws {
        for limits in [IngestLimits.standard, IngestLimits(chunkRowsMax: 3)] {
            try await TestService.with(
                limits: DatasetLimits(exportMessageBytes: 10), ingestLimits: limits
            ) { service in
                let response = try await service.upload(Self.table)
                let dataset = try #require(response.dataset)
                #expect(dataset.rowCount == 7 && response.rejectReport?.rejectedRows == 0)
                let file = try await service.export(dataset.name, format: format)
                let again = try #require(
                    try await service.upload(
                        file, spec: .init(displayName: "again", format: format)
                    ).dataset)
                #expect(again.contentSha256 == dataset.contentSha256)
                #expect(again.schema == dataset.schema)
                #expect(try await service.export(again.name, format: format) == file)
            }
        }
    }

    @Test("a random table comes back as it was", arguments: 0..<8 as Range<UInt64>)
    func property(seed: UInt64) async throws {
        var random = SplitMix64(seed: Int64(seed))
        let texts = ["", "\"\"", "\"NA\"", "NA", "a", "\"b,\"\"\"", "\"\n\"", "\"\r\n\"", " c ", "\"'\"", "x y"]
        let rows = (0..<200).map { _ -> String in
            let bits = random.next()
            let double = Double(bitPattern: bits)
            let number = double.isFinite ? double.description : "1.5"
            let decimal = Double(Int64(bits % 2_000_000) - 1_000_000) / 1000
            return "\(Int64(bitPattern: random.next())),\(number),\(decimal),\(texts[Int(bits % 11)]),end"
        }
        let table = "i,f,d,s,e\n" + rows.joined(separator: "\n") + "\n"
        try await TestService.with(ingestLimits: IngestLimits(chunkRowsMax: 70)) { service in
            let dataset = try #require(try await service.upload(table).dataset)
            for format in ["csv", "jsonl"] {
                let file = try await service.export(dataset.name, format: format)
                let again = try await service.upload(file, spec: .init(displayName: "again", format: format))
                #expect(again.dataset?.contentSha256 == dataset.contentSha256)
            }
        }
    }

    @Test("a file has the columns asked for, of the version asked for, and tells what it is")
    func parts() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let dataset = try #require(try await service.upload("a,b\n1,x\n2,\n").dataset)
            #expect(
                try await service.export(dataset.currentVersion, format: "", columns: ["b", "a"]) == "b,a\nx,1\n,2\n")
            #expect(
                try await service.export(dataset.name, format: "jsonl")
                    == "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":null}\n")
            let first = try #require(try await service.exported(.init(name: dataset.name)).first)
            #expect(first.contentType == "text/csv; charset=utf-8" && first.fileName == "table.csv")
            for request in [
                DatasetV1.ExportDatasetRequest(name: dataset.name, format: "xml"),
                .init(name: dataset.name, columns: ["c"]),
            ] {
                let error = try await rpcError { _ = try await service.exported(request) }
                #expect(error.code == .invalidArgument)
            }
        }
    }

    @Test("messages stay small, whatever the rows are")
    func messageSize() async throws {
        try await TestService.with(limits: DatasetLimits(exportMessageBytes: 1000)) { service in
            let wide = "a\n" + String(repeating: "x", count: 10_000) + "\ny\n"
            let name = try #require(try await service.upload(wide).dataset).name
            let messages = try await service.exported(.init(name: name))
            #expect(messages.allSatisfy { $0.chunk.count <= 2000 })
            #expect(messages.map(\.chunk.count).reduce(0, +) == wide.utf8.count)
        }
    }

    @Test("numbers are written in their shortest exact form")
    func numbers() {
        var random = SplitMix64(seed: 5)
        var doubles = [
            0.0, -0.0, 1, -1.5, 0.001, 0.1, 1e9, 999_999_999.5, 1e-3, 1e-5, .leastNonzeroMagnitude,
            .greatestFiniteMagnitude, 1e22, 1e23,
        ]
        for _ in 0..<20_000 {
            doubles.append(Double(bitPattern: random.next()))
            doubles.append(
                Double(Int64(random.below(2_000_000_000)) - 1_000_000_000)
                    / [1, 10, 100, 1e3, 1e4, 1e5][Int(random.below(6))])
        }
        for double in doubles where double.isFinite {
            var buffer = TextBuffer()
            NumberText.put(double, in: &buffer)
            #expect(buffer.count <= NumberText.bytesMax)
            let text = String(decoding: buffer.take(), as: UTF8.self)
            #expect(Double(text)?.bitPattern == double.bitPattern)
            #expect(text.utf8.count <= double.description.utf8.count)
        }
        for integer in [0, 1, -1, 10, .max, .min] as [Int64] {
            var buffer = TextBuffer()
            NumberText.put(integer, in: &buffer)
            #expect(String(decoding: buffer.take(), as: UTF8.self) == "\(integer)")
        }
    }
}

extension TestService {
    func exported(_ request: DatasetV1.ExportDatasetRequest) async throws -> [DatasetV1.ExportDatasetResponse] {
        let (writer, written) = ResponseWriter<DatasetV1.ExportDatasetResponse>.collecting()
        try await handlers.exportDataset(request, responses: writer, context: context())
        var messages: [DatasetV1.ExportDatasetResponse] = []
        for try await message in written { messages.append(message) }
        return messages
    }

    func export(_ name: String, format: String, columns: [String] = []) async throws -> String {
        let messages = try await exported(.init(name: name, format: format, columns: columns))
        return String(decoding: messages.flatMap { $0.chunk.bytes }, as: UTF8.self)
    }
}
