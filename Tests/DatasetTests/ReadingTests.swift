import FoundationEssentials
import Messages
import Protobuf
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Reading")
struct ReadingTests {
    static let small = IngestLimits(chunkRowsMax: 10)
    static let text = "a,b,c\n" + (0..<45).map { "\($0),\(Double($0) / 2),name \($0 % 3)\n" }.joined()

    @Test("columns come as blocks, chunk by chunk, in the order asked for")
    func columns() async throws {
        try await TestService.with(limits: DatasetLimits(readAheadBytes: 1), ingestLimits: Self.small) { service in
            let dataset = try #require(try await service.upload(Self.text).dataset)
            let blocks = try await service.blocks(dataset.name, columns: ["c", "a", "c"])
            #expect(blocks.map(\.column) == Array(repeating: ["c", "a"], count: 5).flatMap { $0 })
            #expect(blocks.map(\.firstRow) == [0, 0, 10, 10, 20, 20, 30, 30, 40, 40])
            #expect(blocks.map(\.rowCount) == [10, 10, 10, 10, 10, 10, 10, 10, 5, 5])
            let values = try blocks.filter { $0.column == "a" }.flatMap { block in
                try EncodedBlock(blob: block.serialized()).decoded().testValues()
            }
            #expect(values == (0..<45).map(TestValue.integer))
            #expect(try await service.blocks(dataset.currentVersion).count == 15)
        }
    }

