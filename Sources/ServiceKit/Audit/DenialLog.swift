import FoundationEssentials
import Logging
import Messages
import Postgres
import RPC
import ServiceLifecycle
import Synchronization
import Telemetry

/// Writes down who was refused what by policy, where the administrators of the caller's tenant find it.
///
/// The refusal's answer does not wait for the database: events stand in a short queue, from which one task writes them.
/// What finds no place is counted in a metric, and so is what can't be written.
final class DenialLog: Service {
    private let outbox: AuditOutbox
    private let pool: PostgresPool
    private let logger: Logger
    private let lost: CounterInstrument
    private let budget = Mutex(DenialBudget())
    private let events: AsyncStream<AuditEvent>
    private let queue: AsyncStream<AuditEvent>.Continuation

    init(outbox: AuditOutbox, pool: PostgresPool, registry: PrometheusRegistry, logger: Logger) {
        self.outbox = outbox
        self.pool = pool
        self.logger = logger
        registry.describe(
            "pynomaly_audit_denials_lost_total", "Calls refused by policy of which no audit event could be written")
        lost = registry.counter("pynomaly_audit_denials_lost_total")
        (events, queue) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(ServiceLimits.auditDenialsWaitingMax))
    }

    /// Reads are left out: what nobody may see is refused to browsers all day long, and changes nothing.
    func denied(_ context: ServerContext, _ error: RPCError) {
        guard context.method.idempotency != .noSideEffects,
            // A service has no tenant whose administrators could read about it; the call's log names it.
            let tenant = context.principal.flatMap({ UUID(uuidString: $0.homeTenantID) })
        else { return }
        let event = AuditEvent(
            tenant: tenant, time: Date(), actor: context.auditActor, action: "access.denied",
            resource: context.method.path, result: .denied, detail: Self.detail(error))
        switch budget.withLock({ $0.take(event) }) {
        case .single: enqueue(event)
        case .counted: break
        case .overflow: lost.increment()
        }
    }

    private static func detail(_ error: RPCError) -> String {
        let reason = error.details.lazy.compactMap { try? $0.unpack(as: GoogleRpc.ErrorInfo.self) }.first?.reason
        return reason.map { "\($0): \(error.message)" } ?? error.message
    }

    private func enqueue(_ event: AuditEvent) {
        if case .enqueued = queue.yield(event) { return }
        lost.increment()
    }

    func endWindow() {
        for event in budget.withLock({ $0.endWindow() }) { enqueue(event) }
    }

    /// What waits at the end is written, unless the database is away.
    func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskGroup { group in
                group.addTask { [self] in
                    while (try? await Task.sleep(for: ServiceLimits.auditDenialsWindow)) != nil { endWindow() }
                }
                await write()
                group.cancelAll()
            }
        } onGracefulShutdown: { [self] in
            finish()
        }
    }

    func finish() {
        endWindow()
        queue.finish()
    }

    private func write() async {
        var isFailing = false
        for await event in events {
            while await !isWritten(event, &isFailing) {
                try? await Task.sleep(for: ServiceLimits.auditRetryPauseMax)
            }
        }
    }

    /// False for an event that is worth another try.
    private func isWritten(_ event: AuditEvent, _ isFailing: inout Bool) async -> Bool {
        do {
            try await pool.withTransaction(tenant: event.tenant.text) { connection in
                try await outbox.record(event, on: connection)
            }
            isFailing = false
            return true
        } catch {
            if !isFailing {
                logger.warning("refused calls could not be audited", metadata: ["error": "\(error)"])
            }
            isFailing = true
            let isAway = (error as? PostgresError)?.isUnavailable == true
            if isAway, !Task.isCancelled, !Task.isShuttingDownGracefully { return false }
            lost.increment()
            return true
        }
    }
}
