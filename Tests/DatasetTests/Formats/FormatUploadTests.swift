import API
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Uploads in every format")
struct FormatUploadTests {
    private static func upload(
        _ bytes: [UInt8], spec: DatasetV1.UploadSpec = .init(displayName: "table"), to harness: RPCHarness
    ) async throws -> DatasetV1.UploadDatasetResponse {
        try await harness.client.uploadDataset(options: harness.user("data_scientist")) { writer in
            try await writer.write(.init(part: .spec(spec)))
            for piece in bytes.batches(of: 1000) { try await writer.write(.init(part: .chunk(ByteSlice(piece)))) }
        }
    }

    @Test("over RPC each format and compression becomes the same content as its CSV twin")
    func twins() async throws {
        try await RPCHarness.with(ingestLimits: IngestLimits(chunkRowsMax: 100)) { harness in
            let rows = TestFile.repeated(450)
            let twin = try #require(try await Self.upload(TestFile.commas.bytes(rows), to: harness).dataset)
            #expect(twin.rowCount == 450)
            for file in TestFile.allCases {
                for compression in TestCompression.allCases {
                    let bytes = try compression.compressed(file.bytes(rows))
                    let response = try await Self.upload(bytes, to: harness)
                    let dataset = try #require(response.dataset)
                    #expect(dataset.contentSha256 == twin.contentSha256, "\(file) \(compression)")
                    #expect(dataset.schema == twin.schema, "\(file) \(compression)")
                    #expect(dataset.byteSize == Int64(bytes.count))
                    #expect(response.rejectReport?.rejectedRows == 0)
                }
            }
        }
    }

    @Test("what the spec says is taken: format, delimiter, compression and encoding, in any case of letters")
    func given() async throws {
        try await TestService.with { service in
            func names(_ text: [UInt8], _ spec: DatasetV1.UploadSpec) async throws -> [String] {
                let response = try await service.upload([
                    .init(part: .spec(spec)), .init(part: .chunk(ByteSlice(text))),
                ])
                return response.dataset?.schema?.columns.map(\.name) ?? []
            }
            let tabs = Array("a;b\tc\n1;2\t3\n".utf8)
            #expect(try await names(tabs, .init(displayName: "t", format: "TSV")) == ["a;b", "c"])
            #expect(try await names(tabs, .init(displayName: "t", format: "csv", delimiter: ";")) == ["a", "b\tc"])
            let lines = Array("{\"a\":1}\n{\"b\":2}\n".utf8)
            #expect(try await names(lines, .init(displayName: "t", format: "jsonl")) == ["a", "b"])
            #expect(try await names(Array("[[\"x\"],[1]]".utf8), .init(displayName: "t", format: "JSON")) == ["x"])
            let gzip = try TestCompression.gzip.compressed(lines)
            #expect(try await names(gzip, .init(displayName: "t", compression: "gzip")) == ["a", "b"])
            let latin: [UInt8] = Array("caf".utf8) + [0xE9] + Array("\n1\n".utf8)
            #expect(try await names(latin, .init(displayName: "t", encoding: "Latin-1")) == ["café"])
        }
    }

    @Test(
        "what is not known is refused, and named",
        arguments: [
            (DatasetV1.UploadSpec(displayName: "t", format: "xml"), "spec.format"),
            (DatasetV1.UploadSpec(displayName: "t", format: "parquet"), "spec.format"),
            (DatasetV1.UploadSpec(displayName: "t", compression: "bzip2"), "spec.compression"),
            (DatasetV1.UploadSpec(displayName: "t", encoding: "utf-16"), "spec.encoding"),
        ])
    func unknown(spec: DatasetV1.UploadSpec, field: String) async throws {
        try await TestService.with { service in
            let error = try await rpcError { _ = try await service.upload("a\n1\n", spec: spec) }
            #expect(error.code == .invalidArgument)
            let violation = try error.details.compactMap { try $0.unpack(as: GoogleRpc.BadRequest.self) }.first?
                .fieldViolations.first
            #expect(violation?.field == field)
        }
    }

    @Test("keys that come up after chunks were stored are columns of all of them")
    func laterKeys() async throws {
        try await TestService.with(ingestLimits: IngestLimits(chunkRowsMax: 10)) { service in
            let text = (0..<105).map { row in
                "{\"a\":\(row)" + (row >= 52 ? ",\"s\":\"t\(row)\"" : "") + (row == 104 ? ",\"f\":0.5" : "") + "}\n"
            }.joined()
            let dataset = try #require(try await service.upload(text).dataset)
            #expect(dataset.rowCount == 105)
            #expect(dataset.schema?.columns.map(\.name) == ["a", "s", "f"])
            #expect(dataset.schema?.columns.map(\.missingCount) == [0, 52, 104])
            let rows = try await service.rows(dataset.name)
            #expect(rows.count == 105)
            for (index, row) in rows.enumerated() {
                #expect(row.values?["a"]?.number == Double(index))
                #expect(row.values?["s"]?.string == (index < 52 ? nil : "t\(index)"))
                #expect(row.values?["f"]?.number == (index < 104 ? nil : 0.5))
            }
            let blocks = try await service.blocks(dataset.name)
            #expect(Set(Dictionary(grouping: blocks, by: \.column).values.map(\.count)).count == 1)
            let used = try await service.base.distinctBlobsOfChunks()
            #expect(try await service.base.count("blobs") == used)
        }
    }

    @Test("decompressed content over the limit is refused by its name, whatever the file's size, and leaves nothing")
    func bomb() async throws {
        let limits = DatasetLimits(uploadBytesMax: 1 << 20)
        try await TestService.with(limits: limits) { service in
            let text = Array(("a\n" + String(repeating: "7\n", count: 1 << 20)).utf8)
            for compression in [TestCompression.gzip, .zstd] {
                let bytes = try compression.compressed(text)
                #expect(bytes.count < 1 << 16)
                let error = try await rpcError {
                    _ = try await service.upload([
                        .init(part: .spec(.init(displayName: "t"))), .init(part: .chunk(ByteSlice(bytes))),
                    ])
                }
                #expect(error.code == .resourceExhausted)
                #expect(error.message.contains("upload_bytes_max") && error.message.contains("decompressed"))
            }
            #expect(try await service.base.count("datasets") == 0)
        }
    }

    @Test("files that can't be read are the caller's to mend, say how, and leave nothing")
    func unreadable() async throws {
        let files: [([UInt8], String)] = [
            (Array("PAR1".utf8) + [0x15, 0], "Parquet"), ([0xFF, 0xFE, 0x61, 0], "UTF-16"),
            (Array("[{\"a\":1},".utf8), "line 1, column 10"),
            (Array(try TestCompression.gzip.compressed(Array("a\n1\n".utf8)).dropLast()), "end too early"),
        ]
        try await TestService.with { service in
            for (bytes, words) in files {
                let error = try await rpcError {
                    _ = try await service.upload([
                        .init(part: .spec(.init(displayName: "t"))), .init(part: .chunk(ByteSlice(bytes))),
                    ])
                }
                #expect(error.code == .invalidArgument)
                #expect(error.message.contains(words))
            }
            #expect(try await service.counts().isAllZero)
        }
    }
}
