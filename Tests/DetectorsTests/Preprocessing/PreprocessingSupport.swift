@testable import Detectors

/// Rows of a number and a colour: red in half of them, green in three tenths, blue in the others.
func colours(rows: Int, seed: UInt64, rare: [Int: String?] = [:]) throws -> DataTable {
    var generator = SeededGenerator(seed: seed, stream: 5)
    let numbers = (0..<rows).map { _ in generator.unit() + generator.unit() }
    let texts = (0..<rows).map { row -> String? in
        if let other = rare[row] { return other }
        let share = generator.unit()
        return share < 0.5 ? "red" : share < 0.8 ? "green" : "blue"
    }
    return try DataTable(
        numbers: FeatureTable(columns: [("x", numbers)]), categories: [CategoryColumn(name: "colour", values: texts)])
}

/// One row of the same columns.
func row(_ x: Double, _ colour: String?) throws -> DataTable {
    try DataTable(
        numbers: FeatureTable(columns: [("x", [x])]), categories: [CategoryColumn(name: "colour", values: [colour])])
}

extension TrainedModel {
    func score(_ table: DataTable) async throws -> [Double] { try await scores(encode(table, basis: .novel)) }
}
