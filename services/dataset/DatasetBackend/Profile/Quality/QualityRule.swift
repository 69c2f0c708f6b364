internal import Messages

/// A rule of data quality. The score of a table is 100 less the penalties of all findings, each rule's together at most
/// its `penaltyMax`; it is never below 0.
///
/// | rule | finds | penalty | at most |
/// |---|---|---|---|
/// | `few_rows` | less than 100 rows | 10; 30 below 10 | 30 |
/// | `missing_values` | columns in which more than 1 % of the rows have no value | 10 times their share | 20 |
/// | `empty_column` | columns without any value | 3 | 15 |
/// | `constant_column` | columns whose values are all the same | 2 | 20 |
/// | `non_finite_values` | columns with NaN or infinities | 3 | 15 |
/// | `duplicate_rows` | more than 1 % of the rows equal an earlier one | 40 times their share | 20 |
/// | `correlated_columns` | features with a correlation of at least 0.98, or at most -0.98 | 1 | 10 |
/// | `mostly_distinct` | text of role FEATURE in which nine in ten values are different | 1 | 5 |
/// | `outlying_magnitude` | numbers farther from the middle than 10,000 times the range of the inner 90 % | 2 | 10 |
/// | `extreme_magnitude` | features beyond 1e150, with which detectors can't compute | 5 | 15 |
/// | `no_features` | no column of role FEATURE that holds numbers | 20 | 20 |
struct QualityRule: Sendable {
    var id: String
    var penaltyMax: Double
    /// Whether the blocks' statistics don't suffice for it.
    var needsProfile = false
    var find: @Sendable (TableFacts) -> [Finding]

    struct Finding: Sendable {
        var column = ""
        var message: String
        var penalty: Double
        /// Whether it makes the table unfit for detection; otherwise it is a warning.
        var isError = false
    }
}

extension QualityRule {
    static let all: [QualityRule] = [
        fewRows, missingValues, emptyColumn, constantColumn, nonFiniteValues, duplicateRows, correlatedColumns,
        mostlyDistinct, outlyingMagnitude, extremeMagnitude, noFeatures,
    ]

    static func named(_ id: String) -> QualityRule? { all.first { $0.id == id } }

    /// The findings of all rules and what they leave of 100.
    static func judge(_ facts: TableFacts) -> (score: Double, findings: [DatasetV1.QualityFinding]) {
        var (score, findings) = (100.0, [DatasetV1.QualityFinding]())
        for rule in all {
            let found = rule.find(facts)
            let total = found.reduce(0) { $0 + $1.penalty }
            // Shared out, so that the penalties shown add up to what was taken.
            let share = total > rule.penaltyMax ? rule.penaltyMax / total : 1
            score -= total * share
            findings += found.map {
                DatasetV1.QualityFinding(
                    rule: rule.id, column: $0.column, message: $0.message, penalty: $0.penalty * share)
            }
        }
        return (max(0, score), findings)
    }

    /// One finding for each column for which `find` has a sentence.
    private static func perColumn(
        _ id: String, _ penalty: Double, max penaltyMax: Double, needsProfile: Bool = false, isError: Bool = false,
        _ find: @escaping @Sendable (TableFacts.Column) -> String?
    ) -> QualityRule {
        QualityRule(id: id, penaltyMax: penaltyMax, needsProfile: needsProfile) { facts in
            facts.columns.compactMap { column in
                find(column).map {
                    Finding(column: column.name, message: $0, penalty: penalty, isError: isError)
                }
            }
        }
    }
}

// Of the whole table.
extension QualityRule {
    private static let fewRows = QualityRule(id: "few_rows", penaltyMax: 30) { facts in
        guard facts.rows < 100 else { return [] }
        let tooFew = facts.rows < AlgorithmNeeds.trainingRowsMin
        let message = "There are only \(facts.rows) rows; statistics of less than 100 say little."
        return [Finding(message: message, penalty: tooFew ? 30 : 10, isError: tooFew)]
    }

