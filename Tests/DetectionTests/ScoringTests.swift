import API
import Detectors
import Dispatch
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DetectionBackend

/// Rows that travel in the request: the same row the same score, and a defined answer to every odd row.
@Suite(.timeLimit(.minutes(5))) struct ScoringTests {
    /// What a score says, without the place of the row in its request.
    private func content(_ score: DetectionV1.RowScore) -> DetectionV1.RowScore {
        var score = score
        score.rowIndex = 0
        return score
    }

    @Test(arguments: ["isolation_forest", "ecod", "robust_z"])
    func `a row's score is the same alone, in any batch, as fields or matrix, in a job and after a restart`(
        algorithm: String
    ) async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector(algorithm).name
            try await fixture.train(detector, on: fixture.add(.strange(rows: 250, seed: 1)))
            let table = TestTable.strange(rows: 230, seed: 2)
            let whole = try await fixture.score(detector, table, explain: true)
            #expect(whole.map(\.rowIndex) == (0..<230).map(Int64.init))
            #expect(Set(whole.map(\.scoreBasis)) == [.novel])
            for row in [0, 17, 99, 229] {
                let alone = try await fixture.score(detector, table, row..<(row + 1), explain: true)
                #expect(alone.map(content) == [content(whole[row])])
                let fields = try await fixture.score(detector, .rows(.init(rows: [table.row(row)])), explain: true)
                #expect(fields.scores.map(content) == [content(whole[row])])
            }
            let part = try await fixture.score(detector, table, 90..<120, explain: true)
            #expect(part.map(content) == whole[90..<120].map(content))

            // A version that the model was not trained on: its rows are new to it, in a job too.
            let result = try await fixture.detect(detector, on: fixture.add(table))
            #expect(try await fixture.storedScores(of: result.name) == whole.map(\.rawScore))
            let listed = try await fixture.anomalies(of: result.name).compactMap(\.score)
            #expect(Set(listed.map(\.rowIndex)) == Set(whole.filter(\.isAnomaly).map(\.rowIndex)))
            for score in listed { #expect(score == whole[Int(score.rowIndex)]) }

            let after = try await fixture.restarted()
            #expect(try await after.score(detector, table, explain: true) == whole)
        }
    }

    static let policies: [DetectionV1.ThresholdPolicy.Policy] = [
        .contamination(0.05), .falsePositiveRate(0.03), .fixedScore(1.5), .iqr(0), .mad(2.5),
    ]

    @Test(arguments: policies)
    func `the threshold that is reported is the one that is applied`(policy: DetectionV1.ThresholdPolicy.Policy)
        async throws
    {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector(policy: policy).name
            let model = try await fixture.train(detector, on: fixture.add(.strange(rows: 200, seed: 1)))
            let table = TestTable.strange(rows: 300, seed: 5)
            let response = try await fixture.score(detector, .matrix(table.matrix()))
            let threshold = try #require(response.threshold)
            #expect(model.threshold == threshold && response.calibration == model.calibration)
            let labels = response.scores.map(\.isAnomaly)
            #expect(labels.contains(true) && labels.contains(false))
            #expect(labels == response.scores.map { $0.rawScore > threshold.rawScore })
            // The band of 1.0 is the threshold, in every policy.
            #expect(labels == response.scores.map { $0.relativeScore >= 1 })
            #expect(labels == response.scores.map { $0.severity != .none })
            if threshold.policy == "false_positive_rate" {
                #expect(labels == response.scores.map { $0.pValue <= threshold.pValue })
            }
        }
    }

    @Test func `higher is more anomalous, and p-values say how rare`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: fixture.add(.strange(rows: 200)))
            let ladder = TestTable([
                "a": [0, 1, 2, 4, 8, 1e9], "b": Array(repeating: 0, count: 6), "c": Array(repeating: 0, count: 6),
            ])
            let scores = try await fixture.score(detector, ladder)
            #expect(scores.map(\.rawScore) == scores.map(\.rawScore).sorted())
            #expect(scores.map(\.pValue) == scores.map(\.pValue).sorted(by: >))
            #expect(scores[5].pValue == 1.0 / 201)
            #expect(scores[5].severity == .critical || scores[5].relativeScore < 2)
        }
    }

    @Test func `columns are matched by name, in whatever order they come`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: fixture.add(.strange(rows: 100)))
            let table = TestTable.strange(rows: 20, seed: 3)
            var turned = table
            turned.columns.reverse()
            #expect(try await fixture.score(detector, turned) == fixture.score(detector, table))
        }
    }

    @Test func `a column that is missing, too many or named twice is refused by name`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: fixture.add(.strange(rows: 100)))
            let matrices: [([String], String)] = [
                (["a", "b"], "c"), (["a", "b", "c", "d"], "d"), (["a", "b", "x"], "c"), (["a", "b", "a"], "a"),
            ]
            for (names, culprit) in matrices {
                let matrix = DetectionV1.Matrix(
                    featureColumns: names, values: PackedSlice(Array(repeating: 0.5, count: names.count)))
                let error = try await rpcError { try await fixture.score(detector, .matrix(matrix)) }
                #expect(error.code == .invalidArgument && error.fields == [culprit], "\(error)")
            }
            let rows: [(GoogleProtobuf.Struct, String)] = [
                (["a": 1, "b": 2], "rows.rows[1].c"), (["a": 1, "b": 2, "c": 3, "d": 4], "rows.rows[1].d"),
                (["a": 1, "b": "two", "c": 3], "rows.rows[1].b"), (["a": 1, "b": [], "c": 3], "rows.rows[1].b"),
            ]
            for (row, culprit) in rows {
                let error = try await rpcError {
                    try await fixture.score(detector, .rows(.init(rows: [["a": 0, "b": 0, "c": 0], row])))
                }
                #expect(error.code == .invalidArgument && error.fields == [culprit], "\(error)")
            }
        }
    }

    @Test func `a missing value is scored by the median, with a warning`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: fixture.add(.strange(rows: 101)))
            let matrix = DetectionV1.Matrix(featureColumns: ["a", "b", "c"], values: [.nan, 0, 0])
            let score = try await fixture.score(detector, .matrix(matrix), explain: true).scores[0]
            #expect(score.rawScore.isFinite && !score.isAnomaly)
            #expect(score.warnings.count == 1 && score.warnings[0].hasPrefix("a is missing"))
            #expect(score.contributions.first { $0.feature == "a" }?.value == nil)
            let fields: GoogleProtobuf.Struct = ["a": nil, "b": 0, "c": 0]
            #expect(try await fixture.score(detector, .rows(.init(rows: [fields])), explain: true).scores == [score])

            let nothing = DetectionV1.Matrix(featureColumns: ["a", "b", "c"], values: [.nan, .nan, .nan])
            let blank = try await fixture.score(detector, .matrix(nothing)).scores[0]
            #expect(blank.rawScore.isFinite && blank.warnings.count == 3)
        }
    }

    @Test(arguments: [Double.infinity, -.infinity, 1e200])
    func `a value that no number can stand for is refused by column and row`(value: Double) async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: fixture.add(.strange(rows: 100)))
            let matrix = DetectionV1.Matrix(featureColumns: ["a", "b", "c"], values: [0, 0, 0, 0, value, 0])
            let fields: [GoogleProtobuf.Struct] = [["a": 0, "b": 0, "c": 0], ["a": 0, "b": .init(value), "c": 0]]
            for input in [DetectionV1.ScoreRowsRequest.Input.matrix(matrix), .rows(.init(rows: fields))] {
                let error = try await rpcError { try await fixture.score(detector, input) }
                #expect(error.code == .invalidArgument && error.fields == ["b"], "\(error)")
                #expect(error.message.contains("row 1"))
            }
        }
    }

    @Test(arguments: ["isolation_forest", "ecod", "robust_z"])
    func `a constant column says nothing until it changes, and then it is warned about`(algorithm: String) async throws
    {
        try await DetectionFixture.with { fixture in
            var table = TestTable.strange(rows: 100)
            table.columns.append(.init(name: "k", role: .feature, values: .floats(Array(repeating: 3, count: 100))))
            let detector = try await fixture.detector(algorithm).name
            try await fixture.train(detector, on: fixture.add(table))
            let matrix = DetectionV1.Matrix(featureColumns: ["a", "b", "c", "k"], values: [0, 0, 0, 3, 0, 0, 0, 4])
            let scores = try await fixture.score(detector, .matrix(matrix)).scores
            #expect(scores[0].warnings.isEmpty && scores[0].rawScore.isFinite)
            #expect(scores[1].warnings == ["k was 3.0 in every training row and is 4.0 here"])
            #expect(scores[1].rawScore.isFinite && scores[1].rawScore >= scores[0].rawScore)
        }
    }

    @Test(arguments: ["isolation_forest", "ecod", "robust_z"])
    func `a table whose rows are all equal can be trained on, and has no anomalies`(algorithm: String) async throws {
        try await DetectionFixture.with { fixture in
            let same = Array(repeating: 2.0, count: 60)
            let version = fixture.add(TestTable(["a": same, "b": same]))
            let detector = try await fixture.detector(algorithm).name
            try await fixture.train(detector, on: version)
            let result = try await fixture.detect(detector, on: version)
            #expect(result.anomalyCount == 0)
            #expect(Set(try await fixture.storedScores(of: result.name)).count == 1)
            let alone = try await fixture.score(
                detector, .matrix(.init(featureColumns: ["a", "b"], values: [2, 2]))
            ).scores
            #expect(alone.count == 1 && !alone[0].isAnomaly && alone[0].pValue == 1)
        }
    }

    @Test func `contributions name so many features as were asked for, five by default`() async throws {
        try await DetectionFixture.with { fixture in
            let features = (0..<8).map { "f\($0)" }
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: fixture.add(.strange(rows: 100, features: features)))
            var values = Array(repeating: 0.1, count: 8)
            values[6] = 50
            let input = DetectionV1.ScoreRowsRequest.Input.matrix(
                .init(featureColumns: features, values: PackedSlice(values)))
            for (asked, given) in [(0, 5), (1, 1), (3, 3), (8, 8), (Int32(DetectionLimits.contributionsMax), 8)] {
                let score = try await fixture.score(detector, input, explain: true, contributions: asked).scores[0]
                #expect(score.contributions.count == given)
                let first = try #require(score.contributions.first)
                #expect(first.feature == "f6" && first.value == 50 && first.direction == .above)
                #expect(first.expectedLow < first.expectedHigh && first.expectedHigh < 50)
            }
            let all = try await fixture.score(detector, input, explain: true, contributions: 8).scores[0]
            #expect(abs(all.contributions.reduce(0) { $0 + $1.contribution } - 1) < 1e-9)
            #expect(try await fixture.score(detector, input).scores[0].contributions.isEmpty)
            for asked in [-1, Int32(DetectionLimits.contributionsMax) + 1] {
                let error = try await rpcError {
                    try await fixture.score(detector, input, explain: true, contributions: asked)
                }
                #expect(error.code == .invalidArgument && error.fields == ["max_contributions"])
            }
        }
    }

    @Test func `input without rows, or that makes no whole rows, names its field`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: fixture.add(.strange(rows: 50)))
            let cases: [(DetectionV1.ScoreRowsRequest.Input?, String)] = [
                (nil, "input"), (.rows(.init()), "input"),
                (.matrix(.init(featureColumns: ["a", "b", "c"])), "input"),
                (.matrix(.init(values: [1])), "matrix.feature_columns"),
                (.matrix(.init(featureColumns: ["a", "b", "c"], values: [1, 2, 3, 4])), "matrix.values"),
            ]
            for (input, field) in cases {
                let error = try await rpcError {
                    try await fixture.replica.scoring.scoreRows(
                        .init(name: detector, input: input), options: fixture.scientist())
                }
                #expect(error.code == .invalidArgument && error.fields == [field], "\(error)")
            }
        }
    }
}

