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
        guard algorithm != .mcd || encoding == .frequency else {
            let field = await fieldOfError {
                _ = try await TrainedModel.train(specification(algorithm, encoding), on: table)
            }
            #expect(field == "preprocessing")
            return
        }
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
        guard algorithm != .mcd || encoding == .frequency else { return }
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

    /// So many equally likely categories, and so many training rows: some rows each, or few, or mostly one.
    private static let likely = [(5, 200), (60, 600), (67, 200), (400, 300)]

    @Test("new rows are flagged as often as promised, however many rows a category has", arguments: encodings, likely)
    func rate(encoding: CategoryPreprocessing.Encoding, sizes: (categories: Int, rows: Int)) async throws {
        let (rate, trainings) = (0.1, 12)
        var generator = SeededGenerator(seed: 9, stream: 1)
        func rows(_ count: Int) throws -> DataTable {
            let numbers = (0..<count).map { _ in generator.unit() }
            let texts = (0..<count).map { _ in Optional("k\(generator.below(sizes.categories))") }
            return try DataTable(
                numbers: FeatureTable(columns: [("x", numbers)]),
                categories: [CategoryColumn(name: "k", values: texts)])
        }
        var rates: [Double] = []
        for algorithm in [Algorithm.ecod, .knn, .pca, .isolationForest, .hbos] {
            var flagged = 0
            for seed in 0..<trainings {
                let specification = DetectorSpecification(
                    algorithm: algorithm, preprocessing: .init(categories: .init(encoding: encoding)),
                    thresholdPolicy: .falsePositiveRate(rate), trainingMode: .clean, seed: UInt64(seed))
                let model = try await TrainedModel.train(specification, on: rows(sizes.rows))
                flagged += try await model.score(rows(500)).count { model.threshold.flags($0) }
            }
            let actual = Double(flagged) / Double(500 * trainings)
            // The thresholds vary from training to training.
            let deviation = (rate * (1 - rate) * (1 / Double(sizes.rows) + 1.0 / 500) / Double(trainings)).squareRoot()
            #expect(actual < rate + 4 * deviation, "\(algorithm): \(actual)")
            rates.append(actual)
        }
        // Equal scores make it less: of one-hot features, which have few values, as little as nothing.
        #expect(rates.reduce(0, +) / Double(rates.count) > (encoding == .frequency ? rate / 4 : 0), "\(rates)")
    }

    @Test(
        "a rarer category is never less strange than a more frequent one",
        arguments: [Algorithm.ecod, .copod, .iqr, .robustZ, .hbos])
    func order(algorithm: Algorithm) async throws {
        let model = try await TrainedModel.train(
            specification(algorithm),
            on: colours(rows: 400, seed: 21, rare: [1: "teal", 2: "teal", 3: "teal", 4: "teal"]))
        var scores: [Double] = []
        for colour in ["red", "green", "blue", "teal", "purple"] { scores += try await model.score(row(1, colour)) }
        #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 }, "\(scores)")
    }

    @Test("a training row meets the counts of the rows outside its fold, a new one those of as many rows")
    func folds() async throws {
        let table = try colours(rows: 150, seed: 6, rare: [10: "teal", 11: "teal"])
        let model = try await TrainedModel.train(specification(.knn), on: table)
        #expect(model.calibration.method == .crossFit && model.foldEncoders.count == DetectorLimits.folds)
        let trained = try model.encode(table, basis: .training(firstRow: 0))
        let new = try model.encode(table, basis: .novel)
        for row in 0..<150 {
            let encoder = model.foldEncoders[Int(model.foldPlan.folds(of: row..<(row + 1))[0])].categories[0]
            let category = encoder.category(of: table.categories[0].text(row))
            #expect(trained.features[row: row, column: 1] == encoder.features(of: category)[0])
            #expect(new.features[row: row, column: 1] == model.foldEncoders[0].categories[0].features(of: category)[0])
        }
        // In parts, as jobs read them, the same.
        let part = try DataTable(
            numbers: FeatureTable(columns: [("x", Array(repeating: 1, count: 20))]),
            categories: [CategoryColumn(name: "colour", values: (100..<120).map { table.categories[0].text($0) })])
        let encoded = try model.encode(part, basis: .training(firstRow: 100))
        for row in 0..<20 {
            #expect(encoded.features[row: row, column: 1] == trained.features[row: 100 + row, column: 1])
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
        let texts = (0..<2000).map { Optional("k\($0 / 20)") }
        let columns = (0..<11).map { CategoryColumn(name: "c\($0)", values: texts) }
        let table = try DataTable(numbers: nil, categories: columns)
        let field = await fieldOfError {
            _ = try await TrainedModel.train(specification(.ecod, .oneHot(max: 100)), on: table)
        }
        #expect(field == "feature_columns")
    }

    @Test("categories of all columns together are bounded in number and bytes", arguments: [(4, 10), (256, 6)])
    func inAll(bytes: Int, columns: Int) throws {
        func encode(_ columns: Int) throws(DetectorError) {
            let texts = (0..<DetectorLimits.categoriesMax).map { number in
                let digits = "\(number + DetectorLimits.categoriesMax)"
                return Optional(digits.dropFirst() + String(repeating: "x", count: bytes - 4)).map { String($0) }
            }
            let table = try DataTable(
                numbers: nil, categories: (0..<columns).map { CategoryColumn(name: "c\($0)", values: texts) })
            _ = try Encoder.fit(.init(), table)
        }
        #expect(throws: Never.self) { try encode(columns) }
        #expect(throws: DetectorError.self) { try encode(columns + 1) }
    }
}
