import Messages

/// The main job's calls, whatever carries them: the tests run the same job over each implementation.
protocol PlatformClient: Sendable {
    func upload(_ csv: [UInt8], _ spec: DatasetV1.UploadSpec) async throws -> DatasetV1.UploadDatasetResponse
    func dataset(_ name: String) async throws -> DatasetV1.Dataset
    func rows(of dataset: String, pageSize: Int32) async throws -> DatasetV1.ListRowsResponse
    func algorithms() async throws -> DetectionV1.ListAlgorithmsResponse
    func createDetector(_ detector: DetectionV1.Detector) async throws -> DetectionV1.Detector
    func train(_ request: DetectionV1.TrainDetectorRequest) async throws -> GoogleLongrunning.Operation
    func operation(_ name: String) async throws -> GoogleLongrunning.Operation
    func model(_ name: String) async throws -> DetectionV1.Model
    func createJob(_ job: DetectionV1.DetectionJob) async throws -> DetectionV1.DetectionJob
    func job(_ name: String) async throws -> DetectionV1.DetectionJob
    func result(_ name: String) async throws -> DetectionV1.Result
    func anomalies(of result: String, pageSize: Int32) async throws -> DetectionV1.ListAnomaliesResponse
    func score(_ request: DetectionV1.ScoreRowsRequest) async throws -> DetectionV1.ScoreRowsResponse
}

extension PlatformClient {
    static var pause: Duration { .milliseconds(50) }
    static var patience: Duration { .seconds(120) }

    /// Trains and waits for the model.
    func trainedModel(_ detector: String, on dataset: String) async throws -> DetectionV1.Model {
        var operation = try await train(DetectionV1.TrainDetectorRequest(name: detector, datasetVersion: dataset))
        let end = ContinuousClock.now + Self.patience
        while !operation.done {
            guard ContinuousClock.now < end else { throw PlatformFailure("the training does not end") }
            try await Task.sleep(for: Self.pause)
            operation = try await self.operation(operation.name)
        }
        guard case .response(let answer) = operation.result, let model: DetectionV1.Model = try answer.unpack() else {
            throw PlatformFailure("the training failed: \(operation)")
        }
        return model
    }

    /// Waits until the job is as wanted.
    func job(_ name: String, until isReached: (DetectionV1.DetectionJob) -> Bool) async throws
        -> DetectionV1.DetectionJob
    {
        let end = ContinuousClock.now + Self.patience
        while true {
            let job = try await job(name)
            if isReached(job) { return job }
            guard ContinuousClock.now < end else { throw PlatformFailure("the job does not move: \(job)") }
            try await Task.sleep(for: Self.pause)
        }
    }
}

extension DetectionV1.DetectionJob {
    var hasEnded: Bool { state == .succeeded || state == .failed || state == .cancelled }
}
