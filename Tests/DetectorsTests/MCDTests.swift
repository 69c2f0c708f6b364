import Testing

@testable import Detectors

@Suite struct MCDTests {
    private func fit(_ table: FeatureTable, seed: UInt64 = 0) async throws -> MCD {
        try await MCD.fit(trainingSet(table, seed: seed), supportFraction: nil)
    }

    /// Rows of a cloud around 0, the first `strange` of them moved far along one diagonal.
    private func cloud(rows: Int, columns: Int, strange: Int, seed: UInt64) throws -> FeatureTable {
        var values = try gaussian(rows: rows, columns: columns, seed: seed).values
        for column in 0..<columns {
            for row in 0..<strange { values[column * rows + row] = values[column * rows + row] + 10 }
        }
        return try FeatureTable(
            names: (0..<columns).map { "x\($0)" }, rowCount: rows, columnMajor: values)
    }

    @Test("two fifths of the rows, far from the others, do not hide themselves", arguments: [200, 700], [1, 2])
    func robust(_ rows: Int, _ seed: UInt64) async throws {
        let strange = rows * 2 / 5
        let table = try cloud(rows: rows, columns: 3, strange: strange, seed: seed)
        let scores = try await fit(table, seed: seed).scores(table, 0..<rows, .novel)
        #expect(scores[..<strange].min()! > 5 * scores[strange...].max()!)
    }

    @Test("of normal rows, distances are about chi-squared: their mean is the number of features")
    func consistent() async throws {
        let table = try gaussian(rows: 2000, columns: 4, seed: 2)
        let scores = try await fit(table).scores(table, 0..<2000, .novel)
        #expect(abs(scores.reduce(0, +) / 2000 - 4) < 0.25)
        let beyond = scores.filter { $0 > ChiSquared.quantile(0.9, degrees: 4) }.count
        #expect(abs(Double(beyond) / 2000 - 0.1) < 0.03)
    }

    @Test("distances do not change with the units of the features")
    func equivariant() async throws {
        let table = try gaussian(rows: 120, columns: 3, seed: 3)
        let scaled = try FeatureTable(
            names: table.names, rowCount: 120,
            columnMajor: table.values.enumerated().map { $1 * [1e-20, 1, 1e100][$0 / 120] + [0, 7, 0][$0 / 120] })
        let scores = try await fit(table).scores(table, 0..<120, .novel)
        for (score, other) in zip(scores, try await fit(scaled).scores(scaled, 0..<120, .novel)) {
            #expect(abs(score - other) < 1e-7 * max(1, score))
        }
    }

