import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Appending rows")
struct AppendTests {
    static let small = IngestLimits(chunkRowsMax: 10)
    static let rows = (0..<25).map { "\($0),name \($0 % 3)\n" }.joined()

    static func more(_ range: Range<Int>) -> [GoogleProtobuf.Struct] {
        range.map { ["a": .init(Double($0)), "b": .init("name \($0 % 3)")] }
    }

    @Test("a call may hold as many cells as the limit says, however short they are")
    func manyShortCells() throws {
        let limits = DatasetLimits.standard
        let columns = limits.inlineCellsMax / limits.inlineRowsMax
        for value in [GoogleProtobuf.Value(kind: .boolValue(true)), GoogleProtobuf.Value(kind: .stringValue("a"))] {
            let row = GoogleProtobuf.Struct(
                fields: Dictionary(uniqueKeysWithValues: (0..<columns).map { ("\($0)", value) }))
            let request = DatasetV1.AppendRowsRequest(
                name: "datasets/x", rows: Array(repeating: row, count: limits.inlineRowsMax))
            #expect(try DatasetV1.AppendRowsRequest(serialized: request.serialized()).rows.count == request.rows.count)
        }
    }

    @Test("rows in a call become a new version that shares its parent's blocks; the old one stays as it was")
    func sharing() async throws {
        try await TestService.with(ingestLimits: Self.small) { service in
            let first = try #require(try await service.upload("a,b\n" + Self.rows).dataset)
            let blobs = try await service.base.count("blobs")
            let response = try await service.handlers.appendRows(
                .init(name: first.name, rows: Self.more(25..<37)), context: service.context())
            let version = try #require(response.version)
            #expect(response.rejectReport == .init(acceptedRows: 12))
            #expect(version.rowCount == 37 && version.parentVersion == first.currentVersion)
            let now = try await service.dataset(first.name)
            #expect(now.currentVersion == version.name && now.rowCount == 37 && now.etag != first.etag)
            #expect(now.byteSize > first.byteSize && now.contentSha256 == version.contentSha256)
            // What is shared costs its rows, so that many small appends can't fill the database beside the quota.
            let owner = try await service.base.database.connect()
            let added = try await owner.query(
                """
                SELECT v.added_bytes - (v.stored_bytes - p.stored_bytes)
                FROM dataset_versions v JOIN dataset_versions p ON p.id = v.parent_id
                """)[0].decode(Int64.self, 0)
            #expect(added == 3 * 2 * DatasetLimits.standard.sharedBlockBytes)
            // Two chunks were added, of two columns each; nothing was written twice.
            #expect(try await service.base.count("blobs") <= blobs + 4)
            #expect(try await service.base.count("version_leases") == 0)
            let rows = try await service.rows(first.name)
            #expect(rows.map(\.rowIndex) == (0..<37).map { Int64($0) })
            #expect(rows.map { $0.values?["a"]?.number } == (0..<37).map { Double($0) })
            #expect(rows.map { $0.values?["b"]?.string } == (0..<37).map { "name \($0 % 3)" })
            #expect(try await service.rows(first.currentVersion).count == 25)
            let blocks = try await service.blocks(first.name, columns: ["a"])
            #expect(blocks.map(\.firstRow) == [0, 10, 20, 25, 35])
        }
    }

