import API
import Detectors
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import DetectionBackend

/// Columns of texts, and detectors that say what becomes of columns, from the request to the stored result.
@Suite(.timeLimit(.minutes(5))) struct CategoryTests {
    /// Payments: an amount, the kind of shop, a card's country as a number; the last but one has a kind that no other has.
    private func payments(rows: Int = 300, roleOfKind: DatasetV1.ColumnRole = .feature) -> TestTable {
        var generator = SeededGenerator(seed: 1)
        let kinds = ["food", "fuel", "books", "travel"]
        return TestTable([
            .init(
                name: "amount", role: .feature,
                values: .floats((0..<rows).map { _ in Double.random(in: 1...100, using: &generator) })),
            .init(
                name: "kind", role: roleOfKind,
                values: .strings(
                    (0..<rows).map { $0 == rows - 2 ? "casino" : $0 % 40 == 7 ? nil : kinds[($0 * 7) % 10 / 3] })),
            .init(
                name: "country", role: .feature,
                values: .integers((0..<rows).map { $0 % 50 == 3 ? nil : [276, 276, 250, 756][$0 % 4] })),
        ])
    }

    private func create(
        _ fixture: DetectionFixture, _ detector: DetectionV1.Detector
    ) async throws -> DetectionV1.Detector {
        try await fixture.replica.detectors.createDetector(.init(detector: detector), options: fixture.scientist())
    }

    private func row(_ amount: Double, _ kind: GoogleProtobuf.Value.Kind, country: Double = 276)
        -> GoogleProtobuf.Struct
    {
        .init(fields: [
            "amount": .init(kind: .numberValue(amount)), "kind": .init(kind: kind),
            "country": .init(kind: .numberValue(country)),
        ])
    }

    @Test(arguments: [DetectionV1.Encoding.unspecified, .oneHot])
    func `texts are scored in a request as in a job, and a new one is named`(
        encoding: DetectionV1.Encoding
    ) async throws {
        try await DetectionFixture.with { fixture in
            let table = payments()
            let version = fixture.add(table)
            let detector = try await create(
                fixture,
                .init(
                    algorithm: "knn", thresholdPolicy: .init(policy: .falsePositiveRate(0.02)),
                    preprocessing: .init(categories: .init(encoding: encoding))))
            let model = try await fixture.train(detector.name, on: version)
            #expect(model.featureColumns == ["amount", "country", "kind"] && model.categoryColumns == ["kind"])
            let result = try await fixture.detect(detector.name, on: version)
            let anomalies = try await fixture.anomalies(of: result.name).compactMap(\.score)
            let casino = try #require(anomalies.first { $0.rowIndex == 298 })
            let reason = try #require(casino.contributions.first { $0.feature == "kind" })
            #expect(reason.category == "casino" && reason.direction == .below && reason.value == 1.0 / 300)

            var decimals = table
            decimals.columns[1].values = .floats(Array(repeating: 0.5, count: 300))
            let wrong = fixture.add(decimals)
            let refusal = try await rpcError { try await fixture.startJob([detector.name], on: wrong) }
            #expect(refusal.message.contains("no column \"kind\" of texts, whole numbers or booleans"))

            let again = fixture.add(table)
            let stored = try await fixture.storedScores(of: fixture.detect(detector.name, on: again).name)
            let rows = (0..<300).map { index -> GoogleProtobuf.Struct in
                guard case .strings(let kinds) = table.columns[1].values,
                    case .integers(let countries) = table.columns[2].values
                else { return .init() }
                var fields = row(
                    table.values("amount")[index], kinds[index].map { .stringValue($0) } ?? .nullValue(.nullValue))
                fields.fields["country"] = .init(
                    kind: countries[index].map { .numberValue(Double($0)) } ?? .nullValue(.nullValue))
                return fields
            }
            let scores = try await fixture.score(detector.name, .rows(.init(rows: rows)), explain: true).scores
            #expect(scores.map(\.rawScore) == stored)

            let new = try await fixture.score(
                detector.name, .rows(.init(rows: [row(50, .stringValue("arms"))])), explain: true
            ).scores[0]
            #expect(new.isAnomaly && new.warnings == ["kind is \"arms\", which no training row had"])
            let change = try #require(new.smallestChange)
            #expect(change.feature == "kind" && ["food", "fuel", "books", "travel"].contains(change.category))
            let after = try await fixture.restarted()
            let restarted = try await after.score(
                detector.name, .rows(.init(rows: [row(50, .stringValue("arms"))])), explain: true)
            #expect(restarted.scores == [new])
        }
    }

    @Test
    func `texts take part where they are named or asked for, whole numbers as categories where a detector says so`()
        async throws
    {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(payments())
            func columns(_ detector: DetectionV1.Detector) async throws -> [String] {
                var detector = detector
                detector.algorithm = "ecod"
                return try await fixture.train(create(fixture, detector).name, on: version).featureColumns
            }
            #expect(try await columns(.init()) == ["amount", "country"])
            #expect(try await columns(.init(featureColumns: ["kind"])) == ["kind"])
            #expect(
                try await columns(.init(preprocessing: .init(categories: .init()))) == ["amount", "country", "kind"])
            let country = DetectionV1.Preprocessing(
                columns: [.init(column: "country", treatment: .category(.init(encoding: .oneHot)))])
            #expect(try await columns(.init(preprocessing: country)) == ["amount", "country"])

            let detector = try await create(
                fixture, .init(algorithm: "knn", featureColumns: ["country", "kind", "amount"], preprocessing: country))
            try await fixture.train(detector.name, on: version)
            let scores = try await fixture.score(
                detector.name,
                .rows(.init(rows: [row(50, .stringValue("food")), row(50, .stringValue("food"), country: 277)])),
                explain: true
            ).scores
            #expect(scores[1].rawScore > scores[0].rawScore)
            #expect(scores[1].warnings == ["country is \"277\", which no training row had"])
        }
    }

    @Test func `rows that hold other kinds of values are refused by field`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await create(
                fixture, .init(algorithm: "ecod", featureColumns: ["amount", "kind", "country"]))
            try await fixture.train(detector.name, on: fixture.add(payments()))
            func refusal(_ input: DetectionV1.ScoreRowsRequest.Input) async throws -> String {
                let error = try await rpcError { _ = try await fixture.score(detector.name, input) }
                #expect(error.code == .invalidArgument)
                return error.message
            }
            let matrix = DetectionV1.Matrix(featureColumns: ["amount", "kind", "country"], values: [1, 2, 3])
            #expect(try await refusal(.matrix(matrix)).contains("\"kind\" holds categories; give rows"))
            #expect(try await refusal(.rows(.init(rows: [row(1, .numberValue(0.5))]))).contains("rows.rows[0].kind"))
            let large = row(1, .numberValue(0x1p53 + 2))
            #expect(try await refusal(.rows(.init(rows: [large]))).contains("beyond 2^53; give it as a text"))
            var text = row(1, .stringValue("food"))
            text.fields["amount"] = .init(kind: .stringValue("1"))
            #expect(try await refusal(.rows(.init(rows: [text]))).contains("rows.rows[0].amount"))
        }
    }

    @Test func `a training that the columns do not allow is refused before it starts`() async throws {
        try await DetectionFixture.with { fixture in
            var table = payments(rows: 60)
            table.columns.append(
                .init(name: "at", role: .feature, values: .times((0..<60).map { Int64($0) * 1_000_000 })))
            let version = fixture.add(table)
            func refusal(_ detector: DetectionV1.Detector) async throws -> String {
                var detector = detector
                detector.algorithm = "ecod"
                let name = try await create(fixture, detector).name
                let error = try await rpcError {
                    _ = try await fixture.replica.detectors.trainDetector(
                        .init(name: name, datasetVersion: version), options: fixture.scientist())
                }
                #expect(error.code == .failedPrecondition)
                return error.message
            }
            func preprocessing(
                _ column: String, _ treatment: DetectionV1.ColumnPreprocessing.Treatment
            ) -> DetectionV1.Detector {
                .init(preprocessing: .init(columns: [.init(column: column, treatment: treatment)]))
            }
            let decimal = try await refusal(preprocessing("amount", .category(.init())))
            #expect(
                decimal == "preprocessing.columns: column \"amount\" holds decimal numbers, which are no categories")
            let text = try await refusal(preprocessing("kind", .number(.init())))
            #expect(text == "preprocessing.columns: column \"kind\" holds texts, which are no numbers")
            let unknown = try await refusal(preprocessing("colour", .number(.init())))
            #expect(unknown.contains("\"colour\" is not a feature"))
            let times = try await refusal(.init(featureColumns: ["at"]))
            #expect(times.contains("neither numbers nor categories"))
        }
    }

    @Test func `the values of one ScoreRows are those that its texts become`() async throws {
        try await DetectionFixture.with { fixture in
            let kinds = TestTable([
                .init(name: "kind", role: .feature, values: .strings((0..<500).map { "k\($0 % 25)" }))
            ])
            let preprocessing = DetectionV1.Preprocessing(
                categories: .init(encoding: .oneHot, oneHotMax: 24))
            let detector = try await create(
                fixture, .init(algorithm: "robust_z", preprocessing: preprocessing)
            ).name
            try await fixture.train(detector, on: fixture.add(kinds))
            let row = GoogleProtobuf.Struct(fields: ["kind": .init(kind: .stringValue("k1"))])
            func score(_ rows: Int) async throws -> Int {
                try await fixture.score(detector, .rows(.init(rows: Array(repeating: row, count: rows)))).scores.count
            }
            // 24 features, and one of all others.
            let most = DetectionLimits.scoreCellsMax / 25
            #expect(try await score(most) == most)
            let error = try await rpcError { _ = try await score(most + 1) }
            #expect(error.code == .invalidArgument && error.message.contains("\(DetectionLimits.scoreCellsMax)"))
        }
    }

    @Test func `more categories than a model can know end a training with the column's name`() async throws {
        try await DetectionFixture.with { fixture in
            let rows = DetectorLimits.categoriesMax + 1
            var table = TestTable([
                .init(name: "id", role: .feature, values: .strings((0..<rows).map { "row-\($0)" }))
            ])
            table.chunkRows = 4096
            let detector = try await create(fixture, .init(algorithm: "ecod", featureColumns: ["id"]))
            let operation = try await fixture.training(of: detector.name, on: fixture.add(table))
            guard case .error(let status)? = operation.result else {
                Issue.record("\(operation)")
                return
            }
            #expect(status.message.contains("id: has more than \(DetectorLimits.categoriesMax) different values"))
        }
    }

    @Test func `missing numbers count as the detector says, also after a restart`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await create(
                fixture,
                .init(
                    algorithm: "robust_z", featureColumns: ["amount"],
                    preprocessing: .init(numbers: .init(imputation: .imputeConstant, constant: -1000))))
            try await fixture.train(detector.name, on: fixture.add(payments()))
            let rows = DetectionV1.ScoreRowsRequest.Input.rows(
                .init(rows: [.init(fields: ["amount": .init(kind: .nullValue(.nullValue))])]))
            let before = try await fixture.score(detector.name, rows, explain: true).scores[0]
            #expect(before.isAnomaly && before.warnings == ["amount is missing: -1000.0 stands in"])
            #expect(try await fixture.restarted().score(detector.name, rows, explain: true).scores == [before])
        }
    }

    @Test func `an ensemble is its members, in a request as in a job`() async throws {
        try await DetectionFixture.with { fixture in
            let table = TestTable.strange(rows: 250)
            let version = fixture.add(table)
            let detector = try await create(
                fixture,
                .init(
                    algorithm: "ensemble", seed: 1,
                    members: [
                        .init(algorithm: "ecod"), .init(algorithm: "knn", parameters: ["n_neighbors": 9], weight: 2),
                    ],
                    combiner: .combineMean))
            #expect(detector.members.count == 2 && detector.combiner == .combineMean)
            #expect(try await fixture.train(detector.name, on: version).algorithm == "ensemble")
            let stored = try await fixture.storedScores(
                of: fixture.detect(detector.name, on: fixture.add(table)).name)
            #expect(try await fixture.score(detector.name, table).map(\.rawScore) == stored)
        }
    }
}
