import API
import FoundationEssentials
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import DetectionBackend

/// Who may call what, and that a tenant's resources do not exist for another.
@Suite(.timeLimit(.minutes(5))) struct TenantTests {
    /// One of everything, of one tenant.
    private struct Resources {
        var version: String
        var detector: String
        var model: String
        var operation: String
        var job: String
        var result: String
    }

    private struct Call {
        var method: String
        var run: (CallOptions) async throws -> Void

        init(_ method: String, _ run: @escaping (CallOptions) async throws -> Void) {
            self.method = method
            self.run = run
        }
    }

    private static let methods: [MethodDescriptor] = [
        DetectionV1.DetectorServiceMethods.descriptor, DetectionV1.ModelServiceMethods.descriptor,
        DetectionV1.ScoringServiceMethods.descriptor, DetectionV1.JobServiceMethods.descriptor,
        DetectionV1.ResultServiceMethods.descriptor, GoogleLongrunning.OperationsMethods.descriptor,
    ].flatMap(\.methods).filter { !unanswered.contains($0.method) }

    /// Of operations, what trainings do not have.
    private static let unanswered = ["ListOperations", "CancelOperation", "DeleteOperation"]

    private func makeResources(_ fixture: DetectionFixture) async throws -> Resources {
        let version = fixture.add(.strange(rows: 100))
        let detector = try await fixture.detector().name
        let operation = try await fixture.training(of: detector, on: version)
        let job = try await fixture.ended(fixture.startJob([detector], on: version).name)
        let model = try await fixture.replica.detectors.getDetector(
            .init(name: detector), options: fixture.scientist()
        ).currentModel
        return Resources(
            version: version, detector: detector, model: model, operation: operation.name, job: job.name,
            result: try #require(job.results.first))
    }

    /// Every method that takes the name of a resource, applied to `of`.
    private func callsByName(_ of: Resources, _ replica: ServiceFixture.Replica) -> [Call] {
        let matrix = DetectionV1.Matrix(featureColumns: ["a", "b", "c"], values: [0, 0, 0])
        let job = DetectionV1.DetectionJob(detectors: [of.detector], datasetVersion: of.version)
        return [
            Call("GetDetector") { _ = try await replica.detectors.getDetector(.init(name: of.detector), options: $0) },
            Call("TrainDetector") {
                _ = try await replica.detectors.trainDetector(
                    .init(name: of.detector, datasetVersion: of.version), options: $0)
            },
            Call("GetModel") { _ = try await replica.models.getModel(.init(name: of.model), options: $0) },
            Call("ListModels") { _ = try await replica.models.listModels(.init(parent: of.detector), options: $0) },
            Call("SimulateThreshold") {
                _ = try await replica.models.simulateThreshold(.init(name: of.model), options: $0)
            },
            Call("ScoreRows") {
                _ = try await replica.scoring.scoreRows(.init(name: of.detector, input: .matrix(matrix)), options: $0)
            },
            Call("CreateDetectionJob") {
                _ = try await replica.jobs.createDetectionJob(.init(detectionJob: job), options: $0)
            },
            Call("GetDetectionJob") { _ = try await replica.jobs.getDetectionJob(.init(name: of.job), options: $0) },
            Call("CancelDetectionJob") {
                _ = try await replica.jobs.cancelDetectionJob(.init(name: of.job), options: $0)
            },
            Call("WatchDetectionJob") {
                for try await _ in try await replica.jobs.watchDetectionJob(.init(name: of.job), options: $0) {}
            },
            Call("GetResult") { _ = try await replica.results.getResult(.init(name: of.result), options: $0) },
            Call("ListResults") { _ = try await replica.results.listResults(.init(job: of.job), options: $0) },
            Call("ListAnomalies") {
                _ = try await replica.results.listAnomalies(.init(parent: of.result), options: $0)
            },
            Call("GetOperation") {
                _ = try await replica.operations.getOperation(.init(name: of.operation), options: $0)
            },
            Call("WaitOperation") {
                _ = try await replica.operations.waitOperation(.init(name: of.operation), options: $0)
            },
            Call("DeleteDetector") {
                _ = try await replica.detectors.deleteDetector(.init(name: of.detector), options: $0)
            },
        ]
    }

    /// The others, which concern the tenant's own only.
    private func callsWithoutName(_ replica: ServiceFixture.Replica) -> [Call] {
        let detector = DetectionV1.Detector(algorithm: "ecod")
        return [
            Call("ListAlgorithms") { _ = try await replica.detectors.listAlgorithms(.init(), options: $0) },
            Call("GetAlgorithm") {
                _ = try await replica.detectors.getAlgorithm(.init(name: "algorithms/ecod"), options: $0)
            },
            Call("CreateDetector") {
                _ = try await replica.detectors.createDetector(.init(detector: detector), options: $0)
            },
            Call("ListDetectors") { _ = try await replica.detectors.listDetectors(.init(), options: $0) },
            Call("ListDetectionJobs") { _ = try await replica.jobs.listDetectionJobs(.init(), options: $0) },
        ]
    }

    @Test func `a name of another tenant is NOT_FOUND over every method that takes one, and changes nothing`()
        async throws
    {
        try await DetectionFixture.with { fixture in
            let resources = try await makeResources(fixture)
            let calls = callsByName(resources, fixture.replica)
            let other = try fixture.scientist(tenant: ServiceFixture.newTenant())
            for call in calls {
                let error = try? await rpcError { try await call.run(other) }
                #expect(error?.code == .notFound, "\(call.method)")
            }
            for call in calls { try await call.run(fixture.scientist()) }
        }
    }

    @Test func `detectors and data of two tenants do not mix in one request`() async throws {
        try await DetectionFixture.with { fixture in
            let other = ServiceFixture.newTenant()
            let resources = try await makeResources(fixture)
            let theirs = fixture.add(.strange(rows: 100), tenant: other)
            let training = try await rpcError { try await fixture.training(of: resources.detector, on: theirs) }
            let job = try await rpcError { try await fixture.startJob([resources.detector], on: theirs) }
            #expect(training.code == .notFound && job.code == .notFound)
            let own = try await fixture.detector(tenant: other)
            try await fixture.train(own.name, on: theirs, tenant: other)
            let mixed = try await rpcError {
                try await fixture.startJob([own.name, resources.detector], on: theirs, tenant: other)
            }
            #expect(mixed.code == .notFound)
            #expect(mixed.message.contains(resources.detector))
        }
    }

    @Test func `lists show a tenant its own and nothing else`() async throws {
        try await DetectionFixture.with { fixture in
            _ = try await makeResources(fixture)
            for (tenant, count) in [(nil, 1), (ServiceFixture.newTenant(), 0)] {
                let options = try fixture.scientist(tenant: tenant)
                let replica = fixture.replica
                #expect(try await replica.detectors.listDetectors(.init(), options: options).detectors.count == count)
                #expect(
                    try await replica.jobs.listDetectionJobs(.init(), options: options).detectionJobs.count == count)
                #expect(try await replica.results.listResults(.init(), options: options).results.count == count)
                let all = try await replica.results.listAnomalies(.init(parent: "results/-"), options: options)
                #expect(all.anomalies.isEmpty == (count == 0))
            }
        }
    }

    @Test func `every method refuses who may not call it`() async throws {
        let writing = ["CreateDetector", "TrainDetector", "DeleteDetector"]
        let running = ["ScoreRows", "CreateDetectionJob", "CancelDetectionJob"]
        try await DetectionFixture.with { fixture in
            let resources = try await makeResources(fixture)
            let calls = callsWithoutName(fixture.replica) + callsByName(resources, fixture.replica)
            #expect(Set(calls.map(\.method)) == Set(Self.methods.map(\.method)))
            #expect(calls.count == Self.methods.count)
            for call in calls {
                let nobody = try await rpcError { try await call.run(CallOptions()) }
                #expect(nobody.code == .unauthenticated, "\(call.method)")
                let service = try fixture.base.service("dataset", tenant: fixture.base.tenant)
                #expect(try await rpcError { try await call.run(service) }.code == .permissionDenied, "\(call.method)")
                let refused: [String] =
                    writing.contains(call.method)
                    ? ["viewer", "analyst"] : running.contains(call.method) ? ["viewer"] : []
                for role in refused {
                    let options = try fixture.base.user(role)
                    let error = try await rpcError { try await call.run(options) }
                    #expect(error.code == .permissionDenied, "\(role) \(call.method)")
                }
                let least = refused.isEmpty ? "viewer" : refused == ["viewer"] ? "analyst" : "data_scientist"
                try await call.run(fixture.base.user(least))
            }
        }
    }

    @Test(arguments: [
        "", "detectors", "detectors/", "detectors/1", "datasets/11111111-1111-4111-8111-111111111111",
        "detectors/-/models/-",
    ])
    func `a malformed name is NOT_FOUND`(name: String) async throws {
        try await DetectionFixture.with { fixture in
            let error = try await rpcError {
                try await fixture.replica.detectors.getDetector(.init(name: name), options: fixture.scientist())
            }
            #expect(error.code == .notFound)
        }
    }
}
