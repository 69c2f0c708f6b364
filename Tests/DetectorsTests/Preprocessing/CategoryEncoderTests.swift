import Testing

@testable import Detectors

@Suite struct CategoryEncoderTests {
    /// Five of a, three of b, one of c, one that is missing: of ten rows, one row makes a category rare.
    private let column = CategoryColumn(name: "k", values: ["a", "b", nil, "a", "b", "a", "c", "a", "b", "a"])
    private let probe = CategoryColumn(name: "k", values: ["a", "b", "c", nil, "z"])

    private func encoder(
        _ encoding: CategoryPreprocessing.Encoding, _ missing: CategoryPreprocessing.Missing = .ownCategory
    ) throws -> CategoryEncoder {
        try CategoryEncoder.fit(column, .init(encoding: encoding, missing: missing))
    }

    /// -ln of shares, with half a row more, above that of the usual.
    private func surprises(_ counts: [Double], above usual: Double) -> [Double] {
        counts.map { -_log(($0 + 0.5) / 11) + _log((usual + 0.5) / 11) }
    }

    private func isNear(_ values: [Double], _ expected: [Double]) -> Bool {
        values.count == expected.count && zip(values, expected).allSatisfy { abs($0 - $1) < 1e-12 }
    }

    @Test("how rare a category is stands for it, and rare ones are as those that training did not see")
    func shares() throws {
        let encoder = try encoder(.frequency)
        #expect(isNear(encoder.features(of: probe), surprises([5, 3, 0, 0, 0], above: 5)))
        #expect(["a", "c", nil, "z"].map { encoder.share(encoder.category(of: $0)) } == [0.5, 0.1, 0.1, 0])
        #expect(encoder.warning("z") == "k is \"z\", which no training row had")
        #expect(encoder.warning("c") == nil && encoder.warning(nil) == nil)
    }

    @Test("categories as frequent as those of half of the rows are usual, and none of them stranger than another")
    func usual() throws {
        let values = (0..<100).map { Optional($0 < 40 ? "a" : $0 < 70 ? "b" : $0 < 90 ? "c" : "d") }
        let encoder = try CategoryEncoder.fit(CategoryColumn(name: "k", values: values), .init())
        let features = encoder.features(of: CategoryColumn(name: "k", values: ["a", "b", "c", "d", "new"]))
        #expect(features[0] == 0 && features[1] == 0)
        #expect(features[1] < features[2] && features[2] < features[3] && features[3] < features[4])
    }

    /// Five of a, four of b, one of c: with ten rows, four make a feature.
    private let two = CategoryColumn(name: "k", values: ["a", "b", "b", "a", "b", "a", "c", "a", "b", "a"])

    @Test("one-hot gives frequent categories a feature each, and the others one together")
    func oneHot() throws {
        func features(_ column: CategoryColumn, max: Int) throws -> [Double] {
            try CategoryEncoder.fit(column, .init(encoding: .oneHot(max: max))).features(of: probe)
        }
        // a and the others.
        #expect(try features(two, max: 1) == [1, 0, 0, 0, 0] + [0, 1, 1, 1, 1])
        #expect(try features(two, max: 10) == [1, 0, 0, 0, 0] + [0, 1, 0, 0, 0] + [0, 0, 1, 1, 1])
        // Three rows are too few, whatever the limit.
        #expect(try features(column, max: 10) == [1, 0, 0, 0, 0] + [0, 1, 1, 1, 1])
    }

    @Test("what is missing often enough is a category like any other")
    func missing() throws {
        let column = CategoryColumn(name: "k", values: ["a", nil, "a", nil, "a", "b", "b", nil])
        let frequency = try CategoryEncoder.fit(column, .init())
        #expect(isNear(frequency.features(of: probe), surprises([3, 2, 0, 3, 0], above: 3)))
        let more = CategoryColumn(name: "k", values: (0..<12).map { ["a", nil, "b"][$0 % 3] })
        let oneHot = try CategoryEncoder.fit(more, .init(encoding: .oneHot(max: 1)))
        #expect(oneHot.features(of: probe) == [1, 0, 0, 0, 0] + [0, 1, 1, 0, 1] + [0, 0, 0, 1, 0])
    }

