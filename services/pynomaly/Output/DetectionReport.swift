import Messages

/// A result as a person reads it: what was applied, the anomalies with their reasons, and how true they are if known.
struct DetectionReport {
    var result: DetectionV1.Result
    var anomalies: [DetectionV1.Anomaly]
    var truth: LabelledRows?

    var text: String {
        var lines = [
            "\(result.anomalyCount) of \(result.rowCount) rows are anomalies (\(applied)).",
            "Calibration: \(result.calibration?.method ?? "none") on \(result.calibration?.n ?? 0) scores.", "",
            AnomalyTable(anomalies: anomalies, labels: truth?.labels ?? [:]).text,
        ]
        if let truth {
            let found = anomalies.count { anomaly in
                LabelledRows.isAnomaly(truth.labels[anomaly.score?.rowIndex ?? -1] ?? "")
            }
            lines += [
                "",
                "\(found) of the \(anomalies.count) anomalies shown are true ones; the data holds \(truth.anomalyCount).",
            ]
        }
        return lines.joined(separator: "\n")
    }

    private var applied: String {
        guard let threshold = result.threshold else { return "no threshold" }
        return threshold.policy.replacing("_", with: " ") + ": score above \(NumberText.short(threshold.rawScore))"
    }
}
