import FoundationEssentials
import Messages
import NIOHTTP1
import ServiceKit
import Testing

/// The platform's own figures, from every service to whoever may read them.
@Suite(.timeLimit(.minutes(4))) struct MetricsTests {
    @Test func `every service reports, and the platform is healthy`() async throws {
        let shared = try await SharedPlatform.get()
        var health: MetricsV1.SystemHealth
        repeat {
            try await Task.sleep(for: .milliseconds(50))
            health = try await shared.rest.call(.GET, "/v1/systemHealth")
        } while health.state != .healthy
        #expect(Set(health.services.map(\.service)) == Set(PlatformService.allCases.map(\.rawValue)))
        #expect(health.services.allSatisfy { $0.state == .healthy && $0.instanceCount == 1 })
    }

    @Test func `a counter that the gateway reports can be read as a time series`() async throws {
        let shared = try await SharedPlatform.get()
        _ = try await shared.rest.algorithms()
        let now = GoogleProtobuf.Timestamp(.now)
        let query = MetricsV1.QueryTimeSeriesRequest(
            metric: "http_requests_total", labels: ["endpoint": "/v1/algorithms", "method": "GET", "status": "200"],
            startTime: GoogleProtobuf.Timestamp(seconds: now.seconds - 60),
            endTime: GoogleProtobuf.Timestamp(seconds: now.seconds + 60),
            step: GoogleProtobuf.Duration(seconds: 1), aggregation: .last)
        var series: [MetricsV1.TimeSeries] = []
        while series.first?.points.last.map({ $0.value >= 1 }) != true {
            try await Task.sleep(for: .milliseconds(50))
            let answer: MetricsV1.QueryTimeSeriesResponse = try await shared.rest.post("/v1/timeSeries:query", query)
            series = answer.series
        }
        #expect(series.first?.labels["status"] == "200")
    }
}