    @Test("the most frequent category stands in where that is asked for, and counts")
    func mostFrequent() throws {
        let frequency = try encoder(.frequency, .mostFrequent)
        #expect(frequency.counts == [6, 3, 1] && frequency.missingCount == 0)
        #expect(frequency.category(of: nil) == .known(0))
        #expect(frequency.warning(nil) == "k is missing: the most frequent \"a\" stands in")
        #expect(try encoder(.oneHot(max: 10), .mostFrequent).features(of: .known(0)) == [1, 0])
    }

    @Test("a missing category that training never missed is new")
    func newlyMissing() throws {
        let column = CategoryColumn(name: "k", values: ["a", "a", "b", "b", "a", "a", "b", "b"])
        let full = try CategoryEncoder.fit(column, .init())
        #expect(isNear(full.features(of: full.category(of: nil)), surprises([0], above: 4)))
        #expect(full.warning(nil) == "k is missing, which it was in no training row")
        let oneHot = try CategoryEncoder.fit(column, .init(encoding: .oneHot(max: 5)))
        #expect(oneHot.features(of: .missing) == [0, 0, 1] && oneHot.features(of: .unknown) == [0, 0, 1])
    }

    @Test(
        "a category of one in a hundred rows is not rare, where that is 2 rows or 10 are more",
        arguments: [
            (10, 2), (200, 2), (201, 3), (399, 4), (1000, 10), (1_000_000, 10),
        ])
    func rare(rows: Int, least: Int) { #expect(CategoryEncoder.rowsMin(of: rows) == least) }

    @Test("equally frequent categories come in the order of their bytes, whatever the order of the rows")
    func order() throws {
        let forth = try CategoryEncoder.fit(CategoryColumn(name: "k", values: ["é", "z", "a", "Z"]), .init())
        let back = try CategoryEncoder.fit(CategoryColumn(name: "k", values: ["Z", "a", "z", "é"]), .init())
        #expect(forth.texts == ["Z", "a", "z", "é"] && forth.texts == back.texts)
    }

    @Test("texts are the same where their bytes are")
    func bytes() throws {
        // é as one character and as two, which Swift takes for equal.
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        let values = [composed, composed, composed, decomposed, decomposed, "x"]
        let encoder = try CategoryEncoder.fit(CategoryColumn(name: "k", values: values), .init())
        #expect(encoder.counts == [3, 2, 1])
        #expect(encoder.category(of: composed) == .known(0) && encoder.category(of: decomposed) == .known(1))
    }

    @Test("a fold counts its own rows, in the features of all")
    func folds() throws {
        let encoder = try CategoryEncoder.fit(two, .init(encoding: .oneHot(max: 10)))
        let fold = encoder.refitted(two, rows: [0, 1, 3, 5, 6, 7])
        #expect(fold.texts == encoder.texts && fold.counts == [4, 1, 1] && fold.missingCount == 0)
        #expect(fold.featureCount == encoder.featureCount)
        // b is rare among them.
        #expect(fold.features(of: probe) == [1, 0, 0, 0, 0] + [0, 0, 0, 0, 0] + [0, 1, 1, 1, 1])
    }

    @Test("the expected range holds the shares of nine in ten training rows")
    func expected() throws {
        let values = (0..<100).map { $0 < 4 ? "rare\($0)" : $0 < 36 ? "some" : "most" }
        let encoder = try CategoryEncoder.fit(CategoryColumn(name: "k", values: values), .init())
        #expect(encoder.expectedShares.low == 0.32 && encoder.expectedShares.high == 0.64)
    }

    @Test("what can't be categories is refused by name")
    func refused() throws {
        func field(_ values: [String?]) -> String? {
            let error = #expect(throws: DetectorError.self) {
                try CategoryEncoder.fit(CategoryColumn(name: "k", values: values), .init())
            }
            return error?.field
        }
        #expect(field([nil, nil]) == "k")
        #expect(field((0...DetectorLimits.categoriesMax).map { "\($0)" }) == "k")
        #expect(field([String(repeating: "x", count: DetectorLimits.categoryBytesMax + 1)]) == "k")
        let most = (0..<DetectorLimits.categoriesMax).map { Optional("\($0)") }
        #expect(try CategoryEncoder.fit(CategoryColumn(name: "k", values: most), .init()).texts.count == most.count)
    }
}

extension CategoryEncoder {
    /// By this encoder alone.
    func features(of column: CategoryColumn) -> [Double] {
        var values: [Double] = []
        CategoryCoding(encoders: [self], folds: nil).append(column, to: &values)
        return values
    }
}
