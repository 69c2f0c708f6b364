import DequeModule

/// The pool's decisions, without its connections: events go in, actions come out. Connections and waiting callers are
/// numbers here.
struct PoolState {
    typealias ConnectionID = Int
    typealias WaiterID = UInt64

    enum Action: Equatable {
        case open(ConnectionID)
        /// Gives the connection to the caller.
        case lease(ConnectionID, to: WaiterID)
        case discard(ConnectionID)
        case check(ConnectionID)
        case refuse(WaiterID, Refusal)
        /// The pool is closed and holds nothing any more.
        case drained
    }

    enum Refusal: Equatable {
        case closed
        case tooManyWaiters
        /// Connecting failed, and no connection is left to wait for.
        case noConnection
    }

    private enum Status {
        case opening
        case idle(since: ContinuousClock.Instant)
        case leased
        case checking
    }

    let size: Int
    let waitersMax: Int
    private var connections: [ConnectionID: Status] = [:]
    /// The one used last is taken first, so that others may rest.
    private var idle: [ConnectionID] = []
    private(set) var waiters = Deque<WaiterID>()
    private var lastConnection = 0
    private(set) var isClosed = false

    init(size: Int, waitersMax: Int) {
        self.size = max(size, 1)
        self.waitersMax = waitersMax
    }

    var connectionCount: Int { connections.count }
    var idleCount: Int { idle.count }
    private var openingCount: Int { connections.values.count { if case .opening = $0 { true } else { false } } }

    /// A connection that nobody else waits for, without a place in the line.
    mutating func acquireIdle() -> ConnectionID? {
        guard let id = idle.popLast() else { return nil }
        connections[id] = .leased
        return id
    }

    mutating func acquire(_ waiter: WaiterID) -> [Action] {
        if isClosed { return [.refuse(waiter, .closed)] }
        if let id = idle.popLast() { return lease(id, waiter) }
        guard waiters.count < waitersMax else { return [.refuse(waiter, .tooManyWaiters)] }
        waiters.append(waiter)
        return openForWaiters()
    }

    /// The caller gave up. False if it was served already.
    mutating func withdraw(_ waiter: WaiterID) -> Bool {
        guard let index = waiters.firstIndex(of: waiter) else { return false }
        waiters.remove(at: index)
        return true
    }

    mutating func opened(_ id: ConnectionID, now: ContinuousClock.Instant) -> [Action] {
        makeAvailable(id, now)
    }

    mutating func openFailed(_ id: ConnectionID) -> [Action] {
        connections[id] = nil
        if isClosed { return drainedIfEmpty() }
        // While others are in use, those who wait can hope for one of them.
        guard connections.isEmpty else { return [] }
        defer { waiters = [] }
        return waiters.map { .refuse($0, .noConnection) }
    }

    mutating func release(_ id: ConnectionID, isUsable: Bool, now: ContinuousClock.Instant) -> [Action] {
        isUsable ? makeAvailable(id, now) : drop(id)
    }

    /// Connections that rested for longer than `limit` are asked for a sign of life.
    mutating func check(idleFor limit: Duration, now: ContinuousClock.Instant) -> [Action] {
        let due = idle.filter { id in
            guard case .idle(let since) = connections[id] else { return false }
            return since.duration(to: now) >= limit
        }
        for id in due { connections[id] = .checking }
        idle.removeAll { due.contains($0) }
        return due.map { .check($0) }
    }

    /// Idle connections close now, those in use when they come back.
    mutating func close() -> [Action] {
        isClosed = true
        var actions: [Action] = waiters.map { .refuse($0, .closed) }
        waiters = []
        for id in idle {
            connections[id] = nil
            actions.append(.discard(id))
        }
        idle = []
        return actions + drainedIfEmpty()
    }

    private mutating func makeAvailable(_ id: ConnectionID, _ now: ContinuousClock.Instant) -> [Action] {
        if isClosed { return drop(id) }
        if let waiter = waiters.popFirst() { return lease(id, waiter) }
        connections[id] = .idle(since: now)
        idle.append(id)
        return []
    }

    private mutating func lease(_ id: ConnectionID, _ waiter: WaiterID) -> [Action] {
        connections[id] = .leased
        return [.lease(id, to: waiter)]
    }

    private mutating func drop(_ id: ConnectionID) -> [Action] {
        connections[id] = nil
        return [.discard(id)] + (isClosed ? drainedIfEmpty() : openForWaiters())
    }

    /// As many connections are on their way as callers wait, within the pool's size.
    private mutating func openForWaiters() -> [Action] {
        let wanted = min(waiters.count - openingCount, size - connections.count)
        guard wanted > 0 else { return [] }
        return (0..<wanted).map { _ in
            lastConnection += 1
            connections[lastConnection] = .opening
            return .open(lastConnection)
        }
    }

    private func drainedIfEmpty() -> [Action] { connections.isEmpty ? [.drained] : [] }
}
