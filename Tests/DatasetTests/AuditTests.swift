import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
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
}

extension TestDatasetDatabase {
    /// What waits in the outbox, the oldest first.
    func auditEvents() async throws -> [AuthV1.AuditEvent] {
        let waiting = try await pool.withTransaction(tenant: nil) { connection in
            try await DatasetMigrations.outbox.claim(100, on: connection)
        }
        return try waiting.compactMap { try AuthV1.RecordedAuditEvent(serialized: $0.event).event }
    }
}
