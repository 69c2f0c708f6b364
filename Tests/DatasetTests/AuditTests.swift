import API
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Audit events of datasets")
struct AuditTests {
    @Test("an upload and a deletion leave an event each, in their own transaction; what fails leaves none")
    func acts() async throws {
        try await TestService.with { service in
            let dataset = try await service.upload("a,b\n1,x\n").dataset
            let name = try #require(dataset?.name)
            for text in ["", "a\n1\n\"2\n"] { _ = try? await service.upload(text) }
            _ = try await service.handlers.deleteDataset(.init(name: name), context: service.context())
            await #expect(throws: RPCError.self) {
                try await service.handlers.deleteDataset(.init(name: name), context: service.context())
            }
            let events = try await service.base.auditEvents()
            #expect(events.map(\.action).filter { $0 == "datasets.delete" }.count == 1)
            #expect(events.first?.action == "datasets.upload")
            #expect(events.filter { $0.resource == name }.map(\.action) == ["datasets.upload", "datasets.delete"])
            #expect(
                events.allSatisfy { $0.actor == "users/tester" && $0.service == "dataset" && $0.result == .succeeded })
            let datasets = try await service.base.count("datasets")
            #expect(events.count == datasets + 1)
        }
    }

    @Test("a viewer who tries to delete a dataset leaves an event")
    func denied() async throws {
        try await RPCHarness.with { harness in
            let dataset = try await harness.upload("a\n1\n")
            let error = try await rpcError {
                try await harness.client.deleteDataset(.init(name: dataset.name), options: harness.user("viewer"))
            }
            #expect(error.code == .permissionDenied)
            func denials() async throws -> [AuthV1.AuditEvent] {
                try await harness.base.auditEvents().filter { $0.result == .denied }
            }
            try await eventually { try await !denials().isEmpty }
            let events = try await denials()
            #expect(events.map(\.action) == ["access.denied"])
            #expect(events.map(\.resource) == ["/pynomaly.dataset.v1.DatasetService/DeleteDataset"])
            #expect(events.map(\.actor) == ["users/ann"])
        }
    }
}

extension TestDatasetDatabase {
    /// What waits in the outbox, the oldest first.
    func auditEvents() async throws -> [AuthV1.AuditEvent] {
        let rows = try await database.connect().query(
            "SELECT event FROM dataset.audit_outbox JOIN dataset.audit_queue USING (event_id) ORDER BY enqueue_time")
        return try rows.compactMap { try AuthV1.RecordedAuditEvent(serialized: $0.decode([UInt8].self, 0)).event }
    }
}
