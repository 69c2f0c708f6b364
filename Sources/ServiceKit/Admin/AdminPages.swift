import Telemetry

/// What the admin port answers, apart from how it travels.
struct AdminPages: Sendable {
    struct Page: Sendable, Equatable {
        var status: Int
        var contentType: String
        var body: String
    }

    var health: HealthBoard
    var registry: PrometheusRegistry

    func page(for path: Substring) async -> Page {
        switch path {
        case "/health": Page(status: 200, contentType: "application/json", body: health.healthJSON + "\n")
        case "/ready":
            Page(status: health.isReady ? 200 : 503, contentType: "application/json", body: health.readyJSON + "\n")
        case "/metrics": Page(status: 200, contentType: PrometheusText.contentType, body: await registry.scrape())
        default: Page(status: 404, contentType: "text/plain; charset=utf-8", body: "Not found.\n")
        }
    }
}
