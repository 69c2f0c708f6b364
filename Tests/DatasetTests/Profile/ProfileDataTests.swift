import FoundationEssentials
import Messages
import Testing

@testable import DatasetBackend

/// Profiles of data that are not committed against NumPy and SciPy. `Fixtures/profile_golden.py FOLDER FILE` writes what
/// those say, and PROFILE_GOLDEN names the file. Prints the largest deviations.
@Suite("Profiles of given data")
struct ProfileDataTests {
    struct GivenSet: Decodable {
        struct Column: Decodable {
            var count: Int64
            var minimum, maximum: Double
            var mean, standard_deviation, skewness, kurtosis: Double?
            var quantiles: [Double]?
            var distinct: Int64?
        }
        var path: String
        var columns: [String: Column]
        var correlations: [ProfileGoldenTests.Golden.Pair]
    }

    /// The largest deviation of each statistic, and where it is.
    private struct Deviations {
        private var worst: [String: (value: Double, place: String)] = [:]

        mutating func note(_ statistic: String, _ value: Double, _ place: String) {
            if value >= worst[statistic]?.value ?? 0 { worst[statistic] = (value, place) }
        }

        subscript(statistic: String) -> Double { worst[statistic]?.value ?? 0 }

        var text: String {
            worst.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.value) (\($0.value.place))" }
                .joined(separator: "\n")
        }
    }

    private static let golden = ProcessInfo.processInfo.environment["PROFILE_GOLDEN"]

    @Test("moments, extremes, quantiles, distinct values and correlations", .enabled(if: golden != nil))
    func deviations() async throws {
        let data = try Data(contentsOf: URL(filePath: try #require(Self.golden)))
        var deviations = Deviations()
        var columnCount = 0
        let sets = try JSONDecoder().decode([GivenSet].self, from: data)
        for set in sets {
            let name = URL(filePath: set.path).lastPathComponent
            let columns = try Self.numbers(of: set.path)
            let profile = try await ProfiledTable(columns.map { ($0.0, .numbers($0.1)) }).profile(
                chunkRows: 10_000, workers: 2)
            for (column, (title, values)) in zip(profile.columns, columns) {
                let expected = try #require(set.columns[title])
                Self.compare(column, values.sorted(), expected, "\(name), \(title)", &deviations)
                columnCount += 1
            }
            for pair in profile.correlations {
                let expected = set.correlations.first { $0.first == pair.column && $0.second == pair.other }
                let distance = abs((expected?.coefficient ?? .infinity) - pair.coefficient)
                deviations.note("correlation", distance, "\(name), \(pair.column) and \(pair.other)")
            }
        }
        print("\(sets.count) sets, \(columnCount) columns; the largest deviations:\n\(deviations.text)")
        #expect(columnCount > 0 && columnCount == sets.reduce(0) { $0 + $1.columns.count })
        #expect(deviations["count"] == 0 && deviations["extremes"] == 0)
        #expect(deviations["mean, of the deviation"] < 1e-12)
        #expect(deviations["deviation, relative"] < 1e-9)
        #expect(deviations["skewness"] < 1e-7 && deviations["kurtosis"] < 1e-7)
        #expect(deviations["correlation"] < 1e-9)
        #expect(deviations["quantile, of the stated error"] <= 1)
        // Stated with 95 % confidence: of many columns some are beyond it.
        #expect(deviations["distinct, of the stated error"] <= 2)
    }

    private static func numbers(of path: String) throws -> [(String, [Double])] {
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let table = try IngestedTable(file: [bytes[...]])
        #expect(table.summary.rejectedRows == 0, "\(path)")
        return table.summary.columns.enumerated().compactMap { index, column in
            guard column.type == .integer || column.type == .float else { return nil }
            let values = table.rows.map { row in
                switch row[index] {
                case .integer(let value): Double(value)
                case .float(let value): value
                default: Double.nan
                }
            }
            return (column.name, values)
        }
    }

    private static func compare(
        _ column: DatasetV1.ColumnProfile, _ sorted: [Double], _ expected: GivenSet.Column, _ place: String,
        _ deviations: inout Deviations
    ) {
        let numbers = column.numbers ?? .init()
        deviations.note("count", Double(abs(column.count - expected.count)), place)
        let extremes = max(abs(numbers.minimum - expected.minimum), abs(numbers.maximum - expected.maximum))
        deviations.note("extremes", extremes, place)
        guard let mean = expected.mean, let deviation = expected.standard_deviation else {
            #expect(column.constant, "\(place)")
            return
        }
        deviations.note("mean, of the deviation", abs(numbers.mean - mean) / max(deviation, abs(mean)), place)
        deviations.note("deviation, relative", abs(numbers.standardDeviation - deviation) / deviation, place)
        let skewness = expected.skewness ?? 0
        deviations.note("skewness", abs(numbers.skewness - skewness) / max(1, abs(skewness)), place)
        let kurtosis = expected.kurtosis ?? 0
        deviations.note("kurtosis", abs(numbers.kurtosis - kurtosis) / max(1, abs(kurtosis)), place)
        if let distinct = expected.distinct {
            let distance = abs(Double(column.distinctEstimate - distinct)) / Double(distinct)
            deviations.note("distinct, relative", distance, place)
            if column.distinctError == 0 { #expect(distance == 0, "\(place)") }
            if distance > 0 { deviations.note("distinct, of the stated error", distance / column.distinctError, place) }
        }
        for (quantile, exact) in zip(numbers.quantiles, expected.quantiles ?? []) {
            guard numbers.quantileError > 0 else {
                deviations.note("quantile, exact", abs(quantile.value - exact) / max(deviation, abs(exact)), place)
                continue
            }
            // How far its rank, any of them where values are equal, is from the one asked for.
            let low = Double(sorted.count { $0 < quantile.value }) / Double(sorted.count)
            let high = Double(sorted.count { $0 <= quantile.value }) / Double(sorted.count)
            let distance = max(low - quantile.probability, quantile.probability - high, 0)
            deviations.note("quantile, rank", distance, place)
            deviations.note("quantile, of the stated error", distance / numbers.quantileError, place)
        }
    }
}
