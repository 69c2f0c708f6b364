import API
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import DetectionBackend

/// Detectors: what is accepted, what comes back, and which field is named where something is refused.
@Suite(.timeLimit(.minutes(5))) struct DetectorTests {
    @Test func `a detector comes back as it was given, with a name and an etag`() async throws {
        try await DetectionFixture.with { fixture in
            let given = DetectionV1.Detector(
                displayName: "Wälder", algorithm: "isolation_forest", parameters: ["trees": 50],
                featureColumns: ["b", "a"], thresholdPolicy: .init(policy: .falsePositiveRate(0.02)), seed: .max,
                trainingMode: .clean)
            let created = try await fixture.replica.detectors.createDetector(
                .init(detector: given), options: fixture.scientist())
            var plain = created
            plain.name = ""
            plain.createTime = nil
            plain.etag = ""
            #expect(plain == given)
            #expect(created.name.hasPrefix("detectors/") && !created.etag.isEmpty && created.createTime != nil)
            let read = try await fixture.replica.detectors.getDetector(
                .init(name: created.name), options: fixture.scientist())
            #expect(read == created)
        }
    }

    @Test func `what only the service decides can't be given`() async throws {
        try await DetectionFixture.with { fixture in
            let created = try await fixture.replica.detectors.createDetector(
                .init(
                    detector: .init(
                        name: "detectors/mine", algorithm: "ecod", currentModel: "detectors/a/models/b",
                        createTime: .init(seconds: 1), etag: "x")), options: fixture.scientist())
            #expect(created.name != "detectors/mine" && created.currentModel.isEmpty && created.etag != "x")
            #expect(created.createTime != .init(seconds: 1))
        }
    }

    @Test func `an etag changes when the detector gets a model`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 50))
            let before = try await fixture.detector()
            let model = try await fixture.train(before.name, on: version)
            let after = try await fixture.replica.detectors.getDetector(
                .init(name: before.name), options: fixture.scientist())
            #expect(after.currentModel == model.name)
            #expect(after.etag != before.etag)
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var field: String
        var detector: DetectionV1.Detector?
        var testDescription: String { field }

        init(_ field: String, _ detector: DetectionV1.Detector?) {
            self.field = field
            self.detector = detector
        }
    }

    static let refusals: [Refusal] = [
        Refusal("detector", nil),
        Refusal("detector.algorithm", .init(algorithm: "oracle")),
        Refusal("detector.algorithm", .init()),
        Refusal("detector.parameters.trees", .init(algorithm: "isolation_forest", parameters: ["trees": 9])),
        Refusal("detector.parameters.trees", .init(algorithm: "isolation_forest", parameters: ["trees": 10.5])),
        Refusal("detector.parameters.trees", .init(algorithm: "isolation_forest", parameters: ["trees": "many"])),
        Refusal("detector.parameters.trees", .init(algorithm: "isolation_forest", parameters: ["trees": nil])),
        Refusal("detector.parameters.depth", .init(algorithm: "isolation_forest", parameters: ["depth": 3])),
        Refusal("detector.parameters.trees", .init(algorithm: "ecod", parameters: ["trees": 10])),
        Refusal("detector.parameters.aggregation", .init(algorithm: "robust_z", parameters: ["aggregation": "sum"])),
        Refusal(
            "detector.threshold_policy.contamination",
            .init(algorithm: "ecod", thresholdPolicy: .init(policy: .contamination(0.51)))),
        Refusal(
            "detector.threshold_policy.contamination",
            .init(algorithm: "ecod", thresholdPolicy: .init(policy: .contamination(0)))),
        Refusal(
            "detector.threshold_policy.contamination",
            .init(
                algorithm: "ecod", thresholdPolicy: .init(policy: .contamination(0.1)), trainingMode: .clean)),
        Refusal(
            "detector.threshold_policy.false_positive_rate",
            .init(algorithm: "ecod", thresholdPolicy: .init(policy: .falsePositiveRate(1)))),
        Refusal(
            "detector.threshold_policy.fixed_score",
            .init(algorithm: "ecod", thresholdPolicy: .init(policy: .fixedScore(.nan)))),
        Refusal(
            "detector.threshold_policy.alerts_per_day",
            .init(algorithm: "ecod", thresholdPolicy: .init(policy: .alertsPerDay(0)))),
        Refusal(
            "detector.threshold_policy.iqr",
            .init(algorithm: "ecod", thresholdPolicy: .init(policy: .iqr(-1)), trainingMode: .clean)),
        Refusal(
            "detector.threshold_policy.mad",
            .init(algorithm: "ecod", thresholdPolicy: .init(policy: .mad(.infinity)))),
        Refusal(
            "detector.threshold_policy.rows_per_day",
            .init(algorithm: "ecod", thresholdPolicy: .init(policy: .alertsPerDay(1), rowsPerDay: -1))),
        Refusal(
            "detector.display_name",
            .init(
                displayName: String(repeating: "x", count: DetectionLimits.displayNameBytesMax + 1), algorithm: "ecod")),
        Refusal(
            "detector.feature_columns",
            .init(algorithm: "ecod", featureColumns: (0...DetectionLimits.featureColumnsMax).map { "c\($0)" })),
        Refusal("detector.feature_columns", .init(algorithm: "ecod", featureColumns: ["a", "b", "a"])),
        Refusal("detector.feature_columns", .init(algorithm: "ecod", featureColumns: ["a", ""])),
        Refusal("detector.members", .init(algorithm: "ensemble")),
        Refusal("detector.members", .init(algorithm: "ecod", members: [.init(algorithm: "knn")])),
        Refusal("detector.combiner", .init(algorithm: "ecod", combiner: .combineMax)),
        Refusal(
            "detector.members[0].algorithm", .init(algorithm: "ensemble", members: [.init(algorithm: "auto")])),
        Refusal(
            "detector.members[0].algorithm", .init(algorithm: "ensemble", members: [.init(algorithm: "oracle")])),
        Refusal(
            "detector.members[1].parameters.n_neighbors",
            .init(
                algorithm: "ensemble",
                members: [.init(algorithm: "ecod"), .init(algorithm: "knn", parameters: ["n_neighbors": 0])])),
        Refusal(
            "detector.members[0].parameters.trees",
            .init(algorithm: "ensemble", members: [.init(algorithm: "fair_cut_forest", parameters: ["trees": nil])])),
        Refusal(
            "detector.members[0].weight",
            .init(algorithm: "ensemble", members: [.init(algorithm: "ecod", weight: -1)])),
        Refusal(
            "detector.preprocessing.columns[0]",
            .init(algorithm: "ecod", preprocessing: .init(columns: [.init(column: "a")]))),
        Refusal(
            "detector.preprocessing.columns[0].column",
            .init(algorithm: "ecod", preprocessing: .init(columns: [.init(treatment: .number(.init()))]))),
        Refusal(
            "detector.preprocessing.columns[1].column",
            .init(
                algorithm: "ecod",
                preprocessing: .init(columns: [
                    .init(column: "a", treatment: .number(.init())), .init(column: "a", treatment: .number(.init())),
                ]))),
        Refusal(
            "detector.preprocessing.columns",
            .init(
                algorithm: "ecod", featureColumns: ["b"],
                preprocessing: .init(columns: [.init(column: "a", treatment: .number(.init()))]))),
        Refusal(
            "detector.preprocessing.columns",
            .init(
                algorithm: "ecod",
                preprocessing: .init(
                    columns: (0...DetectionLimits.featureColumnsMax).map {
                        .init(column: "c\($0)", treatment: .number(.init()))
                    }))),
        Refusal(
            "detector.preprocessing.columns[0].category.one_hot_max",
            .init(
                algorithm: "ecod",
                preprocessing: .init(columns: [
                    .init(column: "a", treatment: .category(.init(encoding: .oneHot, oneHotMax: -1)))
                ]))),
        Refusal(
            "detector.preprocessing.categories.one_hot_max",
            .init(algorithm: "ecod", preprocessing: .init(categories: .init(oneHotMax: 5)))),
        Refusal(
            "detector.preprocessing.numbers.constant",
            .init(algorithm: "ecod", preprocessing: .init(numbers: .init(constant: 5)))),
        Refusal(
            "detector.preprocessing.numbers.scaling",
            .init(algorithm: "ecod", preprocessing: .init(numbers: .init(scaling: .unrecognized(9))))),
        Refusal("detector.combiner", .init(algorithm: "ensemble", combiner: .unrecognized(7))),
        Refusal("detector.algorithm", .init(algorithm: "oracle", combiner: .combineMax)),
        Refusal(
            "detector.preprocessing.categories.one_hot_max",
            .init(algorithm: "ecod", preprocessing: .init(categories: .init(encoding: .oneHot, oneHotMax: 101)))),
        Refusal(
            "detector.preprocessing.numbers.constant",
            .init(
                algorithm: "ecod", preprocessing: .init(numbers: .init(imputation: .imputeConstant, constant: 1e200)))),
    ]

    @Test func `what is wrong with a detector is INVALID_ARGUMENT and names the field`() async throws {
        try await DetectionFixture.with { fixture in
            for refusal in Self.refusals {
                let error = try await rpcError {
                    try await fixture.replica.detectors.createDetector(
                        .init(detector: refusal.detector), options: fixture.scientist())
                }
                #expect(error.code == .invalidArgument, "\(refusal.field): \(error)")
                #expect(error.fields == [refusal.field], "\(error)")
                #expect(error.message.hasPrefix(refusal.field + ": "), "\(error)")
            }
        }
    }

    @Test func `what lies at the limits is accepted`() async throws {
        let accepted: [DetectionV1.Detector] = [
            .init(algorithm: "isolation_forest", parameters: ["trees": 10, "sample_size": 16]),
            .init(algorithm: "ecod", thresholdPolicy: .init(policy: .contamination(0.5))),
            .init(
                displayName: String(repeating: "x", count: DetectionLimits.displayNameBytesMax), algorithm: "robust_z",
                featureColumns: (0..<DetectionLimits.featureColumnsMax).map { "c\($0)" }),
        ]
        try await DetectionFixture.with { fixture in
            for detector in accepted {
                _ = try await fixture.replica.detectors.createDetector(
                    .init(detector: detector), options: fixture.scientist())
            }
        }
    }

    @Test func `an algorithm that there is not is named with those that there are`() async throws {
        try await DetectionFixture.with { fixture in
            let error = try await rpcError { try await fixture.detector("oracle") }
            #expect(
                error.message
                    == "detector.algorithm: \"oracle\" is unknown; one of auto, isolation_forest, extended_isolation_forest, fair_cut_forest, inne, ecod, copod, hbos, robust_z, iqr, knn, lof, abod, cblof, pca, mcd, gmm, loda, ocsvm, ensemble"
            )
        }
    }

    @Test func `the catalogue lists every algorithm, and gives each by its name`() async throws {
        try await DetectionFixture.with { fixture in
            let client = fixture.replica.detectors
            let options = try fixture.scientist()
            let all = try await client.listAlgorithms(.init(), options: options).algorithms
            let names = [
                "auto", "isolation_forest", "extended_isolation_forest", "fair_cut_forest", "inne", "ecod", "copod",
                "hbos",
                "robust_z", "iqr", "knn", "lof", "abod", "cblof", "pca", "mcd", "gmm", "loda", "ocsvm", "ensemble",
            ]
            #expect(all.map(\.name) == names.map { "algorithms/\($0)" })
            for algorithm in all {
                #expect(try await client.getAlgorithm(.init(name: algorithm.name), options: options) == algorithm)
                #expect(
                    !algorithm.displayName.isEmpty && !algorithm.description.isEmpty && !algorithm.reference.isEmpty)
            }
            let policies = try await client.listAlgorithms(.init(), options: options).thresholdPolicies
            #expect(
                policies.map(\.name)
                    == ["contamination", "false_positive_rate", "fixed_score", "alerts_per_day", "iqr", "mad"])
            #expect(policies[0].defaultFor == [.contaminated] && policies[0].defaultValue == 0.05)
            #expect(policies[1].defaultFor == [.clean] && policies[1].defaultValue == 0.01)
            let trees = try #require(all[1].parameters.first { $0.name == "trees" })
            #expect(trees.type == "integer" && trees.defaultValue == 100 && trees.min == 10)
            let error = try await rpcError {
                try await client.getAlgorithm(.init(name: "algorithms/x"), options: options)
            }
            #expect(error.code == .notFound)
        }
    }

    @Test func `detectors are listed newest first, page by page`() async throws {
        try await DetectionFixture.with { fixture in
            var names: [String] = []
            for _ in 0..<7 { names.append(try await fixture.detector().name) }
            let options = try fixture.scientist()
            for size in [1, 3, 7, 50] as [Int32] {
                var listed: [String] = []
                var token = ""
                repeat {
                    let page = try await fixture.replica.detectors.listDetectors(
                        .init(pageSize: size, pageToken: token), options: options)
                    #expect(page.detectors.count <= Int(size))
                    listed += page.detectors.map(\.name)
                    token = page.nextPageToken
                } while !token.isEmpty
                #expect(listed == names.reversed())
            }
        }
    }

    @Test func `a page size or token that is wrong names its field`() async throws {
        try await DetectionFixture.with { fixture in
            let options = try fixture.scientist()
            let client = fixture.replica.detectors
            let size = try await rpcError { try await client.listDetectors(.init(pageSize: -1), options: options) }
            #expect(size.code == .invalidArgument && size.fields == ["page_size"])
            for token in ["x", "!", "bm90LWEtdG9rZW4"] {
                let error = try await rpcError {
                    try await client.listDetectors(.init(pageToken: token), options: options)
                }
                #expect(error.code == .invalidArgument && error.fields == ["page_token"], "\(token)")
            }
        }
    }

    @Test func `a deleted detector is gone with its models and operations; its results stay`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 100))
            let detector = try await fixture.detector().name
            let model = try await fixture.train(detector, on: version)
            let result = try await fixture.detect(detector, on: version)
            let options = try fixture.scientist()
            let client = fixture.replica.detectors
            _ = try await client.deleteDetector(.init(name: detector), options: options)

            let matrix = TestTable.strange(rows: 1).matrix()
            let calls: [() async throws -> Void] = [
                { _ = try await client.getDetector(.init(name: detector), options: options) },
                { _ = try await client.deleteDetector(.init(name: detector), options: options) },
                { _ = try await fixture.replica.models.getModel(.init(name: model.name), options: options) },
                { _ = try await fixture.score(detector, .matrix(matrix)) },
                { _ = try await fixture.startJob([detector], on: version) },
            ]
            for call in calls { #expect(try await rpcError(call).code == .notFound) }
            #expect(try await fixture.count("operations") == 0)
            let kept = try await fixture.replica.results.getResult(.init(name: result.name), options: options)
            #expect(kept == result)
        }
    }
}
