import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import MetricsBackend

/// Series as users read them.
@Suite(.timeLimit(.minutes(5))) struct QueryTests {
    @Test func `a query takes the series that carry all of its labels`() async throws {
        try await MetricsFixture.with { fixture in
            try await fixture.report([
                .counter("calls", 1, ["method": "Get", "code": "OK"]),
                .counter("calls", 2, ["method": "Get", "code": "ABORTED"]),
                .counter("calls", 3, ["method": "List", "code": "OK"]),
                .counter("errors", 4, ["method": "Get", "code": "OK"]),
            ])
            try await fixture.report([.counter("calls", 5, ["method": "Get", "code": "OK"])], service: "auth")
            let cases: [([String: String], [Double])] = [
                ([:], [1, 2, 3, 5]), (["method": "Get"], [1, 2, 5]), (["method": "Get", "code": "OK"], [1, 5]),
                (["service": "auth"], [5]), (["service": "dataset", "method": "List"], [3]), (["code": "ok"], []),
                (["method": ""], []), (["none": "x"], []), (["instance": "one"], [1, 2, 3, 5]),
            ]
            for (labels, values) in cases {
                let series = try await fixture.query("calls", labels: labels)
                #expect(series.flatMap { $0.points.map(\.value) }.sorted() == values, "\(labels)")
                for found in series { for (name, value) in labels { #expect(found.labels[name] == value) } }
            }
            #expect(try await fixture.query("nothing").isEmpty)
        }
    }

    @Test func `labels are compared as text, whatever characters they hold`() async throws {
        let odd = ["quote": "a\"b", "slash": "a/b\\c", "text": "ä\u{1F600}\n", "json": "{\"x\":1}", "percent": "%_"]
        try await MetricsFixture.with { fixture in
            try await fixture.report([.gauge("odd", 1, odd), .gauge("odd", 2, ["quote": "x"])])
            for (name, value) in odd {
                let series = try await fixture.query("odd", labels: [name: value])
                #expect(series.map { $0.labels[name] } == [value])
            }
        }
    }

    @Test func `points stand at the beginning of their steps, counted from the start, which is in and the end is out`()
        async throws
    {
        try await MetricsFixture.with { fixture in
            for second in [-1, 0, 4, 5, 9, 14, 29, 30] as [Int64] {
                try await fixture.report([.gauge("load", Double(second))], at: second)
            }
            let series = try await fixture.query("load", to: 30, step: 5)
            #expect(series[0].plain == [[0, 4], [5, 9], [10, 14], [25, 29]])
            let shifted = try await fixture.query("load", from: 3, to: 30, step: 10)
            #expect(shifted[0].plain == [[3, 9], [13, 14], [23, 29]])
        }
    }

    @Test func `each aggregation gives one value a step`() async throws {
        try await MetricsFixture.with { fixture in
            // A counter that is reset at the sixth sample.
            for (second, value) in [(0, 10), (2, 14), (5, 20), (7, 26), (9, 30), (12, 4), (14, 6)] as [(Int64, Double)]
            {
                try await fixture.report([.counter("calls", value)], at: second)
            }
            let cases: [(MetricsV1.Aggregation, [[Double]])] = [
                (.last, [[0, 14], [5, 30], [10, 6]]), (.unspecified, [[0, 14], [5, 30], [10, 6]]),
                (.mean, [[0, 12], [5, 76.0 / 3], [10, 5]]), (.max, [[0, 14], [5, 30], [10, 6]]),
                // From the sample before the step: 4 in 2 s, 16 in 7 s, 4 + 2 in 5 s.
                (.rate, [[0, 2], [5, 16.0 / 7], [10, 6.0 / 5]]),
            ]
            for (aggregation, points) in cases {
                #expect(try await fixture.query("calls", step: 5, aggregation)[0].plain == points, "\(aggregation)")
            }
        }
    }

    @Test func `instances are series of their own`() async throws {
        try await MetricsFixture.with { fixture in
            for instance in ["one", "two"] { try await fixture.report([.gauge("load", 1)], instance: instance) }
            let series = try await fixture.query("load")
            #expect(series.map { $0.labels["instance"] } == ["one", "two"])
        }
    }

    @Test func `the series are the platform's: users of every tenant read the same`() async throws {
        try await MetricsFixture.with { fixture in
            try await fixture.report([.gauge("load", 1)])
            let own = try await fixture.query("load")
            #expect(own.count == 1)
            #expect(try await fixture.query("load", tenant: ServiceFixture.newTenant()) == own)
        }
    }

    private func now() -> Int64 { Int64(Date().timeIntervalSince1970) }

    @Test func `without an end a query goes up to now, and without a step its points are a minute wide`() async throws {
        try await MetricsFixture.with { fixture in
            let start = now() - 600
            for seconds in [10, 50, 70, 500] as [Int64] {
                try await fixture.report([.gauge("load", Double(seconds))], at: start + seconds - MetricsFixture.noon)
            }
            let series = try await fixture.client.queryTimeSeries(
                .init(metric: "load", startTime: .init(seconds: start)), options: fixture.base.user("viewer")
            ).series
            #expect(series[0].points.map { ($0.time?.seconds ?? 0) - start } == [0, 60, 480])
            #expect(series[0].points.map(\.value) == [50, 70, 500])
        }
    }

    @Test func `what is wrong with a query names its field`() async throws {
        let (noon, most) = (MetricsFixture.noon, Int64(MetricsLimits.pointsPerSeriesMax))
        let start = GoogleProtobuf.Timestamp(seconds: noon)
        let cases: [(MetricsV1.QueryTimeSeriesRequest, String)] = [
            (.init(startTime: start), "metric"), (.init(metric: "load"), "start_time"),
            (.init(metric: "load", startTime: start, endTime: start), "end_time"),
            (.init(metric: "load", startTime: start, endTime: .init(seconds: noon - 1)), "end_time"),
            (.init(metric: "load", startTime: .init(seconds: now() + 3600)), "end_time"),
            (
                .init(
                    metric: "load", startTime: start, endTime: .init(seconds: noon + 9), step: .init(nanos: 999_999_999)
                ),
                "step"
            ),
            (
                .init(metric: "load", startTime: start, endTime: .init(seconds: noon + 9), step: .init(seconds: -1)),
                "step"
            ),
            (.init(metric: "load", startTime: start, endTime: .init(seconds: noon + 9), step: .init()), "step"),
            (
                .init(
                    metric: "load", startTime: start, endTime: .init(seconds: noon + most * 2 + 1),
                    step: .init(seconds: 2)),
                "step"
            ),
            (
                .init(
                    metric: "load", startTime: start, endTime: .init(seconds: noon + 9), aggregation: .unrecognized(77)),
                "aggregation"
            ),
            (.init(metric: "load", startTime: .init(seconds: .min), step: .init(seconds: .max)), "start_time"),
            (.init(metric: "load", startTime: .init(seconds: noon, nanos: -1)), "start_time"),
            (
                .init(metric: "load", startTime: start, endTime: .init(seconds: .max), step: .init(seconds: .max)),
                "end_time"
            ),
        ]
        try await MetricsFixture.with { fixture in
            for (request, field) in cases {
                let error = try await rpcError {
                    try await fixture.client.queryTimeSeries(request, options: fixture.base.user("viewer"))
                }
                #expect(error.code == .invalidArgument && error.fields == [field], "\(field): \(error)")
            }
            // At the limit of points.
            #expect(try await fixture.query("load", to: most * 2, step: 2).isEmpty)
            // The widest step that there is, over all time.
            let all = try await fixture.client.queryTimeSeries(
                .init(
                    metric: "load", startTime: .init(seconds: -62_135_596_800),
                    endTime: .init(seconds: 253_402_300_799),
                    step: .init(seconds: 315_576_000_000)), options: fixture.base.user("viewer"))
            #expect(all.series.isEmpty)
        }
    }

    @Test func `so many series as are allowed are returned, and one more is refused`() async throws {
        try await MetricsFixture.with { fixture in
            let most = MetricsLimits.seriesPerQueryMax
            try await fixture.report((0..<most).map { .gauge("wide", 1, ["n": "\($0)"]) })
            #expect(try await fixture.query("wide").count == most)
            try await fixture.report([.gauge("wide", 1, ["n": "\(most)"])])
            let error = try await rpcError { try await fixture.query("wide") }
            #expect(error.code == .invalidArgument && error.fields == ["labels"])
            #expect(error.message == "labels: 201 series match; at most 200")
            #expect(try await fixture.query("wide", labels: ["n": "\(most)"]).count == 1)
        }
    }

    @Test func `so many samples as are allowed are read, and one more is refused`() async throws {
        try await MetricsFixture.with { fixture in
            for second in 0..<4 as Range<Int64> { try await fixture.report([.gauge("load", 1)], at: second) }
            func read(_ most: Int) async throws -> [SampleStore.Series] {
                try await SampleStore(pool: fixture.replica.service.environment.pool, samplesPerQueryMax: most).read(
                    metric: "load", labels: "{}", start: Date(timeIntervalSince1970: Double(MetricsFixture.noon)),
                    end: Date(timeIntervalSince1970: Double(MetricsFixture.noon + 60)))
            }
            #expect(try await read(4)[0].values.count == 4)
            let error = try await rpcError { try await read(3) }
            #expect(error.code == .invalidArgument && error.fields == ["start_time"])
        }
    }

    @Test func `descriptors tell each metric's kind and the names of its labels`() async throws {
        try await MetricsFixture.with { fixture in
            try await fixture.report([
                .counter("calls", 1, ["method": "Get"]), .counter("calls", 1, ["code": "OK"]), .gauge("load", 1),
            ])
            try await fixture.report([.counter("calls", 1, ["method": "Get"])], service: "auth")
            let found = try await fixture.client.listMetricDescriptors(.init(), options: fixture.base.user("viewer"))
            #expect(
                found.metricDescriptors == [
                    .init(metric: "calls", kind: .counter, labelNames: ["code", "instance", "method", "service"]),
                    .init(metric: "load", kind: .gauge, labelNames: ["instance", "service"]),
                ])
        }
    }

    @Test func `descriptors are listed up to their limit`() async throws {
        try await MetricsFixture.with { fixture in
            try await fixture.owner().execute(
                """
                WITH made AS (
                    INSERT INTO metrics.series (tenant_id, metric, kind, labels)
                    SELECT \(MetricsSchema.platformTenant)::uuid, 'm' || lpad(n::text, 5, '0'), 1, '{}'
                    FROM generate_series(0, \(MetricsLimits.descriptorsMax)) AS n
                    RETURNING id, tenant_id
                )
                -- Series without samples are what the service's own sweep removes.
                INSERT INTO metrics.samples (tenant_id, series_id, sample_time, value)
                SELECT tenant_id, id, now(), 1 FROM made
                """)
            let found = try await fixture.client.listMetricDescriptors(.init(), options: fixture.base.user("viewer"))
            #expect(found.metricDescriptors.count == MetricsLimits.descriptorsMax)
            #expect(found.metricDescriptors.last?.metric == "m01999")
        }
    }
}
