extension GoogleProtobuf.Duration {
    /// The duration, cut to whole nanoseconds.
    package init(_ duration: Swift.Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(seconds: seconds, nanos: Int32(attoseconds / 1_000_000_000))
    }

    package var duration: Swift.Duration {
        Swift.Duration(secondsComponent: seconds, attosecondsComponent: Int64(nanos) * 1_000_000_000)
    }
}
