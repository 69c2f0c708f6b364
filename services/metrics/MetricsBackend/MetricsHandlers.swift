import API
import FoundationEssentials
import Messages
import RPC
import ServiceKit

struct MetricsHandlers: MetricsV1.MetricsService {
    var store: SampleStore
    /// How often services report.
    var reportInterval: Duration

    func reportSamples(
        _ requests: RequestStream<MetricsV1.ReportSamplesRequest>, context: ServerContext
    ) async throws -> MetricsV1.ReportSamplesResponse {
        let caller = try context.requirePrincipal().subject
        var accepted = MetricsV1.ReportSamplesResponse()
        for try await report in requests {
            guard report.service == caller else {
                throw RPCError(.permissionDenied, "\(caller) may not report as \"\(report.service)\"")
            }
            let checked = try CheckedReport(report)
            try await store.store(
                checked.entries, service: report.service, instance: report.instance, time: checked.time)
            accepted.acceptedSamples += Int64(checked.entries.count)
        }
        return accepted
    }

    func queryTimeSeries(
        _ request: MetricsV1.QueryTimeSeriesRequest, context: ServerContext
    ) async throws -> MetricsV1.QueryTimeSeriesResponse {
        let query = try CheckedQuery(request)
        let series = try await store.read(
            metric: request.metric, labels: LabelText.encode(request.labels),
            start: Date(timeIntervalSince1970: query.aggregator.start),
            end: Date(timeIntervalSince1970: query.aggregator.end))
        guard series.count <= MetricsLimits.seriesPerQueryMax else {
            throw RPCError.invalidArgument(
                field: "labels", "\(series.count) series match; at most \(MetricsLimits.seriesPerQueryMax)")
        }
        return .init(
            series: try series.map { series in
                let points = query.aggregator.points(times: series.times, values: series.values)
                return MetricsV1.TimeSeries(
                    labels: try LabelText.decode(series.labels),
                    points: points.map { point in
                        MetricsV1.Point(
                            time: GoogleProtobuf.Timestamp(Date(timeIntervalSince1970: point.time)), value: point.value)
                    })
            })
    }

    func listMetricDescriptors(
        _ request: MetricsV1.ListMetricDescriptorsRequest, context: ServerContext
    ) async throws -> MetricsV1.ListMetricDescriptorsResponse {
        .init(metricDescriptors: try await store.descriptors())
    }

    func getSystemHealth(
        _ request: MetricsV1.GetSystemHealthRequest, context: ServerContext
    ) async throws -> MetricsV1.SystemHealth {
        let window = reportInterval * MetricsLimits.missedReportsMax
        let reporters = try await store.reporters(within: window.inSeconds)
        let services = PlatformService.allCases.map { service in
            health(of: service.rawValue, reporters[service.rawValue])
        }
        let silent = services.count { $0.state == .unhealthy }
        return MetricsV1.SystemHealth(
            state: silent == 0 ? .healthy : silent == services.count ? .unhealthy : .degraded, services: services,
            checkTime: GoogleProtobuf.Timestamp(Date()))
    }

    private func health(of service: String, _ report: (instances: Int32, last: Date)?) -> MetricsV1.ServiceHealth {
        var health = MetricsV1.ServiceHealth(service: service)
        health.instanceCount = report?.instances ?? 0
        health.lastReportTime = report.map { GoogleProtobuf.Timestamp($0.last) }
        health.state = health.instanceCount > 0 ? .healthy : .unhealthy
        if health.instanceCount == 0 {
            health.message = report == nil ? "has never reported" : "has missed its last reports"
        }
        return health
    }
}
