/// How many rows come per day: what turns a share of rows into a number of alerts.
package enum RowsPerDay {
    package static let secondsPerDay = 86_400.0

    /// By the event times of a table's rows: of so many rows that have one, the first and the last are `seconds` apart.
    /// Rows without a time count as often as the others come. Nil where times tell nothing: fewer than two of them, or one moment.
    package static func estimate(rowCount: Int, timedRowCount: Int, seconds: Double) -> Double? {
        guard timedRowCount >= 2, seconds > 0, seconds.isFinite else { return nil }
        // n rows have n - 1 spaces between them.
        let spaces = Double(rowCount) * Double(timedRowCount - 1) / Double(timedRowCount)
        return spaces / (seconds / secondsPerDay)
    }

    /// What a user gave; nil for 0, which stands for nothing given.
    package static func check(given: Double, field: String) throws(DetectorError) -> Double? {
        guard given >= 0, given.isFinite else { throw .invalid(field, "must be a number above 0, not \(given)") }
        return given == 0 ? nil : given
    }

    package static var unknown: DetectorError {
        .precondition(
            "threshold_policy.rows_per_day",
            "is needed by alerts_per_day: the training data has no event times to tell the rows per day by")
    }

    /// The share of rows that so many alerts are.
    static func share(alerts: Double, _ rowsPerDay: Double?) throws(DetectorError) -> Double {
        guard let rowsPerDay else { throw unknown }
        let share = alerts / rowsPerDay
        guard share < 1 else {
            throw .precondition(
                "threshold_policy.alerts_per_day", "\(alerts) alerts are not fewer than the \(rowsPerDay) rows per day")
        }
        return share
    }
}
