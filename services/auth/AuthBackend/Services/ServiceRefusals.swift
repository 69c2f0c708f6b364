import Logging
import Postgres
import ServiceKit

/// Tells operators that somebody claimed to be a service and did not know its secret: the service has another one than
/// auth, or it is not the service.
struct ServiceRefusals: Sendable {
    let pool: PostgresPool
    let clock: WallClock
    let logger: Logger

    /// Services belong to no tenant; the default one's administrators are the platform's.
    func note(_ name: String, _ origin: CallOrigin) async throws {
        // Another name is not written down: it may be a secret in the wrong place.
        let service = PlatformService(rawValue: name)?.rawValue
        let tenant = AdminBootstrap.defaultTenant
        let isKept = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await StrangerTries.record(
                AuditEvent(
                    tenant: tenant, time: clock.date, actor: AuditActor(origin: origin),
                    action: "auth.issueServiceToken", resource: service.map { "services/\($0)" } ?? "",
                    result: .denied, detail: service == nil ? "no service has this name" : "the secret is wrong"),
                isKnown: false, at: clock.date, on: connection)
        }
        guard isKept else { return }
        logger.warning(
            "a service's secret was refused",
            metadata: ["service": "\(service ?? "unknown")", "address": "\(origin.address)"])
    }
}