    @Test("whole chunks that intersect the range of rows are sent")
    func ranges() async throws {
        try await TestService.with(ingestLimits: Self.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            func firstRows(_ rows: Range<Int64>) async throws -> [Int64] {
                try await service.blocks(name, columns: ["b"], rows: rows).map(\.firstRow)
            }
            #expect(try await firstRows(0..<0) == [0, 10, 20, 30, 40])
            #expect(try await firstRows(0..<10) == [0])
            #expect(try await firstRows(9..<11) == [0, 10])
            #expect(try await firstRows(44..<100) == [40])
            #expect(try await firstRows(45..<100) == [])
            #expect(try await firstRows(20..<20) == [])
            let open = try await service.readColumns(.init(name: name, columns: ["b"], rowBegin: 25))
            #expect(open.map(\.firstRow) == [20, 30, 40])
            for request in [
                DatasetV1.ReadColumnsRequest(name: name, rowBegin: -1), .init(name: name, rowBegin: 5, rowEnd: 4),
                .init(name: name, columns: ["a", "nope"]),
            ] {
                let error = try await rpcError { _ = try await service.readColumns(request) }
                #expect(error.code == .invalidArgument)
                if !request.columns.isEmpty { #expect(error.message.contains("nope")) }
            }
        }
    }

    @Test("rows come in pages that stay in their version")
    func pages() async throws {
        try await TestService.with(ingestLimits: Self.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            for size: Int32 in [1, 7, 10, 45, 46] {
                let rows = try await service.rows(name, pageSize: size)
                #expect(rows.map(\.rowIndex) == Array(0..<45))
                #expect(rows.map { $0.values?["b"]?.number } == (0..<45).map { Double($0) / 2 })
            }
            let page = try await service.handlers.listRows(.init(parent: name), context: service.context())
            #expect(page.rows.count == 45)
            let tokens = [
                "x", "eHx5", RowPosition(version: UUID(), row: 3).token,
                PageToken.encode("newest", "0", UUID().text),
            ]
            for (token, code) in zip(
                tokens, [StatusCode.invalidArgument, .invalidArgument, .notFound, .invalidArgument])
            {
                let error = try await rpcError {
                    _ = try await service.handlers.listRows(
                        .init(parent: name, pageToken: token), context: service.context())
                }
                #expect(error.code == code)
            }
        }
    }

    @Test("a page of wide rows ends where a message would grow too large")
    func wideRows() async throws {
        try await TestService.with(limits: DatasetLimits(rowsPageBytesMax: 1000)) { service in
            let text = "a\n" + (0..<20).map { _ in String(repeating: "x", count: 300) + "\n" }.joined()
            let name = try #require(try await service.upload(text).dataset).name
            let page = try await service.handlers.listRows(.init(parent: name), context: service.context())
            #expect(page.rows.count == 4)
            #expect(try await service.rows(name).count == 20)
        }
    }

    @Test("values that JSON numbers can't hold are strings")
    func unusualValues() async throws {
        try await TestService.with { service in
            let text = "i,f\n9007199254740992,inf\n9007199254740993,-inf\n-9007199254740993,1e-300\n"
            let rows = try await service.rows(try #require(try await service.upload(text).dataset).name)
            #expect(rows.map { $0.values?["i"] } == [9_007_199_254_740_992, "9007199254740993", "-9007199254740993"])
            #expect(rows.map { $0.values?["f"] } == ["Infinity", "-Infinity", 1e-300])
        }
    }

    @Test("a row token beyond the last row ends the listing, however far", arguments: [3, 4, Int64.max])
    func hostileRowToken(_ row: Int64) async throws {
        try await TestService.with { service in
            let dataset = try #require(try await service.upload("a\n1\n2\n3\n").dataset)
            let version = try #require(UUID(uuidString: String(dataset.currentVersion.split(separator: "/")[3])))
            let page = try await service.handlers.listRows(
                .init(parent: dataset.name, pageToken: RowPosition(version: version, row: row).token),
                context: service.context())
            #expect(page.rows.isEmpty && page.nextPageToken.isEmpty)
        }
    }

    @Test("listings are the newest first, page by page")
    func listing() async throws {
        try await TestService.with { service in
            var names: [String] = []
            for _ in 0..<5 { names.append(try #require(try await service.upload("a\n1\n").dataset).name) }
            var listed: [String] = []
            var token = ""
            var pages = 0
            repeat {
                let page = try await service.handlers.listDatasets(
                    .init(pageSize: 2, pageToken: token), context: service.context())
                listed += page.datasets.map(\.name)
                token = page.nextPageToken
                pages += 1
            } while !token.isEmpty
            #expect(listed == names.reversed())
            #expect(pages == 3)
            let all = try await service.handlers.listDatasets(.init(pageSize: 1_000_000), context: service.context())
            #expect(all.datasets.count == 5)
            for request in [DatasetV1.ListDatasetsRequest(pageSize: -1), .init(pageToken: "x")] {
                let error = try await rpcError {
                    _ = try await service.handlers.listDatasets(request, context: service.context())
                }
                #expect(error.code == .invalidArgument)
            }
        }
    }

    @Test("another tenant's dataset, and what is no name, do not exist")
    func notFound() async throws {
        try await TestService.with { service in
            let dataset = try #require(try await service.upload("a\n1\n").dataset)
            let other = service.context(tenant: TestDatasetDatabase.newTenant())
            let calls: [() async throws -> Void] = [
                { _ = try await service.handlers.getDataset(.init(name: dataset.name), context: other) },
                { _ = try await service.handlers.deleteDataset(.init(name: dataset.name), context: other) },
                { _ = try await service.handlers.listRows(.init(parent: dataset.name), context: other) },
                { _ = try await service.blocks(dataset.name, tenant: other.principal?.tenantID) },
            ]
            for call in calls { #expect(try await rpcError(call).code == .notFound) }
            #expect(try await service.handlers.listDatasets(.init(), context: other).datasets.isEmpty)
            let uppercase = "datasets/" + dataset.name.dropFirst(9).uppercased()
            for name in [
                "", "datasets", "datasets/", "datasets/x", "sets/\(UUID())", uppercase, dataset.currentVersion,
                dataset.name + "/",
            ] {
                #expect(try await rpcError { _ = try await service.dataset(name) }.code == .notFound)
            }
            #expect(try await service.dataset(dataset.name) == dataset)
        }
    }
}

extension TestService {
    func readColumns(_ request: DatasetV1.ReadColumnsRequest) async throws -> [DatasetV1.ColumnBlock] {
        let (writer, written) = ResponseWriter<DatasetV1.ColumnBlock>.collecting()
        try await handlers.readColumns(request, responses: writer, context: context())
        var blocks: [DatasetV1.ColumnBlock] = []
        for try await block in written { blocks.append(block) }
        return blocks
    }
}