    @Test("contributions add up to the score")
    func additive() async throws {
        let table = try gaussian(rows: 100, columns: 5, seed: 4)
        let mcd = try await fit(table)
        let scores = mcd.scores(table, 0..<100, .novel)
        for row in 0..<100 {
            #expect(
                abs(mcd.attributions(table.row(row), .novel).reduce(0, +) - scores[row]) < 1e-10 * max(1, scores[row]))
        }
    }

    @Test("an exact relation that every row keeps makes a row that breaks it strange")
    func relation() async throws {
        let free = try gaussian(rows: 150, columns: 2, seed: 5)
        let table = try FeatureTable(columns: [
            ("a", Array(free.values[..<150])), ("b", Array(free.values[150...])),
            ("c", (0..<150).map { free.values[$0] - 2 * free.values[150 + $0] }),
        ])
        let mcd = try await fit(table)
        #expect(mcd.scores(table, 0..<150, .novel).max()! < 100)
        let probe = try FeatureTable(columns: [("a", [0, 0]), ("b", [0, 0]), ("c", [0, 0.1])])
        let scores = mcd.scores(probe, 0..<2, .novel)
        #expect(scores[0] < 10 && scores[1] > 1e5)
    }

    @Test("a feature that is 0 in most rows does not make the others infinitely strange")
    func mostlyZero() async throws {
        var generator = SeededGenerator(seed: 6, stream: 0)
        let sparse = (0..<200).map { _ in generator.unit() < 0.7 ? 0 : generator.unit() }
        let other = try gaussian(rows: 200, columns: 1, seed: 6).values
        let table = try FeatureTable(columns: [("a", sparse), ("b", other)])
        let scores = try await fit(table).scores(table, 0..<200, .novel)
        #expect(scores.max()! < 1000)
    }

    @Test("fewer rows than features have finite distances")
    func wide() async throws {
        let table = try gaussian(rows: 12, columns: 40, seed: 7)
        let scores = try await fit(table).scores(table, 0..<12, .novel)
        #expect(scores.allSatisfy { $0.isFinite && $0 >= 0 })
    }

    @Test("the rows of one feature are those that follow one another with the least variance")
    func oneFeature() {
        let values = [9, 1, 1.5, 1.25, 30, 7, 1.75, 8, 2]
        #expect(ShortestSpread.rows(values, 5) == [1, 2, 3, 6, 8])
        var generator = SeededGenerator(seed: 8, stream: 0)
        let many = (0..<60).map { _ in generator.unit() * generator.unit() }
        func variance(_ rows: some Collection<Double>) -> Double {
            let mean = rows.reduce(0, +) / Double(rows.count)
            return rows.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        let sorted = many.sorted()
        let least = (0...20).map { variance(sorted[$0..<($0 + 40)]) }.min()!
        #expect(abs(variance(ShortestSpread.rows(many, 40).map { many[Int($0)] }) - least) < 1e-12)
    }

    @Test("of few rows, the search finds those of the smallest determinant of all", arguments: 0..<4)
    func smallest(_ seed: UInt64) async throws {
        let (count, support) = (14, 9)
        let values = try gaussian(rows: count, columns: 2, seed: seed).values
        let rows = FitRows(width: 2, values: (0..<count).flatMap { [values[$0], values[count + $0]] })
        let found = try await FastMCD(rows: rows, support: support, seed: seed, stream: 0).search().logDeterminant
        let steps = ConcentrationSteps(rows: rows, support: support)
        var least = Double.infinity
        for mask in 0..<(1 << count) where mask.nonzeroBitCount == support {
            let chosen = (0..<UInt32(count)).filter { mask >> $0 & 1 == 1 }
            least = min(least, try steps.estimate(chosen[...], near: [0, 0]).logDeterminant)
        }
        #expect(abs(found - least) < 1e-9)
    }

    @Test("a support below half of the rows is refused, half is not")
    func supportFraction() {
        #expect(throws: DetectorError.self) { try Algorithm.mcd.configured(["support_fraction": .number(0.49)]) }
        #expect(throws: Never.self) { try Algorithm.mcd.configured(["support_fraction": .number(0.5)]) }
        #expect(throws: Never.self) { try Algorithm.mcd.configured(["support_fraction": .number(1)]) }
    }

    /// scipy 1.17's chi2.ppf and chi2.cdf.
    @Test("the chi-squared distribution is scipy's")
    func chiSquared() {
        for (p, degrees, expected) in Self.quantiles {
            #expect(abs(ChiSquared.quantile(p, degrees: degrees) - expected) < 1e-11 * expected)
            #expect(abs(ChiSquared.probability(expected, degrees: degrees) - p) < 1e-11)
        }
        #expect(ChiSquared.probability(0, degrees: 3) == 0)
    }

    private static let quantiles: [(Double, Int, Double)] = [
        (0.5, 1, 0.454936423119572),
        (0.5, 2, 1.386294361119891),
        (0.5, 3, 2.3659738843753377),
        (0.5, 10, 9.34181776559197),
        (0.5, 33, 32.33578087994843),
        (0.5, 166, 165.33381140716105),
        (0.5, 1000, 999.333412403381),
        (0.975, 1, 5.023886187314888),
        (0.975, 2, 7.377758908227871),
        (0.975, 3, 9.348403604496148),
        (0.975, 10, 20.483177350807388),
        (0.975, 33, 50.72508006628123),
        (0.975, 166, 203.56724227213627),
        (0.975, 1000, 1089.5309127749135),
    ]

    /// AUC of scikit-learn 1.9.1, its mean over ten seeds.
    @Test(
        "separates as well as scikit-learn's",
        arguments: [("breastw", 0.9869), ("ionosphere", 0.9541), ("thyroid", 0.9855)])
    func auc(_ name: String, _ expected: Double) async throws {
        let set = try ReferenceSet(name)
        let scores = try await fit(set.table).scores(set.table, 0..<set.table.rowCount, .novel)
        #expect(areaUnderCurve(scores, set.labels) > expected - 0.01)
    }
}
