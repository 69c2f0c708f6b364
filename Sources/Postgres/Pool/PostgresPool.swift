import Synchronization

/// Connections shared by the tasks of a process. They open when first needed, up to the pool's size.
package final class PostgresPool: Sendable {
    struct Core {
        var state: PoolState
        var connections: [PoolState.ConnectionID: PostgresConnection] = [:]
        var waiters: [PoolState.WaiterID: Waiter] = [:]
        var lastWaiter: PoolState.WaiterID = 0
        /// Why connecting failed last, for those who then wait in vain.
        var lastFailure: PostgresError?
        var onDrained: [UnsafeContinuation<Void, Never>] = []
        var maintenance: Task<Void, Never>?
    }

    struct Waiter {
        var continuation: UnsafeContinuation<Result<Lease, PostgresError>, Never>
        var timer: UInt64
    }

    struct Lease {
        var id: PoolState.ConnectionID
        var connection: PostgresConnection
    }

    package let settings: PoolSettings
    let core: Mutex<Core>

    package init(_ settings: PoolSettings) {
        self.settings = settings
        core = Mutex(Core(state: PoolState(size: settings.size, waitersMax: settings.waitersMax)))
        let maintenance = Task.detached { [weak self, settings] in
            while (try? await Task.sleep(for: settings.idleBeforeCheck)) != nil {
                guard let self else { return }
                self.checkIdle()
            }
        }
        core.withLock { $0.maintenance = maintenance }
    }

    /// Proves that the database can be reached.
    package func start() async throws(PostgresError) {
        let lease = try await acquire()
        release(lease)
    }

    /// Runs `body` with a connection of its own, without a transaction around it.
    @discardableResult
    package nonisolated(nonsending) func withConnection<R>(
        _ body: (PostgresConnection) async throws -> R
    ) async throws -> R {
        let lease = try await acquire()
        defer { release(lease) }
        return try await body(lease.connection)
    }

    /// Runs `body` in a transaction that sees the rows of one tenant; without a tenant it sees none of those tables'.
    @discardableResult
    package nonisolated(nonsending) func withTransaction<R>(
        tenant: String?, options: TransactionOptions = TransactionOptions(),
        _ body: (PostgresConnection) async throws -> R
    ) async throws -> R {
        let lease = try await acquire()
        defer { release(lease) }
        return try await lease.connection.withTransaction(tenant: tenant, options: options, body)
    }

    /// Refuses new callers, closes idle connections, waits for those in use and closes what is left after the grace.
    package func close() async {
        let events = try? EventThread.shared.get()
        let timer = events?.schedule(at: .now + settings.closeGrace) { [self] in abandonLeases() }
        await withUnsafeContinuation { continuation in
            perform { core in
                core.maintenance?.cancel()
                core.onDrained.append(continuation)
                return core.state.close()
            }
        }
        if let timer { events?.cancel(timer) }
    }

    /// The grace is over: whoever still holds a connection keeps it alive, but nobody waits for it.
    private func abandonLeases() {
        let waiting = core.withLock { core in
            core.connections = [:]
            defer { core.onDrained = [] }
            return core.onDrained
        }
        for continuation in waiting { continuation.resume() }
    }

    func acquire() async throws(PostgresError) -> Lease {
        let events = try EventThread.shared.get()
        while true {
            let lease = if let idle = takeIdle() { idle } else { try await wait(events) }
            guard lease.connection.hasEnded else { return lease }
            // The server closed it while it rested: another one takes its place.
            release(lease)
        }
    }

    func release(_ lease: Lease) {
        let isUsable = lease.connection.isIdle
        perform { $0.state.release(lease.id, isUsable: isUsable, now: .now) }
    }

    private func takeIdle() -> Lease? {
        core.withLock { core in
            guard let id = core.state.acquireIdle(), let connection = core.connections[id] else { return nil }
            return Lease(id: id, connection: connection)
        }
    }

    private func wait(_ events: EventThread) async throws(PostgresError) -> Lease {
        let id = core.withLock { core in
            core.lastWaiter += 1
            return core.lastWaiter
        }
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let timer = events.schedule(at: .now + settings.waitLimit) { [self] in timeOut(id) }
                perform { core in
                    core.waiters[id] = Waiter(continuation: continuation, timer: timer)
                    return core.state.acquire(id)
                }
                if Task.isCancelled { giveUp(id) { _ in .cancelled } }
            }
        } onCancel: {
            giveUp(id) { _ in .cancelled }
        }
        return try result.get()
    }

    private func timeOut(_ id: PoolState.WaiterID) {
        let settings = settings
        giveUp(id) { core in
            var message = "no connection to \(settings.connection) came free within \(settings.waitLimit)"
            message += " (\(core.state.connectionCount) of \(settings.size) in use)"
            if let failure = core.lastFailure { message += "; connecting failed: \(failure.message)" }
            return PostgresError(.poolTimeout, message)
        }
    }

    private func giveUp(_ id: PoolState.WaiterID, _ reason: (Core) -> PostgresError) {
        let failed = core.withLock { core -> (Waiter, PostgresError)? in
            guard core.state.withdraw(id), let waiter = core.waiters.removeValue(forKey: id) else { return nil }
            return (waiter, reason(core))
        }
        if let (waiter, error) = failed { resume(waiter, .failure(error)) }
    }

    func resume(_ waiter: Waiter, _ result: Result<Lease, PostgresError>) {
        (try? EventThread.shared.get())?.cancel(waiter.timer)
        waiter.continuation.resume(returning: result)
    }
}
