/// The servers behind a target and which connection gets the next call: events in, actions out. Each server has its
/// `AddressConnections`. Knows no sockets, no resolver and no calls.
///
/// Every event takes `hasWaitingCalls`: whether calls wait for a connection.
struct Balancer {
    typealias ConnectionID = Int

    enum Action: Equatable {
        /// Look the target's name up, then `resolved` or `resolutionFailed`.
        case resolve
        /// Wait, then `resolutionWaited`; replaces a wait of the same kind.
        case waitToResolve(Duration)
        /// Connect, then `connected` or `failed`.
        case connect(ConnectionID, ResolvedAddress)
        /// The same for a further connection to a server; say `unused` while it has nothing to do.
        case widen(ConnectionID, ResolvedAddress)
        /// Wait, then `waited`.
        case wait(ConnectionID, Duration)
        /// Let the connection's calls end and then itself; there are no more events of it.
        case drain(ConnectionID)
        /// Place the waiting calls anew.
        case startWaiting
        /// Fail the waiting calls that do not wait for readiness.
        case failWaiting
    }

    /// What becomes of a new call.
    enum Admission: Equatable {
        case start(ConnectionID)
        case queue
        case refuse
    }

    private let policy: LoadBalancing
    private let addressesMax: Int
    private let connectionsPerAddressMax: Int
    private let backoff: Backoff
    /// nil for a target that is an address itself.
    private var resolution: ResolutionMachine?
    private var servers: [AddressConnections] = []
    private var lastID: ConnectionID = 0
    /// There was an answer, or none to be had, since the waiting calls were failed last.
    private var hasLookedUp = false
    private var isShutDown = false

    // Follow from `servers`; kept because every call asks for them.
    /// One connection with a free stream for each server that has one.
    private var free: [ConnectionID] = []
    private var isReady = false
    private var hasIdle = false
    private var isConnecting = false
    private var turn = 0

    /// A target that is one address.
    init(address: ResolvedAddress, policy: LoadBalancing, backoff: Backoff, connectionsPerAddressMax: Int = 1) {
        self.policy = policy
        self.backoff = backoff
        self.connectionsPerAddressMax = connectionsPerAddressMax
        addressesMax = 1
        add(address)
        refresh()
    }

    /// A target that is a name.
    init(
        resolution: ResolutionMachine, policy: LoadBalancing, backoff: Backoff, addressesMax: Int,
        connectionsPerAddressMax: Int = 1
    ) {
        self.policy = policy
        self.backoff = backoff
        self.connectionsPerAddressMax = connectionsPerAddressMax
        self.addressesMax = addressesMax
        self.resolution = resolution
    }

    // MARK: Calls

    mutating func admit(waitForReady: Bool) -> (admission: Admission, actions: [Action]) {
        guard !isShutDown else { return (.refuse, []) }
        var actions: [Action] = []
        if let action = resolution?.used() { append(action, to: &actions) }
        if hasIdle { connectIdle(&actions) }
        if let id = next() { return (.start(id), actions) }
        if isReady { widen(&actions) }
        return (waitForReady || isReady || isUnderWay ? .queue : .refuse, actions)
    }

    private mutating func next() -> ConnectionID? {
        switch policy {
        case .pickFirst: return free.first
        case .roundRobin:
            guard !free.isEmpty else { return nil }
            turn = turn + 1 < free.count ? turn + 1 : 0
            return free[turn]
        }
    }

    /// Whether a call that waits may soon be placed.
    private var isUnderWay: Bool { isConnecting || resolution?.state == .running }

    // MARK: The name

    /// - Parameter addresses: without the empty answer, which is a failure.
    mutating func resolved(_ addresses: [ResolvedAddress], hasWaitingCalls: Bool) -> [Action] {
        guard !isShutDown else { return [] }
        hasLookedUp = true
        var actions: [Action] = []
        if let action = resolution?.answered() { append(action, to: &actions) }
        let wanted = Set(addresses)
        for server in servers where !wanted.contains(server.address) {
            actions += server.connections.map { .drain($0.id) }
        }
        servers.removeAll { !wanted.contains($0.address) }
        // Those that are known come first: a limit, or another order of the answer, must not end what works.
        var known = Set(servers.map(\.address))
        for address in addresses where servers.count < addressesMax && known.insert(address).inserted {
            add(address)
        }
        return settle(actions, hasWaitingCalls: hasWaitingCalls)
    }

    /// What was known stays in use.
    mutating func resolutionFailed(
        hasWaitingCalls: Bool, using generator: inout some RandomNumberGenerator
    ) -> [Action] {
        guard !isShutDown else { return [] }
        hasLookedUp = true
        var actions: [Action] = []
        if let action = resolution?.failed(using: &generator) { append(action, to: &actions) }
        return settle(actions, hasWaitingCalls: hasWaitingCalls)
    }

    mutating func resolutionWaited(hasWaitingCalls: Bool) -> [Action] {
        guard !isShutDown else { return [] }
        var actions: [Action] = []
        if let action = resolution?.waited(hasWaitingCalls: hasWaitingCalls) { append(action, to: &actions) }
        return actions
    }

    // MARK: Connections

    mutating func connected(_ id: ConnectionID, hasWaitingCalls: Bool) -> [Action] {
        guard let index = index(of: id) else { return [] }
        servers[index][id]?.machine.connected()
        servers[index][id]?.isFull = false
        forgetFailures()
        return settle([], hasWaitingCalls: hasWaitingCalls)
    }

