/// The connections to one address: one, and further ones while those that are ready have no free stream. Knows no
/// sockets and no calls.
struct AddressConnections {
    struct Connection {
        let id: Balancer.ConnectionID
        var machine: ConnectionMachine
        /// It has as many calls as its server takes at once.
        var isFull = false
        /// Since the waiting calls were failed last.
        var hasFailed = false
    }

    let address: ResolvedAddress
    private let connectionsMax: Int
    /// Never empty. An idle one is alone.
    private(set) var connections: [Connection]

    init(_ address: ResolvedAddress, connectionsMax: Int, first: Connection) {
        self.address = address
        self.connectionsMax = connectionsMax
        connections = [first]
    }

    subscript(id: Balancer.ConnectionID) -> Connection? {
        get { connections.first { $0.id == id } }
        set {
            guard let newValue, let index = connections.firstIndex(where: { $0.id == id }) else { return }
            connections[index] = newValue
        }
    }

    var isReady: Bool { connections.contains { $0.machine.state == .ready } }
    var isConnecting: Bool { connections.contains { $0.machine.state == .connecting } }
    var isIdle: Bool { connections[0].machine.state == .idle }
    var hasFailed: Bool { connections.allSatisfy(\.hasFailed) }

    /// Where the next call goes: the first one with a free stream, so that those behind it fall idle.
    var free: Balancer.ConnectionID? {
        connections.first { $0.machine.state == .ready && !$0.isFull }?.id
    }

    /// Whether there should be a further one for calls that wait. One is tried at a time.
    var wantsMore: Bool {
        connections.count < connectionsMax && connections.allSatisfy { $0.machine.state == .ready && $0.isFull }
    }

    mutating func forgetFailures() {
        for index in connections.indices { connections[index].hasFailed = false }
    }

    /// The idle connection begins to connect.
    mutating func connect() -> Balancer.ConnectionID? {
        connections[0].machine.connect() ? connections[0].id : nil
    }

    /// A further connection begins to connect.
    mutating func widen(_ connection: Connection) {
        var connection = connection
        _ = connection.machine.connect()
        connections.append(connection)
    }

    /// The pause after a failed attempt is over: whether it begins to connect, as a further connection does that is
    /// still needed.
    mutating func waited(_ id: Balancer.ConnectionID, hasWaitingCalls: Bool) -> Bool {
        guard let index = connections.firstIndex(where: { $0.id == id }) else { return false }
        let isNeeded = hasWaitingCalls && isReady && free == nil
        return connections[index].machine.waited(isNeeded: isNeeded)
    }

    /// No call has used this one for a while; false when it has to stay.
    mutating func close(_ id: Balancer.ConnectionID) -> Bool {
        let isNeeded = !connections.contains { $0.id != id && $0.machine.state == .ready }
        guard !isNeeded, self[id]?.machine.state == .ready else { return false }
        connections.removeAll { $0.id == id }
        return true
    }

    /// Forgets what is idle beside others, or, when nothing is under way, what is not; says whom.
    mutating func tidy() -> [Balancer.ConnectionID] {
        guard connections.count > 1, let idle = connections.first(where: { $0.machine.state == .idle })?.id else {
            return []
        }
        let all = connections
        let isAlive = isReady || isConnecting
        connections.removeAll { isAlive ? $0.machine.state == .idle : $0.id != idle }
        return all.map(\.id).filter { self[$0] == nil }
    }
}