    private static let noFeatures = QualityRule(id: "no_features", penaltyMax: 20) { facts in
        guard !facts.columns.contains(where: \.isFeature) else { return [] }
        return [
            Finding(
                message: "No column of role FEATURE holds numbers; detectors take texts only where they name them.",
                penalty: 20, isError: true)
        ]
    }

    private static let duplicateRows = QualityRule(
        id: "duplicate_rows", penaltyMax: 20, needsProfile: true
    ) { facts in
        guard let duplicates = facts.duplicateRows, facts.rows > 0 else { return [] }
        let share = Double(duplicates) / Double(facts.rows)
        guard share > 0.01 else { return [] }
        let message = "About \(duplicates) rows (\(percent(share))) equal an earlier one."
        return [Finding(message: message, penalty: 40 * share)]
    }

    private static let correlatedColumns = QualityRule(
        id: "correlated_columns", penaltyMax: 10, needsProfile: true
    ) { facts in
        let features = Set(facts.columns.filter(\.isFeature).map(\.name))
        return (facts.correlations ?? []).filter {
            abs($0.coefficient) >= 0.98 && features.contains($0.column) && features.contains($0.other)
        }.map { pair in
            let rounded = (pair.coefficient * 1000).rounded() / 1000
            return Finding(
                column: pair.other,
                message: "It says almost the same as \"\(pair.column)\": their correlation is \(rounded).", penalty: 1)
        }
    }
}

// Of columns.
extension QualityRule {
    private static let missingValues = QualityRule(id: "missing_values", penaltyMax: 20) { facts in
        facts.columns.compactMap { column in
            guard column.present > 0 else { return nil }
            let share = Double(column.missing) / Double(column.present + column.missing)
            guard share > 0.01 else { return nil }
            return Finding(
                column: column.name, message: "\(column.missing) rows (\(percent(share))) have no value.",
                penalty: 10 * share)
        }
    }

    private static let emptyColumn = perColumn("empty_column", 3, max: 15) { column in
        column.present == 0 && column.missing > 0 ? "No row has a value." : nil
    }

    private static let constantColumn = perColumn("constant_column", 2, max: 20) { column in
        column.isConstant == true && column.present > 1
            ? "All \(column.present) values are the same, so it tells nothing." : nil
    }

    private static let nonFiniteValues = perColumn("non_finite_values", 3, max: 15) { column in
        column.hasNonFinite == true ? "It has values that are infinite or not a number." : nil
    }

    private static let mostlyDistinct = perColumn("mostly_distinct", 1, max: 5, needsProfile: true) { column in
        guard column.type == .string, column.role == .feature, column.present >= 100, let distinct = column.distinct,
            Double(distinct) >= 0.9 * Double(column.present)
        else { return nil }
        return "Nearly every value is different: if it is an identifier, give it the role ID."
    }

    private static let outlyingMagnitude = perColumn("outlying_magnitude", 2, max: 10, needsProfile: true) { column in
        guard column.isNumeric, let bulk = column.bulk, let minimum = column.minimum, let maximum = column.maximum
        else { return nil }
        let width = bulk.upperBound - bulk.lowerBound
        let farthest = max(maximum - bulk.upperBound, bulk.lowerBound - minimum)
        guard width > 0, farthest > 10_000 * width else { return nil }
        return "Its values reach from \(minimum) to \(maximum), while nine in ten lie between \(bulk.lowerBound) and "
            + "\(bulk.upperBound): is there a wrong unit, or a code for missing?"
    }

    private static let extremeMagnitude = perColumn("extreme_magnitude", 5, max: 15, isError: true) { column in
        guard column.isFeature, let minimum = column.minimum, let maximum = column.maximum else { return nil }
        let largest = [minimum, maximum].map(abs).filter(\.isFinite).max() ?? 0
        return largest > AlgorithmNeeds.magnitudeMax
            ? "It has values beyond \(AlgorithmNeeds.magnitudeMax), with which detectors can't compute." : nil
    }

    private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
