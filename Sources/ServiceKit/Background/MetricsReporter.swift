import API
import FoundationEssentials
import Logging
import Messages
import RPC
import ServiceLifecycle
import Telemetry

/// Sends this service's samples to metrics, one message an interval. When metrics is down the interval's samples are
/// lost and nothing else.
struct MetricsReporter: Service {
    static let samplesPerMessageMax = 2000

    var service: String
    var instance: String
    var interval: Duration
    var registry: PrometheusRegistry
    var metrics: MetricsV1.MetricsServiceClient
    var logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFailing = false
            while (try? await Task.sleep(for: interval)) != nil {
                do {
                    try await report()
                    if isFailing { logger.info("metrics takes samples again") }
                    isFailing = false
                } catch {
                    if !isFailing && !Task.isCancelled {
                        logger.warning("metrics takes no samples", metadata: ["error": .string("\(error)")])
                    }
                    isFailing = true
                }
            }
        }
    }

    private func report() async throws {
        await registry.refresh()
        let samples = registry.samples().map(MetricsV1.Sample.init)
        let time = GoogleProtobuf.Timestamp(Date())
        let messages = stride(from: 0, to: max(samples.count, 1), by: Self.samplesPerMessageMax).map { start in
            MetricsV1.ReportSamplesRequest(
                service: service, instance: instance, sampleTime: time,
                samples: Array(samples[start..<min(start + Self.samplesPerMessageMax, samples.count)]))
        }
        let options = CallOptions(timeout: ServiceLimits.reportTimeout)
        _ = try await metrics.reportSamples(options: options) { requests in
            for message in messages { try await requests.write(message) }
        }
    }
}

extension MetricsV1.Sample {
    fileprivate init(_ sample: MetricSample) {
        let labels = Dictionary(sample.labels.pairs.map { ($0.name, $0.value) }) { first, _ in first }
        self.init(
            metric: sample.name, labels: labels, value: sample.value, kind: sample.kind == .counter ? .counter : .gauge)
    }
}
