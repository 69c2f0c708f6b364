import Telemetry

/// A gauge of how long ago a service knew all that has ended: past `ServiceLimits.revocationsTrustedMax` it refuses
/// whatever asks for a token.
struct RevocationAge: Sendable {
    private let memory: TokenMemory
    private let gauge: GaugeInstrument

    init(_ memory: TokenMemory, registry: PrometheusRegistry) {
        self.memory = memory
        registry.describe("pynomaly_revocations_age_seconds", "Since when it is not known which sessions have ended")
        gauge = registry.gauge("pynomaly_revocations_age_seconds")
    }

    var scrapeHook: PrometheusRegistry.ScrapeHook {
        { [self] in
            // Not a number says that it never was known.
            gauge.set(memory.age.map { $0 / .seconds(1) } ?? .nan)
        }
    }
}
