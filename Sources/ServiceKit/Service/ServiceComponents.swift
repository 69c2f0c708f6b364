package import RPC
package import ServiceLifecycle
package import Telemetry

/// What a service is made of, as its `build` returns it. The kit starts the parts and stops them in order.
package struct ServiceComponents: Sendable {
    /// Served on the RPC port, behind the policy interceptor; without any there is no RPC port.
    package var services: [RPCService]
    /// Servers of other protocols, such as the gateway's HTTP.
    package var listeners: [any ServiceListener]
    /// What runs until it is told to stop: workers, collectors. One that ends before that ends the service.
    package var background: [any Service]
    /// Run before each scrape, to set gauges whose truth lies in the database.
    package var scrapeHooks: [PrometheusRegistry.ScrapeHook]
    /// Where the events of the outbox go; nil for auth by RPC.
    package var auditSink: (any AuditSink)?
    /// Which tenants there are; nil to ask auth by RPC.
    package var tenants: (any TenantSource)?

    package init(
        services: [RPCService] = [], listeners: [any ServiceListener] = [], background: [any Service] = [],
        scrapeHooks: [PrometheusRegistry.ScrapeHook] = [], auditSink: (any AuditSink)? = nil,
        tenants: (any TenantSource)? = nil
    ) {
        self.services = services
        self.listeners = listeners
        self.background = background
        self.scrapeHooks = scrapeHooks
        self.auditSink = auditSink
        self.tenants = tenants
    }
}

/// A server that listens on a port of its own.
package protocol ServiceListener: Sendable {
    /// What it serves, for the log: "http".
    var name: String { get }
    /// The port that was bound; 0 before the start.
    var port: Int { get }
    /// Binds the port; throws a `ListenError` when that is not possible.
    func start() async throws
    /// Refuses new work, lets what is in flight end within the grace, then closes.
    func shutdown(grace: Duration) async
}
