import API
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DetectionBackend

/// What detection's acts leave in the outbox. Nobody carries it away: there is no auth here.
@Suite(.timeLimit(.minutes(5))) struct AuditTests {
    private func events(_ fixture: DetectionFixture) async throws -> [AuthV1.AuditEvent] {
        // The service's own relay may hold some for the moment in which it fails to reach auth.
        let rows = try await fixture.owner().query(
            """
            SELECT event FROM detection.audit_outbox JOIN detection.audit_queue USING (event_id) ORDER BY enqueue_time
            """)
        return try rows.compactMap { try AuthV1.RecordedAuditEvent(serialized: $0.decode([UInt8].self, 0)).event }
    }

    @Test func `detectors, trainings, models and jobs leave their events, and what is refused leaves none`()
        async throws
    {
        try await DetectionFixture.with { fixture in
            let table = fixture.add(.strange(rows: 100))
            let detector = try await fixture.detector().name
            let model = try await fixture.train(detector, on: table)
            let job = try await fixture.startJob([detector], on: table, requestID: "once")
            _ = try await fixture.startJob([detector], on: table, requestID: "once")
            let options = try fixture.scientist()
            try await eventually {
                try await fixture.replica.jobs.getDetectionJob(.init(name: job.name), options: options).state.isFinal
            }
            // It has ended, so there is nothing to cancel.
            _ = try await fixture.replica.jobs.cancelDetectionJob(.init(name: job.name), options: options)
            let expected = [
                ("detectors.create", detector), ("detectors.train", detector), ("models.create", model.name),
                ("jobs.create", job.name),
            ]
            var found = try await events(fixture)
            #expect(found.map(\.action) == expected.map(\.0))
            #expect(found.map(\.resource) == expected.map(\.1))
            #expect(found.map(\.actor) == ["users/ann", "users/ann", "services/detection", "users/ann"])
            #expect(found[1].detail.hasPrefix("operations/detection/") && found[1].detail.hasSuffix(table))

            _ = try await fixture.replica.detectors.deleteDetector(.init(name: detector), options: options)
            _ = try await rpcError {
                try await fixture.replica.detectors.deleteDetector(.init(name: detector), options: options)
            }
            found = try await events(fixture)
            #expect(found.map(\.action).suffix(1) == ["detectors.delete"])
            #expect(found.count == 5)
        }
    }

    @Test func `a job that is cancelled leaves an event`() async throws {
        try await DetectionFixture.with { fixture in
            let table = fixture.add(.strange(rows: 100))
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: table)
            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: table)
            let options = try fixture.scientist()
            _ = try await fixture.replica.jobs.cancelDetectionJob(.init(name: job.name), options: options)
            let last = try #require(try await events(fixture).last)
            #expect(last.action == "jobs.cancel" && last.resource == job.name)
        }
    }
}
