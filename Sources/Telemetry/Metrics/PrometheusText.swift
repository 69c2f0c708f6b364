/// The text exposition format, version 0.0.4.
package enum PrometheusText {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    fileprivate static func sample(_ text: inout String, _ name: String, _ labels: String, _ value: String) {
        text += name
        if !labels.isEmpty { text += "{\(labels)}" }
        text += " \(value)\n"
    }

    /// Whole numbers without a fraction; `+Inf`, `-Inf` and `NaN` by their names.
    fileprivate static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return String(value)
    }

    fileprivate static func escapedHelp(_ help: String) -> String {
        help.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
            .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
    }
}

extension PrometheusRegistry {
    /// Refreshes the gauges that are read on demand and renders everything.
    package func scrape() async -> String {
        await refresh()
        return render()
    }

    package func render() -> String {
        var text = ""
        for (name, help, metric) in metrics() where !metric.series.isEmpty {
            if let help { text += "# HELP \(name) \(PrometheusText.escapedHelp(help))\n" }
            text += "# TYPE \(name) \(metric.kind.rawValue)\n"
            let series = metric.series.map { ($0.key.text, $0.value) }.sorted { $0.0 < $1.0 }
            for (labels, instrument) in series { instrument.render(name: name, labels: labels, to: &text) }
        }
        return text
    }
}

extension PrometheusRegistry.Instrument {
    fileprivate func render(name: String, labels: String, to text: inout String) {
        switch self {
        case .counter(let counter):
            PrometheusText.sample(&text, name, labels, PrometheusText.number(counter.value))
        case .gauge(let gauge):
            PrometheusText.sample(&text, name, labels, PrometheusText.number(gauge.value))
        case .histogram(let histogram):
            histogram.render(name: name, labels: labels, to: &text)
        }
    }
}

extension HistogramInstrument {
    fileprivate func render(name: String, labels: String, to text: inout String) {
        let prefix = labels.isEmpty ? "" : labels + ","
        var cumulative: UInt64 = 0
        for (bound, count) in zip(bounds + [.infinity], bucketCounts) {
            cumulative += count
            PrometheusText.sample(
                &text, name + "_bucket", "\(prefix)le=\"\(PrometheusText.number(bound))\"", String(cumulative))
        }
        PrometheusText.sample(&text, name + "_sum", labels, PrometheusText.number(sum))
        PrometheusText.sample(&text, name + "_count", labels, String(cumulative))
    }
}
