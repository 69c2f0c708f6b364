import FoundationEssentials
import Testing

@testable import Detectors

/// Against numpy and scikit-learn (Fixtures/README.md).
@Suite struct LinearReferenceTests {
    static let sets = ["breastw", "ionosphere", "thyroid"]

    /// The numbers of a column, fifteen digits each.
    static func column(_ name: String, of set: String) throws -> [Double] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let text = try String(contentsOf: folder.appending(path: "Fixtures/linear-\(set).csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.split(separator: ",") }
        let place = try #require(lines[0].firstIndex { $0 == name })
        return lines.dropFirst().map { Double($0[place])! }
    }

    static func scores(
        _ algorithm: Algorithm, _ parameters: [String: ParameterValue] = [:], on set: ReferenceSet
    ) async throws -> [Double] {
        let fit = try await algorithm.configured(parameters).fit(trainingSet(set.table))
        return fit.scores(set.table, 0..<set.table.rowCount, .novel)
    }

    @Test("PCA is Σ z² / λ as numpy computes it", arguments: sets, [0, 3])
    func pca(_ name: String, components: Int) async throws {
        let set = try ReferenceSet(name)
        let scores = try await Self.scores(.pca, ["n_components": .number(Double(components))], on: set)
        for (score, expected) in zip(scores, try Self.column(components == 0 ? "PCA" : "PCA_3", of: name)) {
            #expect(abs(score - expected) < 1e-9 * max(1, expected))
        }
    }

    /// The smallest determinant that scikit-learn finds in sixty runs, of the first 200 rows.
    @Test("robust distances are scikit-learn's where both find the same rows")
    func mcd() async throws {
        let table = try ReferenceSet("thyroid").table.selecting(rows: 0..<200)
        let fit = try await MCD.fit(trainingSet(table), supportFraction: nil)
        for (score, expected) in zip(fit.scores(table, 0..<200, .novel), try Self.column("MCD", of: "mcd")) {
            #expect(abs(score - expected) < 1e-9 * max(1, expected))
        }
    }

    @Test("a mixture of one component is scikit-learn's", arguments: sets)
    func gmm(_ name: String) async throws {
        let scores = try await Self.scores(.gmm, on: ReferenceSet(name))
        for (score, expected) in zip(scores, try Self.column("GMM", of: name)) {
            #expect(abs(score - expected) < 1e-9 * max(1, abs(expected)))
        }
    }
}

/// All rows of a table, as the fit over all of them gets them.
func trainingSet(_ table: FeatureTable, seed: UInt64 = 0) throws -> TrainingSet {
    let medians = try (0..<table.columnCount).map { try FeatureProfile.profile(table, column: $0).median }
    return TrainingSet(
        table: table, rows: (0..<UInt32(table.rowCount)).map { $0 }, medians: medians, seed: seed, stream: 0,
        rowsOfSmallestFit: table.rowCount - (table.rowCount + 4) / 5)
}
