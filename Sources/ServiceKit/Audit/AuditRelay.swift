import FoundationEssentials
package import Logging
import Messages
package import Postgres
import Protobuf
import RPC
import ServiceLifecycle

/// Carries a service's audit events from its outbox to auth.
///
/// A batch is claimed, sent and deleted in one transaction, so that a process that dies at any point leaves the events
/// where they were: each is delivered at least once, and auth knows a repeated one by its id. Replicas skip each
/// other's batches.
package struct AuditRelay: Service {
    private let outbox: AuditOutbox
    private let pool: PostgresPool
    private let sink: any AuditSink
    private let logger: Logger

    package init(outbox: AuditOutbox, pool: PostgresPool, sink: any AuditSink, logger: Logger) {
        self.outbox = outbox
        self.pool = pool
        self.sink = sink
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = ServiceLimits.auditPollInterval
            var isFailing = false
            while !Task.isCancelled {
                do {
                    let carried = try await carryBatch()
                    if isFailing { logger.info("audit events are carried to auth again") }
                    isFailing = false
                    pause = carried == ServiceLimits.auditBatchMax ? .zero : ServiceLimits.auditPollInterval
                } catch {
                    if Task.isCancelled { return }
                    if !isFailing {
                        logger.warning(
                            "audit events wait in the outbox", metadata: ["error": .string("\(error)")])
                    }
                    isFailing = true
                    pause = min(max(pause, ServiceLimits.auditPollInterval) * 2, ServiceLimits.auditRetryPauseMax)
                }
                if pause > .zero { try? await Task.sleep(for: pause * Double.random(in: 0.75...1)) }
            }
        }
    }

    /// How many events left the outbox or were put off.
    package func carryBatch() async throws -> Int {
        try await pool.withTransaction(tenant: nil) { connection in
            let events = try await outbox.claim(ServiceLimits.auditBatchMax, on: connection)
            guard !events.isEmpty else { return 0 }
            let refused = try await send(events)
            let carried = events.filter { event in !refused.contains(event.id) }.map(\.id)
            try await outbox.remove(carried, on: connection)
            try await outbox.putOff(refused, on: connection)
            return events.count
        }
    }

    /// Returns those that auth will not have.
    private func send(_ events: [AuditOutbox.Waiting]) async throws -> [UUID] {
        guard try await isAccepted(events) == false else { return [] }
        // One of them is to blame; the others shall not wait for it.
        var refused: [UUID] = []
        for event in events where try await isAccepted([event]) == false {
            refused.append(event.id)
            logger.error("an audit event is not accepted", metadata: ["event": .string(event.id.text)])
        }
        return refused
    }

    private func isAccepted(_ events: [AuditOutbox.Waiting]) async throws -> Bool {
        do {
            try await sink.record(events.map { try AuthV1.RecordedAuditEvent(serialized: $0.event) })
            return true
        } catch let error as RPCError where error.code == .invalidArgument {
            return false
        } catch is WireError {
            // What can't even be read must not keep the others for ever.
            return false
        }
    }
}
