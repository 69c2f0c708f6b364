import DequeModule
import HTTP2
import Logging
import NIOCore
import NIOPosix
import TLS

/// One connection to a server, made when it is needed and made again when it is lost.
///
/// Unchecked: everything mutable is confined to `loop`.
final class ChannelTransport: CallTransport, ClientConnectionOwner, @unchecked Sendable {
    private let endpoint: Endpoint
    private let configuration: ChannelConfiguration
    private let loop: any EventLoop
    private var machine: ConnectionMachine
    private var connection: ClientConnection?
    /// Every channel that is open or opening: the current one and those that are going away.
    private var channels: [ObjectIdentifier: any Channel] = [:]
    private var waiting: Deque<ClientCall> = []
    private var lastFailure = "There is no connection yet."
    private var random = SystemRandomNumberGenerator()
    private var readyTimer: Scheduled<Void>?
    private let connector: Connector

    /// Makes a channel by a bootstrap. For a name of several addresses NIO starts several and keeps the first that
    /// connects (RFC 8305).
    typealias Connector = @Sendable (ClientBootstrap) -> EventLoopFuture<any Channel>

    init(
        _ endpoint: Endpoint, _ configuration: ChannelConfiguration, group: any EventLoopGroup,
        connector: Connector? = nil
    ) {
        self.connector = connector ?? { $0.connect(host: endpoint.host, port: endpoint.port) }
        self.endpoint = endpoint
        self.configuration = configuration
        loop = group.next()
        machine = ConnectionMachine(
            backoff: Backoff(
                initial: configuration.backoffInitial, factor: configuration.backoffFactor,
                max: configuration.backoffMax))
    }

    // MARK: Calls

    func open(_ path: String, options: CallOptions) async throws(RPCError) -> any ClientTransportCall {
        let deadline = try Self.deadline(options)
        var metadata = options.metadata
        if let credentials = configuration.credentials, metadata["authorization"] == nil {
            metadata.append(try await credentials())
        }
        let call = ClientCall(
            path: path, metadata: metadata, options: options, deadline: deadline,
            messageBytesMax: configuration.messageBytesMax, loop: loop)
        loop.execute {
            call.startDeadline()
            self.place(call)
        }
        return call
    }

    /// The sooner of what the caller asks for and what the call being served has left.
    private static func deadline(_ options: CallOptions) throws(RPCError) -> ContinuousClock.Instant? {
        let now = ContinuousClock.now
        let own = options.timeout.map { now + $0 }
        let inherited = CallDeadline.current
        guard let deadline = [own, inherited].compactMap(\.self).min() else { return nil }
        guard deadline > now else { throw RPCError(.deadlineExceeded, "The deadline had passed before the call.") }
        return deadline
    }

    private func place(_ call: ClientCall) {
        guard !call.isOver else { return }
        switch machine.admit(waitForReady: call.waitForReady) {
        case .start: start(call)
        case .refuse: call.end(.failure(RPCError(.unavailable, lastFailure)))
        case .queue(let action):
            guard waiting.count < configuration.waitingCallsMax else {
                return call.end(
                    .failure(
                        RPCError(
                            .resourceExhausted,
                            "\(waiting.count) calls wait for a connection, the limit waitingCallsMax.")))
            }
            waiting.append(call)
            perform(action)
        }
    }

    private func start(_ call: ClientCall) {
        guard let connection, !call.isOver else { return }
        let headers = RequestHeaders.make(call, endpoint: endpoint, userAgent: configuration.userAgent)
        call.restart = { [weak self] call in self?.replace(call) ?? false }
        do throws(HTTP2Error) {
            try connection.start(call, headers: headers)
        } catch {
            // No more stream ids, or a GOAWAY that is just being handled: another connection will do.
            connectionLost(connection)
            if !replace(call) { call.end(.failure(RPCError(.unavailable, "\(error)"))) }
        }
    }

    /// Gives a call that no server has seen another chance, once.
    private func replace(_ call: ClientCall) -> Bool {
        call.restart = nil
        guard machine.state != .shutDown else { return false }
        loop.execute { self.place(call) }
        return true
    }

