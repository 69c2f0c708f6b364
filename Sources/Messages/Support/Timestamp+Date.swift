package import FoundationEssentials

extension GoogleProtobuf.Timestamp {
    /// The date, to the nanosecond as far as `Date` holds it (about 100 ns today).
    package init(_ date: Date) {
        let interval = date.timeIntervalSince1970
        let seconds = interval.rounded(.down)
        let nanos = ((interval - seconds) * 1e9).rounded()
        // Rounding may reach the next second.
        self =
            nanos < 1e9
            ? Self(seconds: Int64(seconds), nanos: Int32(nanos)) : Self(seconds: Int64(seconds) + 1, nanos: 0)
    }

    package static var now: Self { Self(Date()) }

    /// Whether it lies in the years 1 to 9999 and its fraction within a second, as the message's rules have it.
    package var isValid: Bool {
        (-62_135_596_800...253_402_300_799).contains(seconds) && (0..<1_000_000_000).contains(nanos)
    }

    package var date: Date {
        Date(timeIntervalSince1970: Double(seconds) + Double(nanos) / 1e9)
    }
}
