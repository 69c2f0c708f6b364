import Testing

@testable import Detectors

@Suite struct LODATests {
    private func fit(_ table: FeatureTable, seed: UInt64 = 0, _ options: LODA.Options = .init()) async throws -> LODA {
        try await LODA.fit(trainingSet(table, seed: seed), options: options)
    }

    @Test(
        "each projection weighs the root of the number of features",
        arguments: [(1, 1), (3, 1), (4, 2), (16, 4), (24, 4)])
    func sparse(_ columns: Int, _ expected: Int) async throws {
        let loda = try await fit(gaussian(rows: 20, columns: columns, seed: 1))
        #expect(loda.projections.count == 100)
        for projection in loda.projections {
            #expect(projection.features.count == expected && projection.weights.count == expected)
            #expect(Set(projection.features).count == expected)
        }
    }

    @Test("the densities of a histogram add up to 1 over its range", arguments: [1, 10, nil])
    func density(_ bins: Int?) throws {
        let values = try gaussian(rows: 500, columns: 1, seed: 2).values
        let histogram = ProjectionHistogram(values, bins: bins)
        let width = (histogram.high - histogram.low) / Double(histogram.scores.count)
        let sum = histogram.scores.reduce(0) { $0 + _exp(-$1) * width }
        #expect(abs(sum - 1) < 1e-12)
        #expect(histogram.scores.count == bins ?? histogram.scores.count)
        #expect(bins != nil || histogram.scores.count > 2)
    }

    /// PyOD looks up one bin beside.
    @Test("a value is looked up in the bin that it was counted in")
    func bins() {
        let histogram = ProjectionHistogram([0, 1, 1, 1, 2, 2, 3, 3, 3, 4], bins: 4)
        let counts = [1.0, 3, 2, 4]
        for (value, count) in zip([0.5, 1, 2.9, 4], counts) {
            #expect(abs(_exp(-histogram.score(value)) - (count + 0.1) / 10.4) < 1e-12)
        }
        for (value, distance) in [(-1e-12, 0.0), (4 + 1e-12, 0), (-3, 3), (103, 99)] {
            #expect(abs(_exp(-histogram.score(value)) * 10.4 / 0.1 * (1 + distance) * (1 + distance) - 1) < 1e-9)
        }
        #expect(histogram.score(.greatestFiniteMagnitude).isFinite)
    }

    @Test("values that are all the same have one bin, and any other is outside")
    func constant() {
        let histogram = ProjectionHistogram([7, 7, 7], bins: 10)
        #expect(histogram.score(7) == 0)
        #expect(histogram.score(7.1) > 3)
    }

    /// AUC of the paper's detector with right bins, by numpy, mean of three seeds; PyOD's own are 0.02 to 0.9 lower.
    @Test(
        "separates as the paper's detector does",
        arguments: [("breastw", 0.99, 0), ("ionosphere", 0.852, 0), ("ionosphere", 0.852, 10)])
    func auc(_ name: String, _ expected: Double, _ bins: Int) async throws {
        let set = try ReferenceSet(name)
        var sum = 0.0
        for seed in 0..<3 {
            let loda = try await fit(set.table, seed: UInt64(seed), .init(bins: bins > 0 ? bins : nil))
            sum += areaUnderCurve(loda.scores(set.table, 0..<set.table.rowCount, .novel), set.labels)
        }
        #expect(sum / 3 > expected - 0.03)
    }
}
