package import FoundationEssentials
package import Logging
import Messages
package import Postgres
import Protobuf
import RPC
import ServiceLifecycle

/// Carries a service's audit events from its outbox to auth.
///
/// A batch is claimed, sent and deleted, so that a process that dies at any point leaves the events where they were until
/// its claim ends: each is delivered at least once, and auth knows a repeated one by its id. Replicas skip each other's
/// batches. No connection is held while a batch is sent: auth's own relay needs one at the other end.
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
                    let batch = try await carryBatch()
                    if isFailing { logger.info("audit events are carried to auth again") }
                    isFailing = false
                    pause = batch.mayBeMore ? .zero : ServiceLimits.auditPollInterval
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

    /// What became of some events.
    package struct Batch: Sendable {
        package fileprivate(set) var carried: [UUID] = []
        /// Auth will not have it.
        package fileprivate(set) var refused: UUID?
        /// Not sent yet, for the refused one was found first.
        package fileprivate(set) var rest: [UUID] = []

        var mayBeMore: Bool {
            !rest.isEmpty || carried.count + (refused == nil ? 0 : 1) == ServiceLimits.auditBatchMax
        }
    }

    package func carryBatch() async throws -> Batch {
        let events = try await completing { [outbox, pool] in
            try await pool.withTransaction(tenant: nil) { connection in
                try await outbox.claim(ServiceLimits.auditBatchMax, on: connection)
            }
        }
        var batch = Batch()
        guard !events.isEmpty else { return batch }
        let result: Result<Void, any Error>
        do {
            result = .success(try await send(events, &batch))
        } catch {
            result = .failure(error)
        }
        let settled = Set(batch.carried + [batch.refused].compactMap(\.self))
        batch.rest = events.map(\.id).filter { !settled.contains($0) }
        try await settle(batch)
        try result.get()
        return batch
    }

    private func settle(_ batch: Batch) async throws {
        try await completing { [outbox, pool] in
            try await pool.withTransaction(tenant: nil) { connection in
                try await outbox.remove(batch.carried, on: connection)
                if let refused = batch.refused { try await outbox.putOff(refused, on: connection) }
                try await outbox.release(batch.rest, on: connection)
            }
        }
    }

    /// Not cancelled with its caller: what is claimed when the service stops must be released, and not wait for the end
    /// of the claim.
    private func completing<R: Sendable>(_ body: @escaping @Sendable () async throws -> R) async throws -> R {
        try await Task { try await body() }.value
    }

    /// Where a batch is refused, one of it is to blame, which is found by halves: `log2(count)` more messages.
    private func send(_ events: [AuditOutbox.Waiting], _ batch: inout Batch) async throws {
        var suspects = events[...]
        guard try await isAccepted(suspects) == false else {
            batch.carried = events.map(\.id)
            return
        }
        while suspects.count > 1 {
            let half = suspects.prefix(suspects.count / 2)
            if try await isAccepted(half) {
                batch.carried += half.map(\.id)
                suspects = suspects.dropFirst(half.count)
            } else {
                suspects = half
            }
        }
        guard let refused = suspects.first else { return }
        batch.refused = refused.id
        logger.error("an audit event is not accepted", metadata: ["event": .string(refused.id.text)])
    }

    private func isAccepted(_ events: ArraySlice<AuditOutbox.Waiting>) async throws -> Bool {
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
