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

    package var date: Date {
        Date(timeIntervalSince1970: Double(seconds) + Double(nanos) / 1e9)
    }
}