    @Test("versions are listed, the newest first, and got by name")
    func versions() async throws {
        try await TestService.with { service in
            let upload = try await service.upload("a,b\n1,x\n")
            let first = try #require(upload.dataset)
            for index in 1..<4 {
                _ = try await service.handlers.appendRows(
                    .init(name: first.name, rows: Self.more(index..<index + 1)), context: service.context())
            }
            var names: [String] = []
            var token = ""
            repeat {
                let page = try await service.handlers.listDatasetVersions(
                    .init(parent: first.name, pageSize: 3, pageToken: token), context: service.context())
                for version in page.versions {
                    names.append(version.name)
                    #expect(
                        try await service.handlers.getDatasetVersion(
                            .init(name: version.name), context: service.context()) == version)
                }
                token = page.nextPageToken
            } while !token.isEmpty
            #expect(names.count == 4 && names.last == first.currentVersion)
            #expect(
                try await service.handlers.getDatasetVersion(
                    .init(name: first.currentVersion), context: service.context()) == upload.version)
            #expect(upload.version?.storedBytes ?? 0 > 0)
            let other = try await rpcError {
                _ = try await service.handlers.listDatasetVersions(
                    .init(parent: first.name), context: service.context(tenant: TestDatasetDatabase.newTenant()))
            }
            #expect(other.code == .notFound)
        }
    }

    @Test("a file's rows follow the dataset's: those that it lacks are missing, another one is refused")
    func files() async throws {
        try await TestService.with(ingestLimits: Self.small) { service in
            let first = try #require(try await service.upload("a,b,c\n1,x,true\n").dataset)
            let response = try await service.upload(
                "b,a\ny,2\nz,no number\n", spec: .init(displayName: "ignored", appendTo: first.name))
            #expect(response.version?.rowCount == 2 && response.version?.rejectedRows == 1)
            #expect(response.rejectReport?.rejects.map(\.column) == ["a"])
            #expect(response.dataset?.displayName == "table")
            #expect(response.dataset?.schema?.columns.map(\.missingCount) == [0, 0, 1])
            // An object names what it likes, when it likes.
            let lines = (0..<15).map { #"{"c": true, "a": \#($0)}"# + "\n" }.joined() + #"{"b": "late"}"# + "\n"
            let json = try await service.upload(lines, spec: .init(displayName: "", appendTo: first.name))
            #expect(json.version?.rowCount == 18)
            let rows = try await service.rows(first.name)
            #expect(rows[1].values == ["a": 2, "b": "y", "c": nil])
            #expect(rows[2].values == ["a": 0, "b": nil, "c": true])
            #expect(rows[17].values == ["a": nil, "b": "late", "c": nil])
            #expect(json.dataset?.schema?.columns.map(\.missingCount) == [1, 15, 2])
            let before = try await service.counts()
            for (text, spec) in [
                ("a,d\n1,2\n", DatasetV1.UploadSpec(appendTo: first.name)),
                ("a\n1\n", .init(targetColumn: "a", appendTo: first.name)),
                ("a\n1\n", .init(idColumns: ["a"], appendTo: first.name)),
                ("a\n1\n", .init(schema: .init(columns: [.init(name: "a")]), appendTo: first.name)),
                ("a\nx\n", .init(appendTo: first.name)), ("a\n", .init(appendTo: first.name)),
            ] {
                let error = try await rpcError { _ = try await service.upload(text, spec: spec) }
                #expect(error.code == .invalidArgument, "\(text)")
            }
            _ = try await service.parts.sweep.run()
            #expect(try await service.counts() == before)
            let other = TestDatasetDatabase.newTenant()
            let error = try await rpcError {
                _ = try await service.upload("a\n1\n", spec: .init(appendTo: first.name), tenant: other)
            }
            #expect(error.code == .notFound)
        }
    }

    @Test("a resumable upload appends as well")
    func resumable() async throws {
        try await TestService.with { service in
            let first = try #require(try await service.upload("a\n1\n").dataset)
            let bytes = Array("a\n2\n".utf8)
            let upload = try await service.uploads.createUpload(
                .init(upload: .init(spec: .init(appendTo: first.name), byteSize: Int64(bytes.count))),
                context: service.context())
            _ = try await service.uploads.writeUpload(
                RequestStream([
                    .init(part: .start(.init(name: upload.name, offset: 0))), .init(part: .chunk(ByteSlice(bytes))),
                ]), context: service.context())
            let response = try await service.uploads.finishUpload(.init(name: upload.name), context: service.context())
            #expect(response.dataset?.name == first.name && response.version?.rowCount == 2)
            let error = try await rpcError {
                _ = try await service.uploads.createUpload(
                    .init(upload: .init(spec: .init(appendTo: first.name), byteSize: 1)),
                    context: service.context(tenant: TestDatasetDatabase.newTenant()))
            }
            #expect(error.code == .notFound)
        }
    }

    @Test("rows that are appended by many at once are all there once, whichever replica took them")
    func races() async throws {
        try await TestService.with(ingestLimits: Self.small) { service in
            let first = try #require(try await service.upload("a,b\n0,name 0\n").dataset)
            let replica = DatasetHandlers(
                parts: DatasetParts(
                    pool: service.base.pool, cpuPool: service.parts.cpuPool, ingestLimits: Self.small),
                logger: service.handlers.logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<8 {
                    let handlers = index.isMultiple(of: 2) ? service.handlers : replica
                    group.addTask {
                        _ = try await handlers.appendRows(
                            .init(name: first.name, rows: Self.more(1 + index * 3..<4 + index * 3)),
                            context: service.context())
                    }
                }
                try await group.waitForAll()
            }
            let rows = try await service.rows(first.name)
            #expect(rows.compactMap { $0.values?["a"]?.number }.sorted() == (0..<25).map { Double($0) })
            #expect(rows.map(\.rowIndex) == (0..<25).map { Int64($0) })
            #expect(try await service.base.count("dataset_versions") == 9)
            #expect(try await service.base.count("version_leases") == 0)
            let blocks = try await service.blocks(first.name, columns: ["a"])
            #expect(blocks.map(\.firstRow) == [0, 1, 4, 7, 10, 13, 16, 19, 22])
        }
    }

    @Test("with an etag, who comes late is told, and nothing of it is kept")
    func etag() async throws {
        try await TestService.with { service in
            let first = try #require(try await service.upload("a,b\n0,x\n").dataset)
            func append(_ etag: String) async throws {
                _ = try await service.handlers.appendRows(
                    .init(name: first.name, rows: Self.more(1..<2), etag: etag), context: service.context())
            }
            try await append(first.etag)
            let error = try await rpcError { try await append(first.etag) }
            #expect(error.code == .aborted)
            try await append("*")
            // Between the look at the start and the publication somebody else was quicker.
            let stale = try await service.parts.catalog.dataset(
                ResourceName.id(first.name, in: "datasets"), tenant: service.tenant)
            let parent = try #require(stale)
            try await append("")
            let upload = Upload(
                try UploadRequest(.init(), following: parent.version, limits: .standard), onto: parent,
                etag: Etag.text(version: parent.revision), tenant: service.tenant, actor: service.actor,
                parts: service.parts)
            try await upload.receive(ByteSlice(Array("a,b\n9,y\n".utf8)))
            let late = try await rpcError { _ = try await upload.finish() }
            #expect(late.code == .aborted)
            await upload.abandon(service.handlers.logger)
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.rows(first.name).count == 4)
        }
    }

    @Test("a dataset that was deleted while rows came is NOT_FOUND, and the rows are collected")
    func deletedMeanwhile() async throws {
        try await TestService.with { service in
            let first = try #require(try await service.upload("a\n0\n").dataset)
            let upload = try await Upload(
                .init(appendTo: first.name), tenant: service.tenant, actor: service.actor, parts: service.parts)
            try await upload.receive(ByteSlice(Array("a\n1\n".utf8)))
            _ = try await service.handlers.deleteDataset(.init(name: first.name), context: service.context())
            let error = try await rpcError { _ = try await upload.finish() }
            #expect(error.code == .notFound)
            await upload.abandon(service.handlers.logger)
            #expect(try await service.parts.sweep.run() == 1)
            try await service.base.expireLeases()
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.counts().isAllZero)
        }
    }

    @Test("all versions of a deleted dataset are purged, with the blobs that they share")
    func purge() async throws {
        try await TestService.with(limits: DatasetLimits(sweepBatch: 4), ingestLimits: Self.small) { service in
            let first = try #require(try await service.upload("a,b\n" + Self.rows).dataset)
            _ = try await service.handlers.appendRows(
                .init(name: first.name, rows: Self.more(0..<30)), context: service.context())
            _ = try await service.handlers.deleteDataset(.init(name: first.name), context: service.context())
            try await service.base.expireLeases()
            #expect(try await service.parts.sweep.run() == 2)
            #expect(try await service.counts().isAllZero)
        }
    }

    @Test("rows in a call: as many as there may be, and one more")
    func limits() async throws {
        let limits = DatasetLimits(inlineRowsMax: 3, inlineCellsMax: 4)
        try await TestService.with(limits: limits) { service in
            let one = try #require(try await service.upload("a\n0\n").dataset).name
            let two = try #require(try await service.upload("a,b\n0,x\n").dataset).name
            func append(_ name: String, _ rows: [GoogleProtobuf.Struct]) async throws {
                _ = try await service.handlers.appendRows(.init(name: name, rows: rows), context: service.context())
            }
            try await append(one, [["a": 1], ["a": 2], ["a": 3]])
            try await append(two, [["a": 1], ["b": "y"]])
            for (name, rows) in [
                (one, [["a": 1], ["a": 2], ["a": 3], ["a": 4]]), (two, [["a": 1], ["a": 2], ["a": 3]]), (one, []),
                (one, [["x": 1]]),
            ] as [(String, [GoogleProtobuf.Struct])] {
                let error = try await rpcError { try await append(name, rows) }
                #expect(error.code == .invalidArgument)
                #expect(error.details.contains { $0.holds(GoogleRpc.BadRequest.self) })
            }
            #expect(try await service.rows(one).count == 4)
        }
    }
}
