import API
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import Synchronization
import TestKit
import Testing

@testable import DetectionBackend

/// How far a training is, where its user looks.
@Suite(.timeLimit(.minutes(5))) struct ProgressTests {
    private func percent(_ operation: GoogleLongrunning.Operation) throws -> Double? {
        try operation.metadata?.unpack(as: DetectionV1.TrainDetectorMetadata.self)?.progress?.percent
    }

    @Test func `a running operation tells its progress, which never goes back; one that is done tells all`()
        async throws
    {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 50))
            let detector = try await fixture.detector().name
            let options = try fixture.scientist()
            let tenant = try #require(UUID(uuidString: fixture.base.tenant))
            let store = OperationStore(pool: try fixture.pool())
            fixture.datasets.gate.close()
            let started = try await fixture.replica.detectors.trainDetector(
                .init(name: detector, datasetVersion: version), options: options)
            #expect(try percent(started) == 0)
            let id = try #require(started.name.split(separator: "/").last.flatMap { UUID(uuidString: String($0)) })
            @Sendable func told() async throws -> Double? {
                try await percent(fixture.replica.operations.getOperation(.init(name: started.name), options: options))
            }
            let writer = ProgressWriter(interval: .milliseconds(1)) {
                try await store.advance(id, to: $0, tenant: tenant)
            }
            try await writer.run { report in
                report(0.25)
                try await eventually { try await told() == 25 }
            }
            try await store.advance(id, to: 0.125, tenant: tenant)
            #expect(try await told() == 25)
            fixture.datasets.gate.open()
            let done = try await fixture.replica.operations.waitOperation(.init(name: started.name), options: options)
            #expect(try done.done && percent(done) == 100)
            try await store.advance(id, to: 0.5, tenant: tenant)
            #expect(try await told() == 100)
        }
    }

    @Test func `between two writings there is the interval, and each number is written once`() async throws {
        let written = Mutex<[Double]>([])
        let never = ProgressWriter(interval: .seconds(3600)) { share in written.withLock { $0.append(share) } }
        #expect(try await never.run { report in (1...1000).map { report(Double($0) / 1000) }.count } == 1000)
        #expect(written.withLock { $0 }.isEmpty)
        let soon = ProgressWriter(interval: .milliseconds(1)) { share in written.withLock { $0.append(share) } }
        try await soon.run { report in
            for share in [0.5, 1] {
                report(share)
                try await eventually { written.withLock { $0.last } == share }
            }
        }
        #expect(written.withLock { $0 } == [0.5, 1])
    }

    @Test func `a number that can't be written is tried again, and the work goes on`() async throws {
        let tries = Mutex(0)
        let writer = ProgressWriter(interval: .milliseconds(1)) { _ in
            guard
                tries.withLock({ tries in
                    tries += 1; return tries > 2
                })
            else { throw RPCError(.unavailable, "gone") }
        }
        try await writer.run { report in
            report(0.5)
            try await eventually { tries.withLock { $0 } == 3 }
        }
    }

    @Test func `what the work throws comes out, and ends the writing`() async throws {
        let writer = ProgressWriter(interval: .seconds(3600)) { _ in }
        let error = try await rpcError { try await writer.run { _ in throw RPCError(.aborted, "lost") } }
        #expect(error.code == .aborted)
    }

    @Test func `a training that takes more memory than is allowed is refused at once, with the limit`() async throws {
        try await DetectionFixture.with(["TRAINING_BYTES_MAX": "12000000"]) { fixture in
            let small = try await fixture.detector("robust_z").name
            let large = try await fixture.detector("isolation_forest", parameters: ["trees": 1000]).name
            let version = fixture.add(.strange(rows: 60))
            try await fixture.train(small, on: version)
            let error = try await rpcError { try await fixture.training(of: large, on: version) }
            #expect(error.code == .failedPrecondition && error.message.contains("TRAINING_BYTES_MAX"), "\(error)")
            #expect(try await fixture.count("operations") == 1)
        }
    }
}