    /// An attempt to connect failed.
    mutating func failed(
        _ id: ConnectionID, hasWaitingCalls: Bool, using generator: inout some RandomNumberGenerator
    ) -> [Action] {
        guard let index = index(of: id) else { return [] }
        servers[index][id]?.hasFailed = true
        var actions: [Action] = []
        if let duration = servers[index][id]?.machine.failed(using: &generator) {
            actions.append(.wait(id, duration))
        }
        if let action = resolution?.doubted(hasWaitingCalls: hasWaitingCalls) { append(action, to: &actions) }
        return settle(actions, hasWaitingCalls: hasWaitingCalls)
    }

    mutating func waited(_ id: ConnectionID, hasWaitingCalls: Bool) -> [Action] {
        guard let index = index(of: id) else { return [] }
        var actions: [Action] = []
        // Which server is tried next is decided over all of them, which connection to a server that works is not.
        if servers[index].waited(id, hasWaitingCalls: hasWaitingCalls) {
            actions.append(.widen(id, servers[index].address))
        }
        return settle(actions, hasWaitingCalls: hasWaitingCalls)
    }

    /// The connection takes no new calls: it was lost, or its server is going away.
    mutating func lost(_ id: ConnectionID, hasWaitingCalls: Bool) -> [Action] {
        guard let index = index(of: id) else { return [] }
        servers[index][id]?.machine.lost()
        var actions: [Action] = []
        if let action = resolution?.doubted(hasWaitingCalls: hasWaitingCalls) { append(action, to: &actions) }
        return settle(actions, hasWaitingCalls: hasWaitingCalls)
    }

    /// The connection has as many calls as its server takes at once.
    mutating func filled(_ id: ConnectionID) {
        guard let index = index(of: id) else { return }
        servers[index][id]?.isFull = true
        refresh()
    }

    /// The connection has a free stream again.
    mutating func freed(_ id: ConnectionID, hasWaitingCalls: Bool) -> [Action] {
        guard let index = index(of: id) else { return [] }
        servers[index][id]?.isFull = false
        refresh()
        return hasWaitingCalls ? [.startWaiting] : []
    }

    /// The connection has had no call for a while.
    mutating func unused(_ id: ConnectionID) -> [Action] {
        guard let index = index(of: id), servers[index].close(id) else { return [] }
        refresh()
        return [.drain(id)]
    }

    mutating func shutDown() {
        isShutDown = true
        resolution?.shutDown()
        servers = []
        refresh()
    }

    // MARK: What follows from an event

    private mutating func settle(_ before: [Action], hasWaitingCalls: Bool) -> [Action] {
        var actions = before
        for index in servers.indices { actions += servers[index].tidy().map { .drain($0) } }
        refresh()
        guard hasWaitingCalls else { return actions }
        if free.isEmpty { connectIdle(&actions) }
        if !free.isEmpty {
            actions.append(.startWaiting)
        } else if isReady {
            widen(&actions)
        } else if isHopeless {
            actions.append(.failWaiting)
            forgetFailures()
        }
        return actions
    }

    /// Nothing is under way, or everything has been tried: when attempts overlap there is always one under way.
    private var isHopeless: Bool {
        if !isUnderWay { return true }
        if servers.isEmpty { return false }
        return servers.allSatisfy(\.hasFailed) && (hasLookedUp || resolution?.state != .running)
    }

    private mutating func forgetFailures() {
        hasLookedUp = false
        for index in servers.indices { servers[index].forgetFailures() }
    }

    private mutating func connectIdle(_ actions: inout [Action]) {
        if policy == .pickFirst && (isConnecting || isReady) { return }
        for index in servers.indices where servers[index].isIdle {
            guard let id = servers[index].connect() else { continue }
            actions.append(.connect(id, servers[index].address))
            if policy == .pickFirst { break }
        }
        refresh()
    }

    /// Calls wait although there are connections: opens a further one to the server that has the fewest.
    private mutating func widen(_ actions: inout [Action]) {
        let candidates = servers.indices.filter { servers[$0].wantsMore }
        guard let index = candidates.min(by: { servers[$0].connections.count < servers[$1].connections.count })
        else { return }
        let connection = makeConnection()
        servers[index].widen(connection)
        actions.append(.widen(connection.id, servers[index].address))
        refresh()
    }

    private mutating func add(_ address: ResolvedAddress) {
        servers.append(
            AddressConnections(address, connectionsMax: connectionsPerAddressMax, first: makeConnection()))
    }

    private mutating func makeConnection() -> AddressConnections.Connection {
        lastID += 1
        return AddressConnections.Connection(id: lastID, machine: ConnectionMachine(backoff: backoff))
    }

    private mutating func refresh() {
        free.removeAll(keepingCapacity: true)
        (isReady, hasIdle, isConnecting) = (false, false, false)
        for server in servers {
            if let id = server.free { free.append(id) }
            isReady = isReady || server.isReady
            hasIdle = hasIdle || server.isIdle
            isConnecting = isConnecting || server.isConnecting
        }
    }

    private func index(of id: ConnectionID) -> Int? {
        servers.firstIndex { $0[id] != nil }
    }

    private func append(_ action: ResolutionMachine.Action, to actions: inout [Action]) {
        switch action {
        case .none: break
        case .resolve: actions.append(.resolve)
        case .wait(let duration): actions.append(.waitToResolve(duration))
        }
    }
}
