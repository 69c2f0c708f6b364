import Messages

/// The anomalies of a result with their reasons: the features that weigh most, what was expected of them, and how
/// much of the score they make up.
struct AnomalyTable {
    static let reasonsPerRow = 3

    var anomalies: [DetectionV1.Anomaly]
    /// Row index to the value of the label column, when the data set has one.
    var labels: [Int64: String]

    var text: String {
        var columns: [(heading: String, alignment: TextTable.Alignment)] = [
            ("row", .right), ("id", .left), ("score", .right), ("p-value", .right), ("severity", .left),
        ]
        if !labels.isEmpty { columns.append(("label", .left)) }
        columns.append(("why", .left))
        var table = TextTable(columns)
        for anomaly in anomalies { add(anomaly, to: &table) }
        return table.text
    }

    private func add(_ anomaly: DetectionV1.Anomaly, to table: inout TextTable) {
        guard let score = anomaly.score else { return }
        var facts = [
            "\(score.rowIndex)", anomaly.rowId, NumberText.short(score.rawScore), NumberText.short(score.pValue),
            "\(score.severity)".uppercased(),
        ]
        if !labels.isEmpty { facts.append(labels[score.rowIndex] ?? "") }
        let reasons = score.contributions.prefix(Self.reasonsPerRow).map(reason)
        table.add(facts + [reasons.first ?? ""])
        for reason in reasons.dropFirst() {
            table.add(facts.map { _ in "" } + [reason])
        }
    }

    private func reason(_ contribution: DetectionV1.Contribution) -> String {
        let share = NumberText.percent(contribution.contribution)
        if let category = contribution.category {
            let rows = NumberText.short(100 * (contribution.value ?? 0))
            return "\(contribution.feature) = \"\(category)\", \(rows) % of training rows (\(share))"
        }
        let value = contribution.value.map(NumberText.short) ?? "missing"
        let low = NumberText.short(contribution.expectedLow)
        let high = NumberText.short(contribution.expectedHigh)
        return "\(contribution.feature) = \(value), expected \(low) to \(high) (\(share))"
    }
}
