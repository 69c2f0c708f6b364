/// What an algorithm needs of its training data, and about what training takes. The names are those of detection, whose
/// own checks decide in the end; this service doesn't ask it.
///
/// Seconds are of one core, from measurements of November 2026 with 1M rows of 10 and of 30 features; memory is the
/// table and what the algorithm keeps beside it.
struct AlgorithmNeeds: Sendable {
    /// Fewer rows say nothing about a tail.
    static let trainingRowsMin: Int64 = 10
    /// Rows times features that detection holds in memory.
    static let trainingCellsMax: Int64 = 64_000_000
    static let magnitudeMax = 1e150

    var name: String
    var allowsMissing = true
    var secondsPerRow: Double
    var secondsPerCell: Double
    var bytesPerRow: Double
    var bytesPerCell: Double

    static let all = [
        AlgorithmNeeds(
            name: "isolation_forest", secondsPerRow: 5.2e-6, secondsPerCell: 2e-8, bytesPerRow: 24, bytesPerCell: 8),
        AlgorithmNeeds(name: "ecod", secondsPerRow: 0, secondsPerCell: 5.5e-7, bytesPerRow: 24, bytesPerCell: 24),
        AlgorithmNeeds(name: "robust_z", secondsPerRow: 0, secondsPerCell: 1e-7, bytesPerRow: 24, bytesPerCell: 16),
    ]

    static func named(_ name: String) -> AlgorithmNeeds? { all.first { $0.name == name } }
}

extension AlgorithmNeeds {
    struct Problem: Sendable {
        var rule: String
        var column = ""
        var message: String
        var isError: Bool
    }

    func problems(of facts: TableFacts) -> [Problem] {
        let features = facts.columns.filter(\.isFeature)
        var problems: [Problem] = []
        if features.isEmpty {
            problems.append(
                Problem(
                    rule: "numeric_features",
                    message:
                        "\(name) needs a column of role FEATURE that holds numbers; texts only where a detector names them.",
                    isError: true))
        }
        if facts.rows < Self.trainingRowsMin {
            problems.append(
                Problem(
                    rule: "training_rows",
                    message: "\(name) needs at least \(Self.trainingRowsMin) rows; there are \(facts.rows).",
                    isError: true))
        }
        let cells = facts.rows * Int64(features.count)
        if cells > Self.trainingCellsMax {
            problems.append(
                Problem(
                    rule: "training_size",
                    message: "\(facts.rows) rows of \(features.count) features are \(cells) values; training takes at "
                        + "most \(Self.trainingCellsMax).",
                    isError: true))
        }
        return problems + features.compactMap { problem(of: $0) }
    }

    private func problem(of column: TableFacts.Column) -> Problem? {
        if column.present == 0 {
            return Problem(
                rule: "training_values", column: column.name, message: "It has no value to train on.", isError: true)
        }
        if column.missing > 0, !allowsMissing {
            return Problem(
                rule: "training_missing", column: column.name,
                message: "\(name) does not take missing values; \(column.missing) rows have none.", isError: true)
        }
        return nil
    }

    func cost(of facts: TableFacts) -> (seconds: Double, bytes: Int64) {
        let rows = Double(facts.rows)
        let cells = rows * Double(facts.columns.lazy.filter(\.isFeature).count)
        return (rows * secondsPerRow + cells * secondsPerCell, Int64(rows * bytesPerRow + cells * bytesPerCell))
    }
}
