import FoundationEssentials

/// PostgreSQL counts microseconds from 2000-01-01 UTC; the ends of Int64 stand for the infinities.
enum Timestamps {
    /// From PostgreSQL's epoch to Foundation's, 2001-01-01: the 366 days of 2000.
    private static let epochDistanceSeconds = 31_622_400.0

    static func microseconds(of date: Date) -> Int64 {
        let microseconds = (date.timeIntervalSinceReferenceDate + epochDistanceSeconds) * 1_000_000
        if let exact = Int64(exactly: microseconds.rounded()) { return exact }
        return microseconds < 0 ? Int64.min : Int64.max
    }

    static func date(ofMicroseconds microseconds: Int64) -> Date {
        switch microseconds {
        case Int64.max: .distantFuture
        case Int64.min: .distantPast
        default:
            Date(timeIntervalSinceReferenceDate: Double(microseconds) / 1_000_000 - epochDistanceSeconds)
        }
    }

    static func date(ofDays days: Int32) -> Date {
        Date(timeIntervalSinceReferenceDate: Double(days) * 86_400 - epochDistanceSeconds)
    }
}