    private func startWaiting() {
        while machine.state == .ready, let call = waiting.popFirst() { start(call) }
    }

    private func failWaiting(_ text: String, all: Bool) {
        let calls = waiting
        waiting = all ? [] : Deque(calls.filter { $0.waitForReady })
        for call in calls where all || !call.waitForReady { call.end(.failure(RPCError(.unavailable, text))) }
    }

    private var hasWaitingCalls: Bool { waiting.contains { !$0.isOver } }

    // MARK: Connecting

    private func perform(_ action: ConnectionMachine.Action) {
        switch action {
        case .none: break
        case .connect: connect()
        case .wait(let duration):
            loop.scheduleTask(in: TimeAmount(duration)) {
                self.waiting.removeAll { $0.isOver }
                self.perform(self.machine.waited(hasWaitingCalls: self.hasWaitingCalls))
            }
        }
    }

    private func connect() {
        let endpoint = endpoint
        let configuration = configuration
        let loop = loop
        // TCP_USER_TIMEOUT, which NIO has no name for.
        let userTimeout = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: 18))
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(userTimeout, value: .init(configuration.unacknowledgedSecondsMax * 1000))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls = endpoint.tls {
                        let handler = try TLSHandler(tls, serverName: endpoint.serverName ?? endpoint.host)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    let connection = try ClientConnection(
                        configuration, loop: loop, isEncrypted: endpoint.tls != nil, owner: self)
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
        connector(bootstrap).whenComplete { result in
            switch result {
            case .success(let channel): self.opened(channel)
            case .failure(let error): self.attemptFailed("\(error)")
            }
        }
    }

    private func opened(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        channels[id] = channel
        channel.closeFuture.whenComplete { _ in self.channels[id] = nil }
        guard machine.state == .connecting else {
            if machine.state == .shutDown { channel.close(promise: nil) }
            return
        }
        // Only now is it known which of the attempts made the connection.
        guard channel.isActive, let made = try? channel.pipeline.syncOperations.handler(type: ClientConnection.self)
        else { return attemptFailed("The server closed the connection at once.") }
        connection = made
        readyTimer = loop.scheduleTask(in: TimeAmount(configuration.connectTimeout)) {
            self.connection?.close(reason: "The server sent no settings within \(self.configuration.connectTimeout).")
        }
    }

    private func attemptFailed(_ text: String) {
        readyTimer?.cancel()
        connection = nil
        lastFailure = "There is no connection to \(endpoint.authority)."
        configuration.logger.debug(
            "cannot connect", metadata: ["endpoint": "\(endpoint.authority)", "error": "\(text)"])
        let action = machine.failed(using: &random)
        failWaiting(lastFailure, all: false)
        perform(action)
    }

    // MARK: What the connection says

    func isReady(_ connection: ClientConnection) {
        readyTimer?.cancel()
        guard connection === self.connection else { return }
        machine.connected()
        // Not from inside the session's callback.
        loop.execute { self.startWaiting() }
    }

    func isGoingAway(_ connection: ClientConnection) {
        connectionLost(connection)
    }

    func isClosed(_ connection: ClientConnection, reason: String) {
        guard connection === self.connection else { return }
        if machine.state == .connecting { return attemptFailed(reason) }
        lastFailure = reason
        connectionLost(connection)
    }

    private func connectionLost(_ connection: ClientConnection) {
        guard connection === self.connection else { return }
        self.connection = nil
        readyTimer?.cancel()
        perform(machine.lost(hasWaitingCalls: hasWaitingCalls))
    }

    // MARK: The end

    func shutdown() async {
        let closed = try? await loop.submit { self.close() }.get()
        for future in closed ?? [] { try? await future.get() }
    }

    private func close() -> [EventLoopFuture<Void>] {
        machine.shutDown()
        readyTimer?.cancel()
        lastFailure = "The channel has been shut down."
        failWaiting(lastFailure, all: true)
        connection?.close(reason: lastFailure)
        connection = nil
        let open = Array(channels.values)
        for channel in open { channel.close(promise: nil) }
        return open.map(\.closeFuture)
    }
}
