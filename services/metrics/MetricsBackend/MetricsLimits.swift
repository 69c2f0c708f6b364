/// The limits of this service, each with its default.
enum MetricsLimits {
    static let samplesPerReportMax = 5_000
    /// Bytes of a metric's name, a label's name and a label's value.
    static let nameBytesMax = 256
    static let labelsPerSampleMax = 16
    /// Series that one query returns; a query that matches more is refused.
    static let seriesPerQueryMax = 200
    /// Points per series of one query.
    static let pointsPerSeriesMax = 11_000
    /// Samples that one query reads; about 20 MB of memory while it does.
    static let samplesPerQueryMax = 200_000
    static let descriptorsMax = 2_000
    /// A service is silent when it has missed this many of its reports.
    static let missedReportsMax = 3
    /// Samples older than this are deleted.
    static let retention: Duration = .seconds(7 * 86_400)
    /// Samples that one transaction of the sweep deletes.
    static let samplesPerDeleteMax = 20_000
    static let sweepInterval: Duration = .seconds(3_600)
    /// A report may not be dated further ahead of this service's clock.
    static let clockSkewMax: Duration = .seconds(300)
}
