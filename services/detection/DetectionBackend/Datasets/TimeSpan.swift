import Detectors
import FoundationEssentials

/// From the first to the last of some event times.
struct TimeSpan: Sendable, Equatable {
    /// Rows that have a time.
    private(set) var count = 0
    /// Seconds since 1970.
    private(set) var first = Double.infinity
    private(set) var last = -Double.infinity

    mutating func add(_ time: Date?) {
        guard let seconds = time?.timeIntervalSince1970 else { return }
        count += 1
        first = min(first, seconds)
        last = max(last, seconds)
    }

    /// How many of `rowCount` rows came per day; nil if the times don't tell.
    func rowsPerDay(of rowCount: Int) -> Double? {
        RowsPerDay.estimate(rowCount: rowCount, timedRowCount: count, seconds: last - first)
    }
}
