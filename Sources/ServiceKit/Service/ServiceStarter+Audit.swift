import Postgres
import RPC
import ServiceLifecycle
import Telemetry

/// What a service with an outbox gets by the kit.
extension ServiceStarter {
    private var outbox: (AuditOutbox, PostgresPool)? {
        guard let outbox = definition.outbox, let pool = means.database else { return nil }
        return (outbox, pool)
    }

    func auditRelay(_ components: ServiceComponents, _ environment: ServiceEnvironment) throws -> [any Service] {
        guard let (outbox, pool) = outbox else { return [] }
        let sink: any AuditSink =
            if let own = components.auditSink { own } else { RemoteAuditSink(try environment.channel(to: .auth)) }
        return [AuditRelay(outbox: outbox, pool: pool, sink: sink, logger: means.logger)]
    }

    func auditBacklog() -> [PrometheusRegistry.ScrapeHook] {
        guard let (outbox, pool) = outbox else { return [] }
        return [AuditBacklog(outbox: outbox, pool: pool, registry: means.registry).scrapeHook]
    }

    /// Nil for a service without a database, which serves no tenant's data either.
    func policyAudit(_ components: ServiceComponents, _ environment: ServiceEnvironment) throws -> PolicyAudit? {
        guard let (outbox, pool) = outbox else { return nil }
        let tenants: any TenantSource =
            if let own = components.tenants { own } else { RemoteTenants(try environment.channel(to: .auth)) }
        return PolicyAudit(
            entries: ForeignTenantLog(
                outbox: outbox, pool: pool, tenants: KnownTenants(tenants), logger: means.logger),
            denials: DenialLog(outbox: outbox, pool: pool, registry: means.registry, logger: means.logger))
    }
}
