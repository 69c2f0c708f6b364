/// The servers behind a target and which of them gets the next call: events in, actions out. Each server has a
/// `ConnectionMachine`. Knows no sockets, no resolver and no calls.
///
/// Every event takes `hasWaitingCalls`: whether calls wait for a connection.
struct Balancer {
    typealias ServerID = Int

    enum Action: Equatable {
        /// Look the target's name up, then `resolved` or `resolutionFailed`.
        case resolve
        /// Wait, then `resolutionWaited`; replaces a wait of the same kind.
        case waitToResolve(Duration)
        /// Connect, then `connected` or `failed`.
        case connect(ServerID, ResolvedAddress)
        /// Wait, then `waited`.
        case wait(ServerID, Duration)
        /// Let the server's calls end and then its connection; there are no more events of it.
        case drain(ServerID)
        /// Place the waiting calls anew.
        case startWaiting
        /// Fail the waiting calls that do not wait for readiness.
        case failWaiting
    }

    /// What becomes of a new call.
    enum Admission: Equatable {
        case start(ServerID)
        case queue
        case refuse
    }

    private struct Server {
        let id: ServerID
        let address: ResolvedAddress
        var machine: ConnectionMachine
        /// Since the waiting calls were failed last.
        var hasFailed = false
    }

    private let policy: LoadBalancing
    private let addressesMax: Int
    private let backoff: Backoff
    /// nil for a target that is an address itself.
    private var resolution: ResolutionMachine?
    private var servers: [Server] = []
    private var lastID: ServerID = 0
    /// There was an answer, or none to be had, since the waiting calls were failed last.
    private var hasLookedUp = false
    private var isShutDown = false

    // Follow from `servers`; kept because every call asks for them.
    private var ready: [ServerID] = []
    private var hasIdle = false
    private var isConnecting = false
    private var turn = 0

    /// A target that is one address.
    init(address: ResolvedAddress, policy: LoadBalancing, backoff: Backoff) {
        self.policy = policy
        self.backoff = backoff
        addressesMax = 1
        add(address)
        refresh()
    }

    /// A target that is a name.
    init(resolution: ResolutionMachine, policy: LoadBalancing, backoff: Backoff, addressesMax: Int) {
        self.policy = policy
        self.backoff = backoff
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
        return (waitForReady || isUnderWay ? .queue : .refuse, actions)
    }

    private mutating func next() -> ServerID? {
        switch policy {
        case .pickFirst: return ready.first
        case .roundRobin:
            guard !ready.isEmpty else { return nil }
            turn = turn + 1 < ready.count ? turn + 1 : 0
            return ready[turn]
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
        for server in servers where !wanted.contains(server.address) { actions.append(.drain(server.id)) }
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

    mutating func connected(_ id: ServerID, hasWaitingCalls: Bool) -> [Action] {
        guard let index = index(of: id) else { return [] }
        servers[index].machine.connected()
        forgetFailures()
        return settle([], hasWaitingCalls: hasWaitingCalls)
    }

    /// An attempt to connect failed.
    mutating func failed(
        _ id: ServerID, hasWaitingCalls: Bool, using generator: inout some RandomNumberGenerator
    ) -> [Action] {
        guard let index = index(of: id) else { return [] }
        servers[index].hasFailed = true
        var actions: [Action] = []
        if case .wait(let duration) = servers[index].machine.failed(using: &generator) {
            actions.append(.wait(id, duration))
        }
        if let action = resolution?.doubted(hasWaitingCalls: hasWaitingCalls) { append(action, to: &actions) }
        return settle(actions, hasWaitingCalls: hasWaitingCalls)
    }

    mutating func waited(_ id: ServerID, hasWaitingCalls: Bool) -> [Action] {
        guard let index = index(of: id) else { return [] }
        // Whether it is this server that is tried next is decided over all of them.
        _ = servers[index].machine.waited(hasWaitingCalls: false)
        return settle([], hasWaitingCalls: hasWaitingCalls)
    }

    /// The connection takes no new calls: it was lost, or its server is going away.
    mutating func lost(_ id: ServerID, hasWaitingCalls: Bool) -> [Action] {
        guard let index = index(of: id) else { return [] }
        _ = servers[index].machine.lost(hasWaitingCalls: false)
        var actions: [Action] = []
        if let action = resolution?.doubted(hasWaitingCalls: hasWaitingCalls) { append(action, to: &actions) }
        return settle(actions, hasWaitingCalls: hasWaitingCalls)
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
        refresh()
        if hasWaitingCalls && ready.isEmpty { connectIdle(&actions) }
        if !ready.isEmpty {
            if hasWaitingCalls { actions.append(.startWaiting) }
        } else if hasWaitingCalls && isHopeless {
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
        for index in servers.indices { servers[index].hasFailed = false }
    }

    private mutating func connectIdle(_ actions: inout [Action]) {
        if policy == .pickFirst && (isConnecting || !ready.isEmpty) { return }
        for index in servers.indices where servers[index].machine.state == .idle {
            guard case .queue(.connect) = servers[index].machine.admit(waitForReady: true) else { continue }
            actions.append(.connect(servers[index].id, servers[index].address))
            if policy == .pickFirst { break }
        }
        refresh()
    }

    private mutating func add(_ address: ResolvedAddress) {
        lastID += 1
        servers.append(Server(id: lastID, address: address, machine: ConnectionMachine(backoff: backoff)))
    }

    private mutating func refresh() {
        ready = servers.filter { $0.machine.state == .ready }.map(\.id)
        hasIdle = servers.contains { $0.machine.state == .idle }
        isConnecting = servers.contains { $0.machine.state == .connecting }
    }

    private func index(of id: ServerID) -> Int? {
        servers.firstIndex { $0.id == id }
    }

    private func append(_ action: ResolutionMachine.Action, to actions: inout [Action]) {
        switch action {
        case .none: break
        case .resolve: actions.append(.resolve)
        case .wait(let duration): actions.append(.waitToResolve(duration))
        }
    }
}
