import Synchronization

/// The connections of one server: how many there may be, and who waits until the last one is gone.
final class OpenConnections: Sendable {
    /// Why a connection is not taken.
    enum Refusal: String, Sendable {
        case shuttingDown
        case connectionsMax
        case connectionsPerAddressMax
    }

    /// A connection that was given up.
    struct Unended: Sendable {
        let connection: ServerConnection
        /// The methods whose handlers go on although they were cancelled; nil when its event loop did not get to say.
        let methods: [String]?
    }

    private struct Entry {
        let connection: ServerConnection
        let network: ClientNetwork?
        var unendedMethods: [String]?
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        var perNetwork: [ClientNetwork: Int] = [:]
        var isListening = false
        var isDraining = false
        /// Finished when nothing is open any more.
        var waiters: [AsyncStream<Void>.Continuation] = []

        var isEmpty: Bool { entries.isEmpty && !isListening }

        mutating func takeWaiters() -> [AsyncStream<Void>.Continuation] {
            guard isEmpty else { return [] }
            defer { waiters = [] }
            return waiters
        }
    }

    private let totalMax: Int
    private let perNetworkMax: Int
    private let state = Mutex(State())

    init(totalMax: Int, perNetworkMax: Int) {
        self.totalMax = totalMax
        self.perNetworkMax = perNetworkMax
    }

    var count: Int { state.withLock { $0.entries.count } }
    var all: [ServerConnection] { state.withLock { $0.entries.values.map(\.connection) } }

    // MARK: Coming and going

    /// Nil when the connection was taken.
    func add(_ connection: ServerConnection, from network: ClientNetwork?) -> Refusal? {
        state.withLock { state in
            if state.isDraining { return .shuttingDown }
            guard state.entries.count < totalMax else { return .connectionsMax }
            if let network {
                let known = state.perNetwork[network, default: 0]
                guard known < perNetworkMax else { return .connectionsPerAddressMax }
                state.perNetwork[network] = known + 1
            }
            state.entries[ObjectIdentifier(connection)] = Entry(connection: connection, network: network)
            return nil
        }
    }

    /// Without effect on one that was refused or given up.
    func remove(_ connection: ServerConnection) {
        let waiters = state.withLock { state -> [AsyncStream<Void>.Continuation] in
            guard let entry = state.entries.removeValue(forKey: ObjectIdentifier(connection)) else { return [] }
            if let network = entry.network {
                let rest = state.perNetwork[network, default: 1] - 1
                state.perNetwork[network] = rest > 0 ? rest : nil
            }
            return state.takeWaiters()
        }
        for waiter in waiters { waiter.finish() }
    }

    /// The port counts too: a server has not ended while it is bound.
    func listening(_ isListening: Bool) {
        let waiters = state.withLock { state in
            state.isListening = isListening
            return state.takeWaiters()
        }
        for waiter in waiters { waiter.finish() }
    }

    // MARK: The end

    /// Takes no more of them, and says which there are.
    func drain() -> [ServerConnection] {
        state.withLock { state in
            state.isDraining = true
            return state.entries.values.map(\.connection)
        }
    }

    /// What goes on in a connection whose calls were cancelled.
    func note(unendedMethods: [String], of connection: ServerConnection) {
        state.withLock { $0.entries[ObjectIdentifier(connection)]?.unendedMethods = unendedMethods }
    }

    /// Forgets those that are left: nobody waits for them any more.
    func giveUp() -> [Unended] {
        let (unended, waiters) = state.withLock { state in
            let unended = state.entries.values.map {
                Unended(connection: $0.connection, methods: $0.unendedMethods)
            }
            state.entries = [:]
            state.perNetwork = [:]
            return (unended, state.takeWaiters())
        }
        for waiter in waiters { waiter.finish() }
        return unended
    }

    /// Whether the last one goes within that time.
    func becomesEmpty(within time: Duration) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.waitUntilEmpty() }
            group.addTask { try? await Task.sleep(for: time) }
            await group.next()
            group.cancelAll()
        }
        return state.withLock { $0.isEmpty }
    }

    /// Returns early when the task is cancelled.
    private func waitUntilEmpty() async {
        let (emptied, continuation) = AsyncStream<Void>.makeStream()
        let isEmpty = state.withLock { state in
            if !state.isEmpty { state.waiters.append(continuation) }
            return state.isEmpty
        }
        if isEmpty { return }
        for await _ in emptied {}
    }
}
