import Logging
import Synchronization

/// The shell around `PoolState`: carries its actions out.
extension PostgresPool {
    /// Changes the state, then performs what it asks for outside the lock.
    func perform(_ change: (inout Core) -> [PoolState.Action]) {
        let effects = core.withLock { core in change(&core).map { effect(of: $0, &core) } }
        for effect in effects { effect() }
    }

    private func effect(of action: PoolState.Action, _ core: inout Core) -> () -> Void {
        switch action {
        case .open(let id):
            return { [self] in open(id) }
        case .lease(let id, let waiter):
            guard let connection = core.connections[id], let waiting = core.waiters.removeValue(forKey: waiter)
            else { return {} }
            let lease = Lease(id: id, connection: connection)
            return { [self] in resume(waiting, .success(lease)) }
        case .discard(let id):
            // The last reference closes the connection, outside the lock.
            let connection = core.connections.removeValue(forKey: id)
            return { withExtendedLifetime(connection) {} }
        case .check(let id):
            guard let connection = core.connections[id] else { return {} }
            return { [self] in check(id, connection) }
        case .refuse(let waiter, let refusal):
            guard let waiting = core.waiters.removeValue(forKey: waiter) else { return {} }
            let error = error(for: refusal, core)
            return { [self] in resume(waiting, .failure(error)) }
        case .drained:
            let waiting = core.onDrained
            core.onDrained = []
            return { for continuation in waiting { continuation.resume() } }
        }
    }

    private func error(for refusal: PoolState.Refusal, _ core: Core) -> PostgresError {
        switch refusal {
        case .closed:
            PostgresError(.poolClosed, "the connection pool is closed")
        case .tooManyWaiters:
            PostgresError(.poolTimeout, "\(settings.waitersMax) callers wait for a database connection already")
        case .noConnection:
            core.lastFailure ?? PostgresError(.connection, "no connection to \(settings.connection)")
        }
    }

    private func open(_ id: PoolState.ConnectionID) {
        // Not a child of the caller: the connection serves whoever waits when it is there.
        Task.detached { [self] in
            do throws(PostgresError) {
                let connection = try await PostgresConnection.open(settings.connection)
                perform { core in
                    core.connections[id] = connection
                    core.lastFailure = nil
                    return core.state.opened(id, now: .now)
                }
            } catch {
                settings.connection.logger.warning(
                    "no database connection",
                    metadata: ["database": "\(settings.connection)", "reason": "\(error.message)"])
                perform { core in
                    core.lastFailure = error
                    return core.state.openFailed(id)
                }
            }
        }
    }

    func checkIdle() {
        perform { $0.state.check(idleFor: settings.idleBeforeCheck, now: .now) }
    }

    private func check(_ id: PoolState.ConnectionID, _ connection: PostgresConnection) {
        Task.detached { [self] in
            let isAlive = await connection.answers(within: settings.checkTimeout)
            perform { $0.state.release(id, isUsable: isAlive && connection.isIdle, now: .now) }
        }
    }
}

extension PostgresConnection {
    /// Whether the server answers in time; if not, the connection is of no use any more.
    func answers(within limit: Duration) async -> Bool {
        do {
            try await ping(within: limit)
            return true
        } catch {
            return false
        }
    }
}
