import HTTP2
import NIOCore
import TLS

/// Whom a server's connection is made for; on its loop.
protocol SubchannelOwner: AnyObject {
    /// A channel was opened; whoever ends everything must close it too.
    func opened(_ channel: any Channel)
    func isReady(_ subchannel: Subchannel)
    /// - Parameter isExplained: Whether the reason is a sentence for callers: there was a server, and it would not do.
    func attemptFailed(_ subchannel: Subchannel, reason: String, isExplained: Bool)
    /// There are no new calls on its connection any more.
    func isLost(_ subchannel: Subchannel, reason: String)
    /// Its connection had no free stream, and has one.
    func hasFreeStream(_ subchannel: Subchannel)
    /// Its connection, which is a further one, has had no call for `furtherConnectionIdleMax`.
    func isUnused(_ subchannel: Subchannel)
}

/// One connection to a server: makes it when it is told to, and says what becomes of it.
///
/// Unchecked: everything mutable is confined to `loop`.
final class Subchannel: ClientConnectionOwner, @unchecked Sendable {
    private enum Phase { case idle, connecting, ready, gone }

    let id: Balancer.ConnectionID
    let address: ResolvedAddress
    /// There are others to the same server; this one goes when it is not used.
    private let isFurther: Bool
    private let endpoint: Endpoint
    private var configuration: ChannelConfiguration
    private let loop: any EventLoop
    private weak var owner: (any SubchannelOwner)?
    private var phase = Phase.idle
    private var connection: ClientConnection?
    private var readyTimer: Scheduled<Void>?
    private var useTimer: Scheduled<Void>?

    init(
        id: Balancer.ConnectionID, address: ResolvedAddress, isFurther: Bool, endpoint: Endpoint,
        _ configuration: ChannelConfiguration, loop: any EventLoop, owner: any SubchannelOwner
    ) {
        self.id = id
        self.address = address
        self.isFurther = isFurther
        self.endpoint = endpoint
        self.configuration = configuration
        self.loop = loop
        self.owner = owner
    }

    /// The connection that takes calls.
    var readyConnection: ClientConnection? { phase == .ready ? connection : nil }

    func connect() {
        phase = .connecting
        let endpoint = endpoint
        let configuration = configuration
        let loop = loop
        configuration.connector
            .connect(to: address, configuration, on: loop) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls = endpoint.tls {
                        let handler = try TLSHandler(tls, serverName: endpoint.certificateName)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    let connection = try ClientConnection(
                        configuration, loop: loop, isEncrypted: endpoint.tls != nil, owner: self)
                    self.connection = connection
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
            .whenComplete { result in
                switch result {
                case .success(let channel): self.opened(channel)
                case .failure(let error): self.attemptFailed("\(error)")
                }
            }
    }

    private func opened(_ channel: any Channel) {
        owner?.opened(channel)
        switch phase {
        case .gone: channel.close(promise: nil)
        case .idle, .ready: break
        case .connecting:
            readyTimer = loop.scheduleTask(in: TimeAmount(configuration.connectTimeout)) {
                self.connection?.close(
                    reason: "The server sent no settings within \(self.configuration.connectTimeout).")
            }
        }
    }

    private func attemptFailed(_ reason: String, isExplained: Bool = false) {
        readyTimer?.cancel()
        guard phase == .connecting else { return }
        phase = .idle
        connection = nil
        owner?.attemptFailed(self, reason: reason, isExplained: isExplained)
    }

    /// Lets the calls under way end, and closes the connection after the last one.
    func drain() {
        stopTimers()
        if phase == .ready { connection?.drain() } else { connection?.close(reason: "The server is gone.") }
        phase = .gone
        connection = nil
    }

    /// Ends the connection and its calls.
    func close(reason: String) {
        stopTimers()
        phase = .gone
        connection?.close(reason: reason)
        connection = nil
    }

    /// The connection has refused a call.
    func giveUp(_ connection: ClientConnection) {
        lost(connection, reason: "The connection takes no more calls.")
    }

    // MARK: What the connection says

    func isReady(_ connection: ClientConnection) {
        guard connection === self.connection, phase == .connecting else { return }
        readyTimer?.cancel()
        phase = .ready
        owner?.isReady(self)
        if isFurther { watchUse() }
    }

    func hasFreeStream(_ connection: ClientConnection) {
        guard connection === self.connection, phase == .ready else { return }
        owner?.hasFreeStream(self)
    }

    func isGoingAway(_ connection: ClientConnection) {
        lost(connection, reason: "The server is going away.")
    }

    func isClosed(_ connection: ClientConnection, reason: String) {
        lost(connection, reason: reason)
    }

    func pingsTooOften(_ connection: ClientConnection) {
        // As gRFC A8 asks: half as often from now on.
        configuration.keepaliveInterval = configuration.keepaliveInterval.map {
            max($0, ChannelConfiguration.keepaliveIntervalMin) * 2
        }
    }

    private func lost(_ connection: ClientConnection, reason: String) {
        guard connection === self.connection else { return }
        if phase == .connecting { return attemptFailed(reason, isExplained: true) }
        self.connection = nil
        useTimer?.cancel()
        guard phase == .ready else { return }
        phase = .idle
        owner?.isLost(self, reason: reason)
    }

    private func watchUse() {
        useTimer = loop.scheduleTask(in: TimeAmount(configuration.furtherConnectionIdleMax)) {
            guard let connection = self.readyConnection else { return }
            if !connection.takeUse() { self.owner?.isUnused(self) }
            if self.phase == .ready { self.watchUse() }
        }
    }

    private func stopTimers() {
        readyTimer?.cancel()
        useTimer?.cancel()
    }
}
