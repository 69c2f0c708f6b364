import FoundationEssentials
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Upload")
struct UploadTests {
    static let csv = """
        id,x,flag,at,name,label
        k1,0.5,true,2026-01-01T00:00:00Z,anna,0
        k2,,false,2026-01-02T00:00:00Z,"bo, jr",0
        k3,x,true,,carl,1
        k4,1e3,,2026-01-04T00:00:00.25Z,,1

        """

    @Test("what was uploaded is described, listed and read back")
    func roundTrip() async throws {
        try await TestService.with { service in
            let spec = DatasetV1.UploadSpec(
                displayName: " people ", description: "who", targetColumn: "label", idColumns: ["id"],
                labels: ["team": "a"])
            let response = try await service.upload(Self.csv, spec: spec, chunkBytes: 7)
            let dataset = try #require(response.dataset)
            #expect(dataset.displayName == "people")
            #expect(dataset.description == "who")
            #expect(dataset.labels == ["team": "a"])
            #expect(dataset.rowCount == 3)
            #expect(dataset.byteSize == Int64(Self.csv.utf8.count))
            #expect(dataset.contentSha256.count == 64)
            #expect(dataset.currentVersion.hasPrefix("\(dataset.name)/versions/"))
            #expect(
                dataset.schema?.columns == [
                    .init(name: "id", type: .string, role: .id),
                    .init(name: "x", type: .float, role: .feature, missingCount: 1),
                    .init(name: "flag", type: .boolean, role: .feature, missingCount: 1),
                    .init(name: "at", type: .timestamp, role: .eventTime),
                    .init(name: "name", type: .string, role: .feature, missingCount: 1),
                    .init(name: "label", type: .integer, role: .label),
                ])
            #expect(
                response.rejectReport
                    == .init(
                        acceptedRows: 3, rejectedRows: 1,
                        rejects: [.init(line: 4, column: "x", reason: "not a number", text: "x")]))
            #expect(try await service.dataset(dataset.name) == dataset)
            let listed = try await service.handlers.listDatasets(.init(), context: service.context())
            #expect(listed.datasets == [dataset])
            #expect(try await service.base.count("version_leases") == 0)

