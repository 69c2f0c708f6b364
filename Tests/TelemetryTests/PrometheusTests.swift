import Metrics
import Telemetry
import Testing

@Suite struct PrometheusTests {
    private let registry = PrometheusRegistry()

    /// The rendered lines that belong to one metric, comments included.
    private func lines(of name: String) -> [String] {
        registry.render().split(separator: "\n").map(String.init).filter {
            $0.hasPrefix(name) || $0.hasPrefix("# TYPE \(name)") || $0.hasPrefix("# HELP \(name)")
        }
    }

    @Test func `a counter shows help, type and one line a series, in a stable order`() {
        registry.describe("http_requests_total", "Requests by method\nand \\ status")
        registry.counter("http_requests_total", [("status", "200"), ("method", "POST")]).increment()
        registry.counter("http_requests_total", [("method", "GET"), ("status", "200")]).increment(by: 2.5)
        #expect(
            lines(of: "http_requests_total") == [
                "# HELP http_requests_total Requests by method\\nand \\\\ status",
                "# TYPE http_requests_total counter",
                "http_requests_total{method=\"GET\",status=\"200\"} 2.5",
                "http_requests_total{method=\"POST\",status=\"200\"} 1",
            ])
    }

    @Test func `label values are escaped`() {
        registry.gauge("g", [("path", "a\\b\"c\nd")]).set(1)
        #expect(lines(of: "g")[1] == "g{path=\"a\\\\b\\\"c\\nd\"} 1")
    }

    @Test(arguments: [
        (Double.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (-0.5, "-0.5"), (3e15, "3000000000000000"),
    ])
    func `special values have their names`(value: Double, text: String) {
        registry.gauge("g").set(value)
        #expect(lines(of: "g").last == "g \(text)")
    }

    @Test func `names are made legal`() {
        registry.counter("9 lives.total", [("a-b", "1")]).increment()
        #expect(registry.render().contains("_9_lives_total{a_b=\"1\"} 1"))
    }

    @Test func `a histogram's buckets are cumulative and agree with its count`() {
        let histogram = registry.histogram("h", [("m", "x")], bounds: [0.1, 1])
        for value in [0.05, 0.1, 0.5, 7, .nan] { histogram.observe(value) }
        #expect(
            lines(of: "h") == [
                "# TYPE h histogram",
                "h_bucket{m=\"x\",le=\"0.1\"} 2",
                "h_bucket{m=\"x\",le=\"1\"} 3",
                "h_bucket{m=\"x\",le=\"+Inf\"} 4",
                "h_sum{m=\"x\"} 7.65",
                "h_count{m=\"x\"} 4",
            ])
    }

    @Test func `the same name and labels give the same instrument`() {
        registry.counter("c", [("a", "1"), ("b", "2")]).increment()
        registry.counter("c", [("b", "2"), ("a", "1")]).increment()
        #expect(registry.counter("c", [("a", "1"), ("b", "2")]).value == 2)
    }

    @Test func `a counter never falls`() {
        let counter = registry.counter("c")
        counter.increment(by: -3)
        counter.advance(to: 5)
        counter.advance(to: 4)
        #expect(counter.value == 5)
    }

    @Test func `a name used with another type is counted, not exported`() {
        registry.counter("c").increment()
        registry.gauge("c").set(9)
        #expect(lines(of: "c").last == "c 1")
        #expect(lines(of: "pynomaly_metrics_overflow_total").last == "pynomaly_metrics_overflow_total 1")
    }

    @Test func `series at the limit are exported, one more is counted as overflow`() {
        for index in 0...MetricLimits.seriesPerMetricMax {
            registry.counter("c", [("id", String(index))]).increment()
        }
        #expect(lines(of: "c{").count == MetricLimits.seriesPerMetricMax)
        #expect(lines(of: "pynomaly_metrics_overflow_total").last == "pynomaly_metrics_overflow_total 1")
    }

    @Test func `hooks run before a scrape`() async {
        let registry = PrometheusRegistry()
        registry.onScrape { registry.gauge("jobs").set(3) }
        #expect(await registry.scrape().contains("jobs 3\n"))
    }

    @Test func `increments from many tasks are all counted`() async {
        let counter = registry.counter("c")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<1000 { counter.increment() } } }
        }
        #expect(counter.value == 8000)
    }

    @Test func `swift-metrics instruments land in the registry`() {
        let factory = PrometheusFactory(registry: registry)
        Counter(label: "lib_calls_total", dimensions: [("a", "b")], factory: factory).increment(by: 4)
        Gauge(label: "lib_level", factory: factory).record(2.5)
        Timer(label: "lib_seconds", factory: factory).recordMilliseconds(40)
        let text = registry.render()
        #expect(text.contains("lib_calls_total{a=\"b\"} 4\n"))
        #expect(text.contains("lib_level 2.5\n"))
        #expect(text.contains("lib_seconds_bucket{le=\"0.05\"} 1\n"))
        #expect(text.contains("lib_seconds_sum 0.04\n"))
    }

    @Test func `samples give histograms as sum and count`() {
        registry.histogram("h").observe(2)
        let samples = registry.samples().filter { $0.name.hasPrefix("h_") }.sorted { $0.name < $1.name }
        #expect(samples.map(\.name) == ["h_count", "h_sum"])
        #expect(samples.map(\.value) == [1, 2])
        #expect(samples.allSatisfy { $0.kind == .counter })
    }

    @Test func `the process's own figures are read at scrape time`() async {
        ProcessMetrics.install(in: registry)
        let text = await registry.scrape()
        #expect(text.contains("# TYPE process_cpu_seconds_total counter"))
        #expect(registry.gauge("process_resident_memory_bytes").value > 1_000_000)
        #expect(registry.gauge("process_open_fds").value > 2)
    }
}
