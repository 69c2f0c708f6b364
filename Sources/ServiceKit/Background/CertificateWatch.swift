import Logging
import ServiceLifecycle
import TLS
import Telemetry

/// Looks again and again whether certificates, keys or authorities were replaced, so that new connections get the new
/// ones without a restart. Open connections go on with what they have; their maximum age ends them.
///
/// Files that can't be used change nothing but the metrics and one line of the log; they are tried again each time.
struct CertificateWatch: Service {
    private let contexts: [TLSContext]
    private let interval: Duration
    private let logger: Logger
    private let loaded: CounterInstrument
    private let failed: CounterInstrument
    private let failing: GaugeInstrument
    private let notAfter: GaugeInstrument

    init(contexts: [TLSContext], interval: Duration, registry: PrometheusRegistry, logger: Logger) {
        self.contexts = contexts
        self.interval = interval
        self.logger = logger
        registry.describe("tls_reloads_total", "Changes of the certificate files, by whether they could be used")
        registry.describe("tls_reload_failing", "1 while the files can't be used and the former contents are")
        registry.describe("tls_certificate_not_after_seconds", "End of the certificate in use, seconds since 1970")
        loaded = registry.counter("tls_reloads_total", [("result", "loaded")])
        failed = registry.counter("tls_reloads_total", [("result", "failed")])
        failing = registry.gauge("tls_reload_failing")
        notAfter = registry.gauge("tls_certificate_not_after_seconds")
        tellEnd()
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: interval)) != nil { look() }
        }
    }

    func look() {
        var hasChanged = false
        var isFailing = false
        var news: TLSError?
        for context in contexts {
            switch context.reloadIfChanged() {
            case .unchanged: break
            case .loaded: hasChanged = true
            case .failed(let error, let isNews):
                isFailing = true
                if isNews { news = error }
            }
        }
        failing.set(isFailing ? 1 : 0)
        if hasChanged { tellEnd() }
        if let news {
            failed.increment()
            logger.error(
                "the certificate files have changed and can't be used, the former ones stay in use",
                metadata: ["error": "\(news)"])
        } else if hasChanged && !isFailing {
            loaded.increment()
            logger.info("the certificate files have changed and are in use for new connections")
        }
    }

    private func tellEnd() {
        if let end = contexts.compactMap(\.certificateNotAfter).min() { notAfter.set(Double(end)) }
    }
}
