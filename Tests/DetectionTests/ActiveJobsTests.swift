import API
import Messages
import Postgres
import ServiceKit
import Telemetry
import TestKit
import Testing

@testable import DetectionBackend

/// The gauge `pynomaly_active_detection_jobs`.
@Suite(.timeLimit(.minutes(5))) struct ActiveJobsTests {
    private func scraped(_ replica: ServiceFixture.Replica) async throws -> String {
        let text = await replica.service.environment.registry.scrape()
        let line = text.split(separator: "\n").first { $0.hasPrefix("pynomaly_active_detection_jobs ") }
        return String(try #require(line?.split(separator: " ").last))
    }

    @Test func `it is the number of running jobs of all tenants, in every replica alike`() async throws {
        try await DetectionFixture.with(["WORKER_COUNT": "2", "TASK_ROWS": "1000"]) { fixture in
            let other = ServiceFixture.newTenant()
            let own = fixture.add(.strange(rows: 50))
            let theirs = fixture.add(.strange(rows: 50), tenant: other)
            let detector = try await fixture.detector().name
            let their = try await fixture.detector(tenant: other).name
            try await fixture.train(detector, on: own)
            try await fixture.train(their, on: theirs, tenant: other)
            let second = try await fixture.base.start(["WORKER_COUNT": "1"])
            func expect(_ count: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
                let running = try await fixture.count("detection_jobs", where: "status = 'running'")
                #expect(running == count, sourceLocation: sourceLocation)
                for replica in [fixture.replica, second] {
                    #expect(try await scraped(replica) == "\(count)", sourceLocation: sourceLocation)
                }
            }

            try await expect(0)
            let gate = fixture.datasets.gate
            gate.close()
            let first = try await fixture.startJob([detector], on: own)
            try await eventually { gate.waitingCount == 1 }
            try await expect(1)
            _ = try await fixture.startJob([their], on: theirs, tenant: other)
            _ = try await fixture.startJob([detector], on: own)
            let queued = try await fixture.startJob([detector], on: own)
            try await eventually { gate.waitingCount == 3 }
            try await expect(3)
            #expect(try await fixture.job(queued.name).state == .queued)
            let cancelling = try await fixture.replica.jobs.cancelDetectionJob(
                .init(name: first.name), options: fixture.scientist())
            #expect(cancelling.state == .cancelling)
            try await expect(2)
            gate.open()
            try await eventually {
                try await fixture.count("detection_jobs", where: "status IN ('succeeded', 'cancelled')") == 4
            }
            try await expect(0)
        }
    }

    @Test func `without a database it is not a number`() async throws {
        try await DetectionFixture.with { fixture in
            #expect(try await scraped(fixture.replica) == "0")
            try await fixture.base.database.whileAway {
                try await eventually { try await scraped(fixture.replica) == "NaN" }
            }
            try await eventually { try await scraped(fixture.replica) == "0" }
        }
    }
}
