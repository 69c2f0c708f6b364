import API
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Changing datasets")
struct EditTests {
    private func update(
        _ service: TestService, _ dataset: DatasetV1.Dataset, _ paths: [String] = [], tenant: String? = nil
    ) async throws -> DatasetV1.Dataset {
        try await service.handlers.updateDataset(
            .init(dataset: dataset, updateMask: paths.isEmpty ? nil : .init(paths: paths)),
            context: service.context(tenant: tenant))
    }

    @Test("what the mask names changes, without one what is set; the rest stays, and the etag moves")
    func mask() async throws {
        try await TestService.with { service in
            let spec = DatasetV1.UploadSpec(displayName: "t", description: "d", labels: ["k": "v"])
            let first = try #require(try await service.upload("a,b\n1,x\n", spec: spec).dataset)
            let named = try await update(service, .init(name: first.name, displayName: " new "))
            #expect(named.displayName == "new" && named.description == "d" && named.labels == ["k": "v"])
            #expect(named.etag != first.etag && named.contentSha256 == first.contentSha256)
            let cleared = try await update(service, .init(name: first.name), ["description", "labels"])
            #expect(cleared.description.isEmpty && cleared.labels.isEmpty && cleared.displayName == "new")
            let change = DatasetV1.Schema(columns: [
                .init(name: "a", role: .label, missingPolicy: .missingRejected, unit: "ms")
            ])
            let changed = try await update(service, .init(name: first.name, schema: change, etag: cleared.etag))
            #expect(
                changed.schema?.columns == [
                    .init(name: "a", type: .integer, role: .label, missingPolicy: .missingRejected, unit: "ms"),
                    .init(name: "b", type: .string, role: .feature),
                ])
            #expect(try await service.dataset(first.name) == changed)
            // The rows to come know of it.
            let response = try await service.handlers.appendRows(
                .init(name: first.name, rows: [["b": "y"], ["a": 2]]), context: service.context())
            #expect(response.rejectReport?.rejectedRows == 1)
            #expect(response.version?.schema?.columns.first?.unit == "ms")
        }
    }

    @Test("what can't be changed is refused; another tenant's dataset, and an outdated etag, before that or after")
    func refusals() async throws {
        try await TestService.with { service in
            let first = try #require(try await service.upload("a\n1\n").dataset)
            func schema(_ column: DatasetV1.Column) -> DatasetV1.Dataset {
                .init(name: first.name, schema: .init(columns: [column]))
            }
            for (dataset, paths) in [
                (.init(name: first.name), []), (.init(name: first.name), ["display_name"]),
                (.init(name: first.name, displayName: "x"), ["row_count"]), (schema(.init(name: "b")), []),
                (schema(.init(name: "a", type: .string)), []), (schema(.init(name: "a", role: .unrecognized(9))), []),
            ] as [(DatasetV1.Dataset, [String])] {
                let error = try await rpcError { _ = try await update(service, dataset, paths) }
                #expect(error.code == .invalidArgument)
            }
            let other = TestDatasetDatabase.newTenant()
            let hidden = try await rpcError { _ = try await update(service, .init(name: first.name), tenant: other) }
            #expect(hidden.code == .notFound)
            _ = try await update(service, .init(name: first.name, displayName: "x", etag: first.etag))
            for call in [
                { _ = try await update(service, .init(name: first.name, displayName: "y", etag: first.etag)) },
                {
                    _ = try await service.handlers.deleteDataset(
                        .init(name: first.name, etag: first.etag), context: service.context())
                },
            ] as [() async throws -> Void] {
                let error = try await rpcError(call)
                #expect(error.code == .aborted)
            }
            #expect(try await service.dataset(first.name).displayName == "x")
        }
    }

    @Test("a deleted dataset is hidden, listed on demand, and can be had back as it was, until the purge")
    func undelete() async throws {
        try await TestService.with { service in
            let first = try #require(try await service.upload("a\n1\n").dataset)
            _ = try await service.handlers.appendRows(
                .init(name: first.name, rows: [["a": 2]]), context: service.context())
            func list(deleted: Bool) async throws -> [DatasetV1.Dataset] {
                try await service.handlers.listDatasets(.init(showDeleted: deleted), context: service.context())
                    .datasets
            }
            func undelete(tenant: String? = nil) async throws -> DatasetV1.Dataset {
                try await service.handlers.undeleteDataset(
                    .init(name: first.name), context: service.context(tenant: tenant))
            }
            let live = try await rpcError { _ = try await undelete() }
            #expect(live.code == .alreadyExists)
            _ = try await service.handlers.deleteDataset(.init(name: first.name), context: service.context())
            #expect(try await list(deleted: false).isEmpty)
            let shown = try #require(try await list(deleted: true).first)
            let (deleted, purged) = (try #require(shown.deleteTime), try #require(shown.purgeTime))
            #expect(purged.seconds - deleted.seconds == 7 * 24 * 60 * 60)
            for call in [
                { _ = try await service.dataset(first.name) }, { _ = try await service.rows(first.name) },
                { _ = try await service.upload("a\n1\n", spec: .init(appendTo: first.name)) },
                { _ = try await undelete(tenant: TestDatasetDatabase.newTenant()) },
            ] as [() async throws -> Void] {
                let error = try await rpcError(call)
                #expect(error.code == .notFound)
            }
            let back = try await undelete()
            #expect(back.deleteTime == nil && back.rowCount == 2 && back.etag != shown.etag)
            #expect(try await service.dataset(first.name) == back)
            try await service.base.expireLeases()
            #expect(try await service.parts.sweep.run() == 0)
            _ = try await service.handlers.deleteDataset(.init(name: first.name), context: service.context())
            // One of its versions is gone: that is too late.
            let owner = try await service.base.database.connect()
            _ = try await owner.execute(
                """
                UPDATE version_leases SET is_collecting = true WHERE version_id = (
                    SELECT version_id FROM version_leases LIMIT 1)
                """)
            let late = try await rpcError { _ = try await undelete() }
            #expect(late.code == .notFound)
            try await service.base.expireLeases()
            #expect(try await service.parts.sweep.run() == 2)
            #expect(try await service.counts().isAllZero)
        }
    }

    @Test("detection goes on reading a version of a deleted dataset until the purge; nobody else does")
    func internalReads() async throws {
        try await RPCHarness.with { harness in
            let dataset = try await harness.upload("a\n1\n2\n")
            let detection = try harness.service("detection", tenant: harness.tenant)
            func read(_ name: String) async throws -> Int {
                var blocks = 0
                for try await _ in try await harness.client.readColumns(.init(name: name), options: detection) {
                    blocks += 1
                }
                return blocks
            }
            let owner = try await harness.base.database.connect()
            _ = try await owner.execute("UPDATE datasets SET deleted_at = now(), purge_at = now() + interval '1 hour'")
            #expect(try await read(dataset.currentVersion) == 1)
            let version = try await harness.client.getDatasetVersion(
                .init(name: dataset.currentVersion), options: detection)
            #expect(version.rowCount == 2)
            for call in [
                { _ = try await read(dataset.name) },
                { _ = try await harness.client.getDataset(.init(name: dataset.name), options: detection) },
                {
                    _ = try await harness.client.getDatasetVersion(
                        .init(name: dataset.currentVersion), options: harness.user("data_scientist"))
                },
            ] as [() async throws -> Void] {
                let error = try await rpcError(call)
                #expect(error.code == .notFound)
            }
            _ = try await owner.execute("UPDATE datasets SET purge_at = now()")
            let purged = try await rpcError { _ = try await read(dataset.currentVersion) }
            #expect(purged.code == .notFound)
        }
    }

    @Test("lists are filtered by name, labels, size and time")
    func filter() async throws {
        try await TestService.with { service in
            let one = DatasetV1.UploadSpec(displayName: "one", labels: ["team": "a", "team_x": "p"])
            _ = try await service.upload("a\n1\n2\n3\n", spec: one)
            _ = try await service.upload("a\n1\n", spec: .init(displayName: "two", labels: ["team": "b"]))
            _ = try await service.upload("a\n1\n", spec: .init(displayName: "three"))
            func list(_ filter: String) async throws -> [String] {
                try await service.handlers.listDatasets(.init(filter: filter), context: service.context())
                    .datasets.map(\.displayName)
            }
            for (filter, expected) in [
                ("", ["three", "two", "one"]), ("display_name = \"t*\"", ["three", "two"]),
                ("labels.team = a", ["one"]), ("labels.team:*", ["two", "one"]), ("labels.team != a", ["two"]),
                ("NOT labels.team = a", ["three", "two"]), ("labels.teamX = p", []), ("labels.team_x = p", ["one"]),
                ("row_count > 1", ["one"]), ("byte_size < 5 AND displayName = two", ["two"]),
                ("create_time > 2020-01-01T00:00:00Z", ["three", "two", "one"]),
                ("labels.nothing = \"'; DROP TABLE datasets\"", []),
            ] {
                #expect(try await list(filter) == expected, "\(filter)")
            }
            for filter in ["etag = 1", "labels = a", "row_count = x", "display_name ="] {
                let error = try await rpcError { _ = try await list(filter) }
                #expect(error.code == .invalidArgument, "\(filter)")
            }
        }
    }
}
