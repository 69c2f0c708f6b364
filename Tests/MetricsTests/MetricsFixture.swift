import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit

@testable import MetricsBackend

/// The metrics service in this process, over a real database.
struct MetricsFixture: Sendable {
    let base: ServiceFixture
    let replica: ServiceFixture.Replica

    /// Noon of yesterday, so that tests speak of seconds around it: a day that the sweep leaves alone.
    static let noon: Int64 = (Int64(Date().timeIntervalSince1970) / 86_400 - 1) * 86_400 + 43_200

    static func with(_ body: (MetricsFixture) async throws -> Void) async throws {
        // Nothing but what a test reports comes in.
        try await ServiceFixture.with(MetricsBackend.definition, ["REPORT_INTERVAL": "10s"]) { base in
            try await body(MetricsFixture(base: base, replica: try await base.start()))
        }
    }

    var client: MetricsV1.MetricsServiceClient { .init(replica.channel) }

    /// Sees and changes every row.
    func owner() async throws -> PostgresConnection { try await base.database.connect() }

    func count(_ table: String) async throws -> Int {
        try await owner().query("SELECT count(*) FROM metrics.\(identifier: table)")[0].decode(Int.self, 0)
    }

    @discardableResult
    func send(
        _ reports: [MetricsV1.ReportSamplesRequest], as service: String = "dataset"
    ) async throws -> Int64 {
        try await client.reportSamples(options: base.service(service)) { requests in
            for report in reports { try await requests.write(report) }
        }.acceptedSamples
    }

    /// One report of a service; `at` counts seconds from noon.
    @discardableResult
    func report(
        _ samples: [MetricsV1.Sample], at seconds: Int64 = 0, service: String = "dataset", instance: String = "one"
    ) async throws -> Int64 {
        try await send([Self.report(samples, at: seconds, service: service, instance: instance)], as: service)
    }

    static func report(
        _ samples: [MetricsV1.Sample], at seconds: Int64 = 0, service: String = "dataset", instance: String = "one"
    ) -> MetricsV1.ReportSamplesRequest {
        .init(service: service, instance: instance, sampleTime: .init(seconds: noon + seconds), samples: samples)
    }

    /// What a viewer sees from noon on.
    func query(
        _ metric: String, labels: [String: String] = [:], from start: Int64 = 0, to end: Int64 = 60, step: Int64 = 10,
        _ aggregation: MetricsV1.Aggregation = .last, tenant: String? = nil
    ) async throws -> [MetricsV1.TimeSeries] {
        try await client.queryTimeSeries(
            .init(
                metric: metric, labels: labels, startTime: .init(seconds: Self.noon + start),
                endTime: .init(seconds: Self.noon + end), step: .init(seconds: step), aggregation: aggregation),
            options: base.user("viewer", tenant: tenant)
        ).series
    }
}

extension MetricsV1.TimeSeries {
    /// Its points as seconds from noon and values.
    var plain: [[Double]] {
        points.map { [Double(($0.time?.seconds ?? 0) - MetricsFixture.noon), $0.value] }
    }
}

extension MetricsV1.Sample {
    static func gauge(_ metric: String, _ value: Double, _ labels: [String: String] = [:]) -> Self {
        .init(metric: metric, labels: labels, value: value, kind: .gauge)
    }

    static func counter(_ metric: String, _ value: Double, _ labels: [String: String] = [:]) -> Self {
        .init(metric: metric, labels: labels, value: value, kind: .counter)
    }
}
