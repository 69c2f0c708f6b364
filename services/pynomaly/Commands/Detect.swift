import ArgumentParser
import FoundationEssentials
import Messages

/// Scores every row of a data set and shows the anomalies with their reasons.
struct Detect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score a data set with a trained detector and show its anomalies.")

    @OptionGroup var options: ClientOptions
    @Argument(help: "detectors/ID, or ID.")
    var detector: String
    @Option(help: "datasets/ID, or ID.")
    var dataset: String
    @Option(help: "How many anomalies to show, at most 1000.")
    var top = 20
    @Option(help: "A column with the truth, 1 for an anomaly: says how many of the anomalies are true ones.")
    var labelColumn: String?

    func run() async throws {
        let client = try options.signedInClient()
        let job = try await finishedJob(client)
        guard let result = job.results.first else { throw CommandFailure("\(job.name) has no result") }
        let anomalies = try await client.get(
            "/v1/\(result)/anomalies?page_size=\(top)", as: DetectionV1.ListAnomaliesResponse.self)
        if options.json { return Terminal.answer(json: anomalies.json) }
        let summary = try await client.get("/v1/\(result)", as: DetectionV1.Result.self).value
        let truth = try await labelColumn.asyncMap {
            try await LabelledRows.read(client, dataset: datasetName, column: $0)
        }
        Terminal.answer(
            DetectionReport(result: summary, anomalies: anomalies.value.anomalies, truth: truth).text)
    }

    private var datasetName: String { ResourceName.full(dataset, in: "datasets") }

    /// Creates the job and follows it to its end.
    private func finishedJob(_ client: RESTClient) async throws -> DetectionV1.DetectionJob {
        var request = DetectionV1.DetectionJob()
        request.detectors = [ResourceName.full(detector, in: "detectors")]
        request.datasetVersion = datasetName
        let created = try await client.post("/v1/detectionJobs", request, as: DetectionV1.DetectionJob.self).value
        // It goes on whatever becomes of this program.
        Terminal.remark("Detecting as \(created.name).")
        try await client.watch("/v1/\(created.name):watch", as: DetectionV1.DetectionJob.self) { job in
            let percent = Int(job.progress?.percent ?? 0)
            Terminal.progress("\(job.name): \("\(job.state)".lowercased()), \(percent) %")
        }
        Terminal.endProgress()
        let job = try await client.get("/v1/\(created.name)", as: DetectionV1.DetectionJob.self).value
        guard job.state == .succeeded else {
            throw CommandFailure("\(job.name) ended \(job.state): \(job.error?.message ?? "no reason given")")
        }
        return job
    }
}

extension Optional {
    /// `map` for a transformation that waits.
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}

/// The values of a label column, by row.
struct LabelledRows {
    /// Telling true from false anomalies is a courtesy for demonstrations; it stops at this many rows.
    static let rowsMax = 100_000

    var labels: [Int64: String] = [:]

    /// Rows whose label says that they are anomalies.
    var anomalyCount: Int { labels.values.count(where: Self.isAnomaly) }

    static func isAnomaly(_ label: String) -> Bool {
        ["1", "true", "yes", "anomaly"].contains(label.lowercased())
    }

    static func read(_ client: RESTClient, dataset: String, column: String) async throws -> LabelledRows {
        var rows = LabelledRows()
        var token = ""
        repeat {
            let page = try await client.get(
                "/v1/\(dataset)/rows?page_size=1000&page_token=\(token)", as: DatasetV1.ListRowsResponse.self
            ).value
            for row in page.rows { rows.labels[row.rowIndex] = text(row.values?.fields[column]) }
            token = page.nextPageToken
        } while !token.isEmpty && rows.labels.count < rowsMax
        return rows
    }

    private static func text(_ value: GoogleProtobuf.Value?) -> String {
        switch value?.kind {
        case .numberValue(let number): NumberText.short(number)
        case .boolValue(let flag): "\(flag)"
        case .stringValue(let text): text
        default: ""
        }
    }
}
