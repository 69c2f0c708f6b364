import API
import Detectors
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import TestKit
import Testing

@testable import DetectionBackend

/// From a detector and a dataset version to a model, by an operation.
@Suite(.timeLimit(.minutes(5))) struct TrainingTests {
    @Test func `an operation ends with the model, which becomes the detector's current one`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 120))
            let detector = try await fixture.detector("ecod", policy: .contamination(0.1)).name
            let options = try fixture.scientist()
            fixture.datasets.gate.close()
            let started = try await fixture.replica.detectors.trainDetector(
                .init(name: detector, datasetVersion: version), options: options)
            #expect(started.name.hasPrefix("operations/detection/") && !started.done && started.result == nil)
            let metadata = try #require(try started.metadata?.unpack(as: DetectionV1.TrainDetectorMetadata.self))
            #expect(metadata.detector == detector && metadata.datasetVersion == version)
            fixture.datasets.gate.open()

            let done = try await fixture.replica.operations.waitOperation(.init(name: started.name), options: options)
            #expect(done.done)
            guard case .response(let packed)? = done.result else {
                throw DetectionFixture.TrainingFailed(operation: done)
            }
            let model = try #require(try packed.unpack(as: DetectionV1.Model.self))
            #expect(model.name.hasPrefix(detector + "/models/"))
            #expect(model.algorithm == "ecod" && model.datasetVersion == version)
            #expect(model.featureColumns == ["a", "b", "c"] && model.trainingRowCount == 120)
            #expect(model.calibration == .init(method: "leave_one_out", n: 120))
            #expect(model.threshold?.policy == "contamination")
            #expect(model.contentSha256.count == 64 && model.byteSize > 0)
            #expect(try await fixture.replica.models.getModel(.init(name: model.name), options: options) == model)
            let trained = try await fixture.replica.detectors.getDetector(.init(name: detector), options: options)
            #expect(trained.currentModel == model.name)
        }
    }

    @Test(arguments: ["isolation_forest", "ecod", "robust_z"])
    func `the same seed and data give the same model hash, on any replica and number of threads`(algorithm: String)
        async throws
    {
        try await DetectionFixture.with(["WORKER_COUNT": "1"]) { fixture in
            let table = TestTable.strange(rows: 200)
            let version = fixture.add(table)
            let first = try await fixture.train(fixture.detector(algorithm, seed: 7).name, on: version)
            let second = try await fixture.train(fixture.detector(algorithm, seed: 7).name, on: version)
            #expect(first.name != second.name && first.contentSha256 == second.contentSha256)
            let after = try await fixture.restarted(["WORKER_COUNT": "3"])
            // The same content under another name, in other chunks.
            var again = table
            again.chunkRows = 77
            let copy = after.add(again)
            let third = try await after.train(after.detector(algorithm, seed: 7).name, on: copy)
            #expect(third.contentSha256 == first.contentSha256)
            var changed = table
            changed.columns[0].values = .floats(table.values("a").map { $0 * 1.001 })
            let other = try await after.train(after.detector(algorithm, seed: 7).name, on: after.add(changed))
            #expect(other.contentSha256 != first.contentSha256)
            if algorithm == "isolation_forest" {
                let reseeded = try await after.train(after.detector(algorithm, seed: 8).name, on: version)
                #expect(reseeded.contentSha256 != first.contentSha256)
            }
        }
    }

    @Test func `the same request id returns the first call's operation, also to many at once`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 50))
            let detector = try await fixture.detector().name
            let names = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await fixture.training(of: detector, on: version, requestID: "once").name }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(names.count == 1)
            #expect(try await fixture.count("models") == 1)
            let again = try await fixture.training(of: detector, on: version, requestID: "once")
            #expect(names == [again.name])
            let without = [
                try await fixture.training(of: detector, on: version),
                try await fixture.training(of: detector, on: version),
            ]
            #expect(Set(without.map(\.name)).union(names).count == 3)
            #expect(try await fixture.count("models") == 3)
        }
    }

    @Test func `a request id is a tenant's own`() async throws {
        try await DetectionFixture.with { fixture in
            let other = ServiceFixture.newTenant()
            let theirs = try await fixture.training(
                of: fixture.detector(tenant: other).name, on: fixture.add(.strange(rows: 50), tenant: other),
                requestID: "once", tenant: other)
            let own = try await fixture.training(
                of: fixture.detector().name, on: fixture.add(.strange(rows: 50)), requestID: "once")
            #expect(theirs.name != own.name && own.done)
        }
    }

    @Test func `validate_only checks and does nothing`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 50))
            let detector = try await fixture.detector().name
            func validate(_ version: String) async throws -> GoogleLongrunning.Operation {
                try await fixture.replica.detectors.trainDetector(
                    .init(name: detector, datasetVersion: version, validateOnly: true), options: fixture.scientist())
            }
            let operation = try await validate(version)
            #expect(operation.done && operation.name.isEmpty && operation.result == nil)
            let few = fixture.add(.strange(rows: DetectorLimits.trainingRowsMin - 1))
            #expect(try await rpcError { try await validate(few) }.code == .failedPrecondition)
            #expect(try await fixture.count("operations") == 0)
            #expect(try await fixture.count("tasks") == 0)
        }
    }

    @Test func `what can't be trained on is refused at once, by name`() async throws {
        var table = TestTable.strange(rows: 50).withIdentity()
        table.columns.append(.init(name: "flag", role: .feature, values: .booleans(Array(repeating: true, count: 50))))
        try await DetectionFixture.with { fixture in
            let version = fixture.add(table)
            let names = fixture.add(TestTable([.init(name: "x", role: .feature, values: .strings(["a", "b"]))]))
            let ids = fixture.add(TestTable([.init(name: "x", role: .id, values: .integers([1, 2]))]))
            let none = fixture.add(TestTable(["a": []]))
            let cases: [(columns: [String], version: String, words: [String])] = [
                (["a", "nope"], version, ["feature_columns", "no column \"nope\""]),
                (["a", "id"], version, ["feature_columns", "\"id\"", "role ID, never a feature"]),
                (["time"], version, ["feature_columns", "\"time\"", "neither numbers nor categories"]),
                ([], names, ["no numeric column"]),
                ([], ids, ["no numeric column"]),
                (["a"], none, ["dataset_version", "0 rows", "at least 10"]),
            ]
            for (columns, version, words) in cases {
                let detector = try await fixture.detector(columns: columns).name
                let error = try await rpcError { try await fixture.training(of: detector, on: version) }
                #expect(error.code == .failedPrecondition, "\(error)")
                for word in words { #expect(error.message.contains(word), "\(error)") }
            }
            #expect(try await fixture.count("operations") == 0)
        }
    }

    @Test func `the fewest rows that can be trained on can be`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: DetectorLimits.trainingRowsMin))
            let detector = try await fixture.detector(policy: .contamination(0.2)).name
            #expect(try await fixture.train(detector, on: version).trainingRowCount == 10)
        }
    }

    @Test func `data beyond the limit of values is refused, and at the limit it is planned`() throws {
        let columns = (0..<4).map { DatasetV1.Column(name: "c\($0)", type: .float, role: .feature) }
        func plan(rows: Int) throws(RPCError) -> TrainingPlan {
            try TrainingPlan(
                .init(algorithm: "ecod"),
                DatasetDescription(dataset: UUID(), version: "v", rowCount: Int64(rows), columns: columns),
                TrainingMemory(bytesMax: .max, threads: 1))
        }
        let most = DetectionLimits.trainingCellsMax / 4
        #expect(try plan(rows: most).columns.count == 4)
        let error = #expect(throws: RPCError.self) { try plan(rows: most + 1) }
        #expect(error?.code == .failedPrecondition)
        #expect(error?.message.contains("\(DetectionLimits.trainingCellsMax)") == true)
    }

    @Test func `a request that is wrong names its field`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 50))
            let detector = try await fixture.detector().name
            let empty = try await rpcError { try await fixture.training(of: detector, on: "") }
            #expect(empty.code == .invalidArgument && empty.fields == ["dataset_version"])
            let longest = String(repeating: "r", count: DetectionLimits.requestIDBytesMax)
            let long = try await rpcError {
                try await fixture.training(of: detector, on: version, requestID: longest + "r")
            }
            #expect(long.code == .invalidArgument && long.fields == ["request_id"])
            #expect(try await fixture.training(of: detector, on: version, requestID: longest).done)
            let unknown = try await rpcError { try await fixture.training(of: detector, on: "datasets/none") }
            #expect(unknown.code == .notFound)
        }
    }

    @Test func `what only the data can show fails the operation, in the words of what is wrong`() async throws {
        try await DetectionFixture.with { fixture in
            let nothing = fixture.add(
                TestTable(["a": Array(repeating: .nan, count: 20), "b": (0..<20).map(Double.init)]))
            let endless = fixture.add(TestTable(["a": (0..<20).map { $0 == 3 ? .infinity : Double($0) }]))
            let few = fixture.add(.strange(rows: 20))
            let cases: [(DetectionV1.ThresholdPolicy.Policy, String, StatusCode, String)] = [
                (.contamination(0.1), nothing, .failedPrecondition, "a: has no values in the training data"),
                (.contamination(0.1), endless, .invalidArgument, "a: the value of row 3 is infinite"),
                (.falsePositiveRate(0.01), few, .failedPrecondition, "threshold_policy.false_positive_rate: "),
            ]
            for (policy, version, code, words) in cases {
                let operation = try await fixture.training(of: fixture.detector(policy: policy).name, on: version)
                guard case .error(let status)? = operation.result else {
                    Issue.record("\(operation)")
                    continue
                }
                #expect(status.code == Int32(code.rawValue), "\(status)")
                #expect(status.message.hasPrefix(words), "\(status)")
            }
            // None was tried a second time.
            #expect(try await fixture.count("tasks", where: "attempt <> 1 OR state <> 'done'") == 0)
            #expect(try await fixture.count("models") == 0)
        }
    }

    @Test func `a block that can't be read fails the operation and names column and row`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 50))
            fixture.datasets.fail(1, with: RPCError(.dataLoss, "the block of column \"a\" at row 0 is not readable"))
            let operation = try await fixture.training(of: fixture.detector().name, on: version)
            guard case .error(let status)? = operation.result else {
                throw DetectionFixture.TrainingFailed(operation: operation)
            }
            #expect(status.code == Int32(StatusCode.dataLoss.rawValue))
            #expect(status.message.contains("column \"a\""))
        }
    }

    @Test func `waiting ends with the operation or with the time that was given`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 50))
            let detector = try await fixture.detector().name
            let options = try fixture.scientist()
            fixture.datasets.gate.close()
            let started = try await fixture.replica.detectors.trainDetector(
                .init(name: detector, datasetVersion: version), options: options)
            for timeout in [GoogleProtobuf.Duration(nanos: 1_000_000), .init(), .init(seconds: -5)] {
                let early = try await fixture.replica.operations.waitOperation(
                    .init(name: started.name, timeout: timeout), options: options)
                #expect(!early.done)
            }
            async let waited = fixture.replica.operations.waitOperation(.init(name: started.name), options: options)
            fixture.datasets.gate.open()
            #expect(try await waited.done)
        }
    }

    @Test func `a detector deleted in the middle of its training leaves nothing behind`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 50))
            let detector = try await fixture.detector().name
            let options = try fixture.scientist()
            fixture.datasets.gate.close()
            let started = try await fixture.replica.detectors.trainDetector(
                .init(name: detector, datasetVersion: version), options: options)
            try await eventually { fixture.datasets.gate.waitingCount == 1 }
            _ = try await fixture.replica.detectors.deleteDetector(.init(name: detector), options: options)
            fixture.datasets.gate.open()
            let owner = try await fixture.owner()
            try await eventually {
                try await owner.execute("UPDATE tasks SET available_at = now() WHERE state = 'ready'")
                return try await fixture.count("tasks", where: "state = 'done'") == 1
            }
            #expect(try await fixture.count("models") == 0)
            let error = try await rpcError {
                try await fixture.replica.operations.getOperation(.init(name: started.name), options: options)
            }
            #expect(error.code == .notFound)
        }
    }

    @Test func `integers, booleans and missing values are features as numbers are`() async throws {
        let rows = 60
        let table = TestTable([
            .init(name: "count", role: .feature, values: .integers((0..<rows).map { $0 == 5 ? nil : Int64($0 % 7) })),
            .init(name: "flag", role: .feature, values: .booleans((0..<rows).map { $0 == 6 ? nil : $0 % 3 == 0 })),
            .init(name: "label", role: .label, values: .integers((0..<rows).map { Int64($0) })),
            .init(name: "name", role: .feature, values: .strings((0..<rows).map { "n\($0)" })),
        ])
        try await DetectionFixture.with { fixture in
            let model = try await fixture.train(fixture.detector().name, on: fixture.add(table))
            #expect(model.featureColumns == ["count", "flag"])
        }
    }
}
