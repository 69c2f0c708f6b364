import Testing

@testable import Detectors

/// Models of columns of which some hold categories.
@Suite struct CategoryModelTests {
    private static let encodings: [CategoryPreprocessing.Encoding] = [.frequency, .oneHot(max: 5)]

    private func specification(
        _ algorithm: Algorithm, _ encoding: CategoryPreprocessing.Encoding = .frequency
    ) -> DetectorSpecification {
        DetectorSpecification(
            algorithm: algorithm, members: algorithm.members, parameters: algorithm.quick,
            preprocessing: .init(categories: .init(encoding: encoding)))
    }

    @Test(
        "a category that no row had is strange to every algorithm, and named", arguments: Algorithm.allCases, encodings)
    func unseen(algorithm: Algorithm, encoding: CategoryPreprocessing.Encoding) async throws {
        let table = try colours(rows: 200, seed: 1)
        let model = try await TrainedModel.train(specification(algorithm, encoding), on: table)
        let usual = try await model.score(row(1, "red"))[0]
        let strange = try await model.score(row(1, "purple"))[0]
        // Trees don't split a feature that never varied, and so don't see what is new in it.
        #expect(algorithm.knowsOnlyItsRange && encoding != .frequency ? strange >= usual : strange > usual)
        let rows = try model.encode(row(1, "purple"), basis: .novel)
        #expect(model.warnings(rows, row: 0) == ["colour is \"purple\", which no training row had"])
        let contributions = model.explain(rows, row: 0)
        #expect(contributions.map(\.feature).sorted() == ["colour", "x"])
        let colour = try #require(contributions.first { $0.feature == "colour" })
        #expect(colour.category == "purple" && colour.value == 0 && colour.direction == .below)
        #expect(abs(contributions.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    }

    @Test(
        "a row scores the same alone and in any batch, however its texts are coded", arguments: Algorithm.allCases,
        encodings)
    func batch(algorithm: Algorithm, encoding: CategoryPreprocessing.Encoding) async throws {
        let table = try colours(rows: 120, seed: 2, rare: [7: nil, 9: "teal"])
        let model = try await TrainedModel.train(specification(algorithm, encoding), on: table)
        let probe = try colours(rows: 30, seed: 3, rare: [3: "teal", 4: "purple", 5: nil])
        let together = try await model.score(probe)
        for index in 0..<30 {
            let numbers = try #require(probe.numbers)
            let alone = try await model.score(row(numbers[row: index, column: 0], probe.categories[0].text(index)))
            #expect(alone == [together[index]])
        }
    }

    @Test("the same rows give the same bytes, whatever the order of the texts", arguments: encodings)
    func sameBytes(encoding: CategoryPreprocessing.Encoding) async throws {
        let table = try colours(rows: 100, seed: 4, rare: [2: "teal", 60: nil])
        let column = table.categories[0]
        let count = Int32(column.texts.count)
        let recoded = try DataTable(
            numbers: table.numbers,
            categories: [
                CategoryColumn(
                    name: "colour", texts: column.texts.reversed() + ["never"],
                    codes: column.codes.map { $0 < 0 ? $0 : count - 1 - $0 })
            ])
        let one = try await TrainedModel.train(specification(.knn, encoding), on: table).snapshot()
        let other = try await TrainedModel.train(specification(.knn, encoding), on: recoded).snapshot()
        #expect(one == other)
    }

    @Test(
        "new rows are flagged as often as promised, also where many categories are new", arguments: encodings,
        [0.05, 0.2])
    func rate(encoding: CategoryPreprocessing.Encoding, rate: Double) async throws {
        var generator = SeededGenerator(seed: 9, stream: 1)
        // As words are: the n-th category is as frequent as 1 / n, so that many rows have one that no other row has.
        func rows(_ count: Int) throws -> DataTable {
            let numbers = (0..<count).map { _ in generator.unit() }
            let texts = (0..<count).map { _ in Optional("k\(Int(_exp(generator.unit() * 9)))") }
            return try DataTable(
                numbers: FeatureTable(columns: [("x", numbers)]),
                categories: [CategoryColumn(name: "k", values: texts)])
        }
        for algorithm in [Algorithm.ecod, .knn, .isolationForest] {
            let specification = DetectorSpecification(
                algorithm: algorithm, preprocessing: .init(categories: .init(encoding: encoding)),
                thresholdPolicy: .falsePositiveRate(rate), trainingMode: .clean, seed: 1)
            let model = try await TrainedModel.train(specification, on: rows(600))
            let flagged = try await model.score(rows(2000)).count { model.threshold.flags($0) }
            // Four standard deviations of the sampling, of the threshold and of the rows.
            let tolerance = 4 * (rate * (1 - rate) * (1.0 / 600 + 1.0 / 2000)).squareRoot()
            #expect(Double(flagged) / 2000 <= rate + tolerance, "\(algorithm)")
        }
    }

    @Test("columns are matched by name and kind, and what does not fit is refused by name")
    func columns() async throws {
        let model = try await TrainedModel.train(specification(.ecod), on: colours(rows: 60, seed: 7))
        func field(_ table: DataTable) -> String? {
            let error = #expect(throws: DetectorError.self) { try model.encode(table, basis: .novel) }
            #expect(error?.kind == .invalidArgument)
            return error?.field
        }
        let x = try FeatureTable(columns: [("x", [1])])
        let colour = CategoryColumn(name: "colour", values: ["red"])
        #expect(field(DataTable(x)) == "colour")
        #expect(try field(DataTable(numbers: nil, categories: [colour])) == "x")
        #expect(try field(DataTable(FeatureTable(columns: [("x", [1]), ("colour", [2])]))) == "colour")
        let text = CategoryColumn(name: "x", values: ["1"])
        #expect(try field(DataTable(numbers: nil, categories: [colour, text])) == "x")
        let extra = CategoryColumn(name: "y", values: ["1"])
        #expect(try field(DataTable(numbers: x, categories: [colour, extra])) == "y")
        let more = try FeatureTable(columns: [("x", [1]), ("z", [1])])
        #expect(try field(DataTable(numbers: more, categories: [colour])) == "z")
    }

    @Test("columns of categories alone make a model")
    func categoriesOnly() async throws {
        var generator = SeededGenerator(seed: 3, stream: 2)
        let values = (0..<100).map { _ in Optional("k\(generator.below(4))") }
        let table = try DataTable(numbers: nil, categories: [CategoryColumn(name: "k", values: values)])
        let model = try await TrainedModel.train(specification(.knn, .oneHot(max: 4)), on: table)
        #expect(model.inputNames == ["k"] && model.categoryNames == ["k"] && model.features.count == 5)
        let probe = try DataTable(numbers: nil, categories: [CategoryColumn(name: "k", values: ["k1", nil])])
        let scores = try await model.score(probe)
        #expect(scores[1] > scores[0])
    }

    @Test("a row with a strange category becomes normal by a usual one", arguments: encodings)
    func change(encoding: CategoryPreprocessing.Encoding) async throws {
        let table = try colours(rows: 300, seed: 8, rare: [5: "teal", 6: "teal", 7: nil])
        var specification = specification(.knn, encoding)
        specification.thresholdPolicy = .falsePositiveRate(0.02)
        let model = try await TrainedModel.train(specification, on: table)
        let rows = try model.encode(row(1, "purple"), basis: .novel)
        let score = try await model.scores(rows)[0]
        let change = try #require(model.smallestChange(rows, row: 0, rawScore: score))
        #expect(change.feature == "colour" && change.distance == 1)
        #expect(["red", "green", "blue"].contains(change.category))
        let changed = try await model.score(row(1, change.category))[0]
        #expect(changed == change.rawScore && !model.threshold.flags(changed))
    }

    @Test("a model read back knows its categories", arguments: encodings)
    func readBack(encoding: CategoryPreprocessing.Encoding) async throws {
        let table = try colours(rows: 100, seed: 10, rare: [5: "teal", 7: nil])
        let model = try await TrainedModel.train(specification(.ecod, encoding), on: table)
        let read = try TrainedModel(snapshot: model.snapshot())
        #expect(read.snapshot() == model.snapshot() && read.byteCount == model.byteCount)
        let probe = try colours(rows: 40, seed: 11, rare: [1: "purple", 2: nil, 3: "teal"])
        #expect(try await read.score(probe) == model.score(probe))
        let rows = try read.encode(probe, basis: .novel)
        for row in 0..<4 {
            #expect(try read.explain(rows, row: row) == model.explain(model.encode(probe, basis: .novel), row: row))
        }
    }

    @Test("changed bytes are an error or a model that scores", arguments: encodings)
    func damaged(encoding: CategoryPreprocessing.Encoding) async throws {
        let table = try colours(rows: 40, seed: 12, rare: [5: "teal", 7: nil])
        let bytes = try await TrainedModel.train(specification(.robustZ, encoding), on: table).snapshot()
        var generator = SeededGenerator(seed: 4, stream: 4)
        var refused = 0
        for _ in 0..<3000 {
            var changed = bytes
            changed[generator.below(bytes.count)] = UInt8(generator.below(256))
            do {
                let model = try TrainedModel(snapshot: changed)
                let probe = try DataTable(
                    numbers: model.numberNames.isEmpty
                        ? nil : FeatureTable(columns: model.numberNames.map { ($0, [1, .nan]) }),
                    categories: model.categoryNames.map { CategoryColumn(name: $0, values: ["red", "purple"]) })
                #expect(try await model.score(probe).allSatisfy(\.isFinite))
            } catch let error as DetectorError {
                #expect(error.kind == .corruptModel)
                refused += 1
            }
        }
        #expect(refused > 100)
    }

    @Test("more features than a model may have are refused")
    func tooMany() async throws {
        let texts = (0..<400).map { Optional("k\($0 / 4)") }
        let columns = (0..<11).map { CategoryColumn(name: "c\($0)", values: texts) }
        let table = try DataTable(numbers: nil, categories: columns)
        let field = await fieldOfError {
            _ = try await TrainedModel.train(specification(.ecod, .oneHot(max: 100)), on: table)
        }
        #expect(field == "feature_columns")
    }
}
