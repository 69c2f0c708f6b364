import FoundationEssentials
import Messages
import Testing

@testable import DatasetBackend

/// Profiles against NumPy and SciPy; `Fixtures/profile_golden.py` says how the golden values are made.
@Suite("Profiles and NumPy")
struct ProfileGoldenTests {
    struct Golden: Decodable {
        struct Column: Decodable {
            var count: Int64
            var minimum, maximum, mean, standard_deviation, skewness, kurtosis: Double
            var quantiles: [Double]
            var histogram: [Int64]
            var distinct: Int64
        }
        struct Pair: Decodable {
            var first, second: String
            var coefficient: Double
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                first = try list.decode(String.self)
                second = try list.decode(String.self)
                coefficient = try list.decode(Double.self)
            }
        }
        var columns: [String: Column]
        var correlations: [Pair]
    }

    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func golden(_ name: String) throws -> Golden {
        let data = try Data(contentsOf: root.appending(path: "Tests/DatasetTests/Fixtures/profile_golden.json"))
        return try #require(JSONDecoder().decode([String: Golden].self, from: data)[name])
    }

    private static var generated: [(String, [Double])] {
        let count = 20_000
        let base = uniform(1, count)
        return [
            ("uniform", base), ("offset 1e9", uniform(2, count).map { 1e9 + $0 }),
            ("offset -1e12", uniform(3, count).map { -1e12 + 1000 * $0 }),
            ("heavy tail", uniform(4, count).map { 1 / ($0 * $0 + 1e-9) }),
            ("huge", uniform(5, count).map { $0 * 0x1p1000 }), ("tiny", uniform(6, count).map { $0 * 0x1p-1000 }),
            ("steps", uniform(7, count).map { ($0 * 100).rounded(.down) }),
            ("tied", zip(base, uniform(8, count)).map { $0 * 3 + $1 }),
        ]
    }

    private static func cancer() throws -> [(String, [Double])] {
        let text = String(
            decoding: try Data(contentsOf: root.appending(path: "examples/breast-cancer.csv")), as: UTF8.self)
        let rows = text.split(separator: "\n").map { $0.split(separator: ",") }
        return try rows[0].enumerated().dropFirst().map { index, name in
            (String(name), try rows.dropFirst().map { try #require(Double($0[index])) })
        }
    }

    @Test(
        "moments, extremes, histogram, quantiles, distinct values and correlations", arguments: [1, 3], [700, 65_536])
    func generated(workers: Int, chunkRows: Int) async throws {
        try await compare("generated", Self.generated, workers: workers, chunkRows: chunkRows)
    }

    @Test("a table of medical measurements", arguments: [1, 4])
    func cancer(workers: Int) async throws {
        try await compare("breast-cancer", Self.cancer(), workers: workers, chunkRows: 100)
    }

    private func compare(_ name: String, _ columns: [(String, [Double])], workers: Int, chunkRows: Int) async throws {
        let golden = try Self.golden(name)
        let profile = try await ProfiledTable(columns.map { ($0.0, .numbers($0.1)) })
            .profile(chunkRows: chunkRows, workers: workers)
        #expect(profile.columns.count == golden.columns.count)
        for (column, (name, values)) in zip(profile.columns, columns) {
            let expected = try #require(golden.columns[name])
            let numbers = try #require(column.numbers)
            #expect(column.count == expected.count)
            #expect(numbers.minimum == expected.minimum && numbers.maximum == expected.maximum)
            expectClose(numbers.mean, expected.mean, 1e-13, name)
            expectClose(numbers.standardDeviation, expected.standard_deviation, 1e-9, name)
            expectClose(numbers.skewness, expected.skewness, 1e-7, name)
            expectClose(numbers.kurtosis, expected.kurtosis, 1e-7, name)
            #expect(Array(numbers.histogram).reduce(0, +) == expected.count)
            // A value on an edge may fall to either side by rounding.
            let moved = zip(numbers.histogram, expected.histogram).reduce(0) { $0 + abs($1.0 - $1.1) }
            #expect(moved <= (name == "steps" ? 2000 : 4), "\(name)")
            let distance = abs(Double(column.distinctEstimate - expected.distinct)) / Double(expected.distinct)
            #expect(distance <= column.distinctError, "\(name): \(column.distinctEstimate) of \(expected.distinct)")
            expectQuantiles(numbers, of: values.sorted(), exact: expected.quantiles, name)
        }
        expectCorrelations(profile.correlations, golden.correlations)
    }

    private func expectClose(_ value: Double, _ expected: Double, _ tolerance: Double, _ name: String) {
        // Skewness and kurtosis near 0 are differences of larger numbers; other figures may be tiny and exact.
        let slack = abs(expected) > 1e-100 && abs(expected) < 1 ? 1e-9 : 0
        #expect(abs(value - expected) <= tolerance * abs(expected) + slack, "\(name): \(value), not \(expected)")
    }

    private func expectQuantiles(
        _ numbers: DatasetV1.NumberSummary, of sorted: [Double], exact: [Double], _ name: String
    ) {
        for (quantile, expected) in zip(numbers.quantiles, exact) {
            if numbers.quantileError == 0 {
                #expect(abs(quantile.value - expected) <= 1e-12 * abs(expected), "\(name)")
            } else {
                expectRank(of: quantile, in: sorted, within: numbers.quantileError)
            }
        }
    }

    private func expectCorrelations(_ found: [DatasetV1.Correlation], _ expected: [Golden.Pair]) {
        #expect(found.count == min(expected.count, ProfileLimits.correlationsMax))
        #expect(found.map { abs($0.coefficient) } == found.map { abs($0.coefficient) }.sorted(by: >))
        for pair in found {
            let golden = expected.first { $0.first == pair.column && $0.second == pair.other }
            #expect(golden.map { abs($0.coefficient - pair.coefficient) < 1e-9 } == true, "\(pair)")
        }
    }
}

/// The quantile's value has a rank (any of them, where values are equal) within the error of the one asked for.
func expectRank(of quantile: DatasetV1.Quantile, in sorted: [Double], within error: Double) {
    let n = Double(sorted.count)
    let low = Double(sorted.count { $0 < quantile.value }) / n
    let high = Double(sorted.count { $0 <= quantile.value }) / n
    #expect(
        low - error <= quantile.probability && quantile.probability <= high + error,
        "\(quantile.probability) is at \(low) to \(high)")
}