/// One call at its limits, and one past each.
@Suite(.timeLimit(.minutes(5))) struct ScoringLimitTests {
    private func matrix(rows: Int, columns: Int) -> DetectionV1.Matrix {
        DetectionV1.Matrix(
            featureColumns: (0..<columns).map { "f\($0)" },
            values: PackedSlice((0..<rows * columns).map { Double($0 % 17) }))
    }

    private func trained(_ columns: Int, _ fixture: DetectionFixture) async throws -> String {
        let detector = try await fixture.detector().name
        let names = (0..<columns).map { "f\($0)" }
        try await fixture.train(detector, on: fixture.add(.strange(rows: 50, features: names)))
        return detector
    }

    @Test func `as many rows and values as are allowed are scored, explained too`() async throws {
        let (rows, columns) = (DetectionLimits.scoreRowsMax, 10)
        #expect(rows * columns == DetectionLimits.scoreCellsMax)
        try await DetectionFixture.with { fixture in
            let detector = try await trained(columns, fixture)
            let response = try await fixture.score(
                detector, .matrix(matrix(rows: rows, columns: columns)), explain: true)
            #expect(response.scores.count == rows)
            #expect(response.scores.allSatisfy { $0.contributions.count == DetectionLimits.contributionsDefault })
        }
    }

    @Test func `one row more is refused`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await trained(1, fixture)
            #expect(try await fixture.score(detector, .matrix(matrix(rows: 10_000, columns: 1))).scores.count == 10_000)
            let fields = Array(repeating: ["f0": 1] as GoogleProtobuf.Struct, count: 10_001)
            let inputs: [DetectionV1.ScoreRowsRequest.Input] = [
                .matrix(matrix(rows: 10_001, columns: 1)), .rows(.init(rows: fields)),
            ]
            for input in inputs {
                let error = try await rpcError { try await fixture.score(detector, input) }
                #expect(error.code == .invalidArgument && error.fields == ["input"])
                #expect(error.message == "input: 10001 rows; at most 10000 in one call")
            }
        }
    }

    @Test func `one value more is refused`() async throws {
        // 9091 rows of 11 values are 100,001.
        try await DetectionFixture.with { fixture in
            let detector = try await trained(11, fixture)
            let matrix = matrix(rows: 9091, columns: 11)
            let names = matrix.featureColumns
            let fields = (0..<9091).map { _ in GoogleProtobuf.Struct(names.map { ($0, 1) }) }
            for input in [DetectionV1.ScoreRowsRequest.Input.matrix(matrix), .rows(.init(rows: fields))] {
                let error = try await rpcError { try await fixture.score(detector, input) }
                #expect(error.code == .invalidArgument && error.fields == ["input"])
                #expect(error.message == "input: 100001 values; at most 100000 in one call")
            }
        }
    }

    @Test func `as many contributions as an answer holds are given, and more are refused before they are made`()
        async throws
    {
        // 8333 rows with 6 each are 49,998.
        try await DetectionFixture.with { fixture in
            let detector = try await trained(6, fixture)
            func explain(rows: Int) async throws -> [DetectionV1.RowScore] {
                let matrix = matrix(rows: rows, columns: 6)
                return try await fixture.score(detector, .matrix(matrix), explain: true, contributions: 100).scores
            }
            #expect(try await explain(rows: 8333).allSatisfy { $0.contributions.count == 6 })
            let error = try await rpcError { try await explain(rows: 8334) }
            #expect(error.code == .invalidArgument && error.fields == ["max_contributions"])
            #expect(error.message == "max_contributions: 8334 rows with 6 each; at most 50000 in one call")
        }
    }

    @Test func `a request does not wait behind a training, even where one thread computes`() async throws {
        try await DetectionFixture.with(["WORKER_COUNT": "1"]) { fixture in
            let scored = try await fixture.detector("robust_z").name
            try await fixture.train(scored, on: fixture.add(.strange(rows: 50)))
            let trained = try await fixture.detector("robust_z").name
            // A fit that takes long holds the thread that trains.
            let long = DispatchSemaphore(value: 0)
            let fit = Task(executorPreference: fixture.replica.service.environment.taskPool) { Self.hold(long) }
            let training = try await fixture.replica.detectors.trainDetector(
                .init(name: trained, datasetVersion: fixture.add(.strange(rows: 50))), options: fixture.scientist())
            try await eventually { try await fixture.count("tasks", where: "state = 'leased'") == 1 }
            for _ in 0..<20 { _ = try await fixture.score(scored, .strange(rows: 5)) }
            let waiting = try await fixture.replica.operations.getOperation(
                .init(name: training.name), options: fixture.scientist())
            #expect(!waiting.done)
            long.signal()
            await fit.value
            try await eventually {
                try await fixture.replica.operations.getOperation(
                    .init(name: training.name), options: fixture.scientist()
                ).done
            }
        }
    }

    private static func hold(_ semaphore: DispatchSemaphore) { semaphore.wait() }
}
