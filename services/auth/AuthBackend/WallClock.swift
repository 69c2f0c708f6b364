package import FoundationEssentials

/// Where the service takes the time from; tests set their own.
package struct WallClock: Sendable {
    /// Seconds since 1970.
    package var seconds: @Sendable () -> Int64

    package init(seconds: @escaping @Sendable () -> Int64) {
        self.seconds = seconds
    }

    package static let system = WallClock { Int64(Date().timeIntervalSince1970) }

    package var date: Date { Date(timeIntervalSince1970: Double(seconds())) }

    func date(in interval: Int64) -> Date {
        Date(timeIntervalSince1970: Double(seconds() + interval))
    }
}
