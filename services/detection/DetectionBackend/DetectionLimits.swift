/// The limits of this service, each with its default.
enum DetectionLimits {
    /// Rows that one task scores.
    static let taskRowsMax: Int64 = 16_384
    /// Detectors that one job may name.
    static let detectorsPerJobMax = 16
    /// Values (rows times features) that training holds in memory.
    static let trainingCellsMax = 64_000_000
    /// Rows, and values, of one ScoreRows.
    static let scoreRowsMax = 10_000
    static let scoreCellsMax = 100_000
    /// Feature columns of one detector.
    static let featureColumnsMax = 1_000
    /// Features named per row when the caller does not say, and at most.
    static let contributionsDefault = 5
    static let contributionsMax = 100
    /// Features named over all rows of one ScoreRows: what an answer of 4 MiB holds.
    static let scoreContributionsMax = scoreRowsMax * contributionsDefault
    /// Anomalies that are listed per result, the most anomalous ones; further ones are counted.
    static let anomaliesPerResultMax = 10_000
    /// Memory of the models that are kept decoded.
    static let cachedModelBytesMax = 256 << 20
    /// Memory that one training may take, its data included.
    static let trainingBytesMax = 1 << 30
    /// How often a training's progress is written.
    static let progressInterval: Duration = .seconds(1)
    /// Rows scored to find the smallest changes that would make flagged rows normal: of one ScoreRows, and of one task.
    static let scoreChangeTriesMax = 20_000
    static let taskChangeTriesMax = 4_096
    /// Times that a task is taken up before its job fails.
    static let taskAttemptsMax = 5
    /// A worker that has not renewed its lease for this long is taken for lost.
    static let lease: Duration = .seconds(15)
    /// How long a worker without work waits before it looks again.
    static let pollInterval: Duration = .milliseconds(500)
    /// How long a task waits after a failure that may pass, times its attempts.
    static let retryPause: Duration = .seconds(2)
    /// Finished tasks stay this long for whoever looks into an incident.
    static let finishedTaskRetention: Duration = .seconds(7 * 86_400)
    static let sweepInterval: Duration = .seconds(600)
    /// Rows that the sweep removes in one transaction.
    static let sweepBatch = 1_000
    /// How often a watched job is looked at.
    static let watchInterval: Duration = .milliseconds(250)
    /// The longest that WaitOperation holds a call.
    static let waitMax: Duration = .seconds(30)
    static let requestIDBytesMax = 128
    static let displayNameBytesMax = 256
}