            let rows = try await service.rows(dataset.name)
            #expect(rows.map(\.rowIndex) == [0, 1, 2])
            #expect(
                rows[0].values == [
                    "id": "k1", "x": 0.5, "flag": true, "at": "2026-01-01T00:00:00Z", "name": "anna", "label": 0,
                ])
            #expect(
                rows[1].values == [
                    "id": "k2", "x": nil, "flag": false, "at": "2026-01-02T00:00:00Z", "name": "bo, jr", "label": 0,
                ])
            #expect(
                rows[2].values == [
                    "id": "k4", "x": 1000, "flag": nil, "at": "2026-01-04T00:00:00.250000Z", "name": nil, "label": 1,
                ])
        }
    }

    @Test("the same table has the same content hash, whatever the names, pieces and chunks' compression")
    func contentHash() async throws {
        try await TestService.with { service in
            let first = try await service.upload(Self.csv, chunkBytes: 3).dataset
            let second = try await service.upload(Self.csv, spec: .init(displayName: "other")).dataset
            let third = try await service.upload(Self.csv.replacing("0.5", with: "0.6")).dataset
            #expect(first?.contentSha256 == second?.contentSha256)
            #expect(first?.contentSha256 != third?.contentSha256)
            #expect(first?.name != second?.name)
            // Equal blocks are stored once.
            let equal = try await service.base.count("blobs")
            #expect(equal == 6 + 1)
        }
    }

    @Test("columns that widen after chunks were stored are rewritten, and nothing of their old blocks stays")
    func widening() async throws {
        let limits = IngestLimits(chunkRowsMax: 10)
        try await TestService.with(ingestLimits: limits) { service in
            let text =
                "k,a,b,c\n"
                + (0..<205).map { row in
                    "\(row == 150 ? "K150" : "\(row)"),\(row == 199 ? "0.5" : "\(row)"),\(row),\(row < 100 ? "" : "text")\n"
                }.joined()
            let response = try await service.upload(text, spec: .init(displayName: "w", idColumns: ["k"]))
            let dataset = try #require(response.dataset)
            #expect(dataset.schema?.columns.map(\.type) == [.string, .float, .integer, .string])
            #expect(response.rejectReport?.rejectedRows == 0)
            let rows = try await service.rows(dataset.name, pageSize: 37)
            #expect(rows.count == 205)
            for (index, row) in rows.enumerated() {
                #expect(row.values?["k"]?.string == (index == 150 ? "K150" : "\(index)"))
                #expect(row.values?["a"]?.number == (index == 199 ? 0.5 : Double(index)))
                #expect(row.values?["c"]?.string == (index < 100 ? nil : "text"))
            }
            for block in try await service.blocks(dataset.name) { #expect(block.type != .unspecified) }
            let used = try await service.base.distinctBlobsOfChunks()
            #expect(try await service.base.count("blobs") == used)
            // The same content, had its types been known from the first row.
            let known = "k,a,b,c\n" + text.split(separator: "\n").dropFirst().map { "\($0)\n" }.joined()
            let again = try await service.upload(known, spec: .init(displayName: "w", idColumns: ["k"]))
            #expect(again.dataset?.contentSha256 == dataset.contentSha256)
        }
    }

    @Test("as many columns as are allowed")
    func wide() async throws {
        try await TestService.with(ingestLimits: IngestLimits(chunkRowsMax: 3)) { service in
            let names = (0..<1000).map { "c\($0)" }.joined(separator: ",")
            let rows = (0..<5).map { row in (0..<1000).map { "\($0 * row)" }.joined(separator: ",") + "\n" }.joined()
            let name = try #require(try await service.upload(names + "\n" + rows, chunkBytes: 3000).dataset).name
            let blocks = try await service.blocks(name)
            #expect(blocks.count == 2000)
            #expect(blocks.last?.column == "c999")
            let read = try await service.rows(name)
            #expect(read.count == 5)
            #expect(read[4].values?["c999"] == 3996)
        }
    }

    @Test("messages without bytes are nothing")
    func emptyMessages() async throws {
        try await TestService.with { service in
            let parts: [DatasetV1.UploadDatasetRequest.Part] = [
                .spec(.init(displayName: "t")), .chunk([]), .chunk(ByteSlice(Array("a,b\n1".utf8))), .chunk([]),
                .chunk(ByteSlice(Array(",2".utf8))), .chunk([]),
            ]
            let response = try await service.upload(parts.map { DatasetV1.UploadDatasetRequest(part: $0) })
            #expect(response.dataset?.rowCount == 1)
        }
    }

    @Test("files that can't be datasets leave nothing behind")
    func badFiles() async throws {
        try await TestService.with { service in
            for text in ["", "a,b\n", "a,a\n1,2\n", "a,b\n1\n2,3,4\n"] {
                let error = try await rpcError { _ = try await service.upload(text) }
                #expect(error.code == .invalidArgument, "\(text)")
                #expect(error.details.contains { $0.holds(GoogleRpc.BadRequest.self) })
            }
            #expect(try await service.counts().isAllZero)
        }
    }

    @Test("if every row is rejected, the error carries the first rejects")
    func everyRowRejected() async throws {
        try await TestService.with { service in
            let error = try await rpcError { _ = try await service.upload("a,b\n1\n2,3,4\n") }
            let report = try #require(
                try error.details.compactMap { try $0.unpack(as: DatasetV1.RejectReport.self) }.first)
            #expect(report.rejectedRows == 2)
            #expect(report.rejects.map(\.line) == [2, 3])
        }
    }

    @Test("messages out of order, and specs that make no sense, are refused")
    func badRequests() async throws {
        let chunk = DatasetV1.UploadDatasetRequest(part: .chunk(ByteSlice(Array("a\n1\n".utf8))))
        func spec(_ spec: DatasetV1.UploadSpec) -> DatasetV1.UploadDatasetRequest { .init(part: .spec(spec)) }
        let name = String(repeating: "n", count: 200)
        let good = spec(.init(displayName: name))
        let bad: [[DatasetV1.UploadDatasetRequest]] = [
            [], [chunk], [.init()], [good, good], [good, .init()],
            [spec(.init()), chunk], [spec(.init(displayName: " ")), chunk],
            [spec(.init(displayName: name + "n")), chunk],
            [spec(.init(displayName: "n", format: "parquet")), chunk],
            [spec(.init(displayName: "n", delimiter: "\"")), chunk],
            [spec(.init(displayName: "n", delimiter: ",,")), chunk],
            [spec(.init(displayName: "n", delimiter: "é")), chunk],
            [spec(.init(displayName: "n", delimiter: "\n")), chunk],
            [spec(.init(displayName: "n", targetColumn: "y")), chunk],
            [spec(.init(displayName: "n", idColumns: ["y"])), chunk],
            [spec(.init(displayName: "n", targetColumn: "a", idColumns: ["a"])), chunk],
            [spec(.init(displayName: "n", labels: ["": "x"])), chunk],
        ]
        try await TestService.with { service in
            for messages in bad {
                let error = try await rpcError { _ = try await service.upload(messages) }
                #expect(error.code == .invalidArgument, "\(messages)")
            }
            #expect(try await service.counts().isAllZero)
            #expect(try await service.upload([good, chunk]).dataset?.displayName == name)
            let tabs = spec(.init(displayName: "n", format: "CSV", delimiter: "\\t"))
            let table = DatasetV1.UploadDatasetRequest(part: .chunk(ByteSlice(Array("a\tb\n1\t2\n".utf8))))
            #expect(try await service.upload([tabs, table]).dataset?.schema?.columns.map(\.name) == ["a", "b"])
        }
    }

    @Test("a file at the limit is taken, one byte more is refused and named")
    func uploadLimit() async throws {
        let limits = DatasetLimits(uploadBytesMax: 1 << 20)
        try await TestService.with(limits: limits, ingestLimits: IngestLimits(chunkRowsMax: 1000)) { service in
            let text = "a\n" + String(repeating: "123456\n", count: (1 << 20) / 7)
            let full = text + String(repeating: " ", count: (1 << 20) - text.utf8.count)
            #expect(try await service.upload(full, chunkBytes: 50_000).dataset?.byteSize == 1 << 20)
            let error = try await rpcError { _ = try await service.upload(full + " ", chunkBytes: 50_000) }
            #expect(error.code == .resourceExhausted)
            #expect(error.message.contains("upload_bytes_max"))
            #expect(try await service.base.count("datasets") == 1)
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.base.count("dataset_versions") == 1)
            #expect(try await service.base.count("version_leases") == 0)
        }
    }

    @Test("uploads beyond those a replica takes are refused")
    func uploadsLimit() async throws {
        try await TestService.with(limits: DatasetLimits(uploadsMax: 1)) { service in
            let gate = GatedSource([
                .init(part: .spec(.init(displayName: "slow"))), .init(part: .chunk(ByteSlice(Array("a\n1\n".utf8)))),
            ])
            async let slow = service.handlers.uploadDataset(RequestStream(source: gate), context: service.context())
            await gate.waitUntilRead()
            let error = try await rpcError { _ = try await service.upload("a\n1\n") }
            #expect(error.code == .resourceExhausted)
            gate.open()
            #expect(try await slow.dataset?.rowCount == 1)
            #expect(try await service.upload("a\n1\n").dataset?.rowCount == 1)
        }
    }

    static let slowSources: [@Sendable () -> any MessageSource] = [
        { GatedSource([.init(part: .spec(SweepTests.told)), .init(part: .chunk(ByteSlice([])))]) },
        { DrippingSource() },
    ]

    @Test("a client that sends nothing, or hardly anything, loses its place", arguments: slowSources.indices)
    func slowClient(index: Int) async throws {
        let limits = DatasetLimits(uploadsMax: 1, uploadProgressTimeMax: .milliseconds(200))
        try await TestService.with(limits: limits) { service in
            let error = try await rpcError {
                _ = try await service.handlers.uploadDataset(
                    RequestStream(source: Self.slowSources[index]()), context: service.context())
            }
            #expect(error.code == .deadlineExceeded && error.message.contains("upload_progress_bytes_min"))
            #expect(try await service.upload("a\n1\n").dataset?.rowCount == 1)
        }
    }
}
