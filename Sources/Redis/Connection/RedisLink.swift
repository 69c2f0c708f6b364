import Crypto
import DequeModule
import Logging
import NIOCore
import NIOPosix
import TLS

/// Keeps one connection to Redis: made when a command needs it, given up when it misbehaves, made anew after a pause.
///
/// Unchecked: what is mutable is confined to the loop.
final class RedisLink: @unchecked Sendable {
    private enum State {
        case idle
        /// Until the server has answered the greeting.
        case connecting
        case ready(ReplyHandler)
        /// Commands fail at once with what went wrong.
        case pausing(until: NIODeadline, because: RedisError)
        case closed
    }

    let loop: any EventLoop
    let configuration: RedisConfiguration
    private let tls: TLSContext?
    private let logger: Logger
    private var state = State.idle
    private var pause = ReconnectPause()
    private var waiting: Deque<PendingReply> = []
    /// The connection that is being made, or is in use.
    private var current: ReplyHandler?
    private var connectTimer: Scheduled<Void>?
    private var isKnownLost = false

    init(
        _ configuration: RedisConfiguration, on loop: any EventLoop, logger: Logger
    ) throws(RedisError) {
        self.loop = loop
        self.configuration = configuration
        self.logger = logger
        tls = configuration.usesTLS ? try Self.context(configuration) : nil
    }

    private static func context(_ configuration: RedisConfiguration) throws(RedisError) -> TLSContext {
        do throws(TLSError) {
            return try TLSContext(
                .client, TLSConfiguration(authorityFile: configuration.authorityFile, protocols: []))
        } catch {
            throw RedisError(.configuration, "TLS can't be used: \(error)")
        }
    }

    /// On the loop, as all that follows.
    func submit(_ command: PendingReply) {
        loop.preconditionInEventLoop()
        guard !command.isGivenUp else { return }
        guard pendingCount < configuration.pendingMax else {
            return command.finish(
                .failure(RedisError(.queueFull, "\(configuration.pendingMax) commands wait for Redis already")))
        }
        switch state {
        case .ready(let handler): handler.send(command)
        case .connecting: waiting.append(command)
        case .pausing(let until, let error) where until > .now(): command.finish(.failure(error))
        case .idle, .pausing:
            waiting.append(command)
            connect()
        case .closed: command.finish(.failure(RedisError(.closed, "the client is closed")))
        }
    }

    /// The greeting's commands are nobody's.
    private var pendingCount: Int {
        if case .ready(let handler) = state { handler.pendingCount } else { waiting.count }
    }

    func close() {
        state = .closed
        connectTimer?.cancel()
        let error = RedisError(.closed, "the client is closed")
        current?.end(error)
        failWaiting(error)
    }

    private func connect() {
        state = .connecting
        do throws(RedisError) {
            let handler = try ReplyHandler(
                self, greeting: try greeting(), replyBytesMax: configuration.replyBytesMax, waitsForTLS: tls != nil)
            current = handler
            let timeout = TimeAmount(configuration.connectTimeout)
            connectTimer = loop.scheduleTask(in: timeout) { [weak self] in
                self?.lost(RedisError(.timeout, "Redis did not greet in time"), handler)
            }
            open(handler, timeout)
        } catch {
            lost(error, nil)
        }
    }

    private func open(_ handler: ReplyHandler, _ timeout: TimeAmount) {
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(timeout).channelInitializer {
            [tls, configuration] channel in
            channel.eventLoop.makeCompletedFuture {
                if let tls {
                    try channel.pipeline.syncOperations.addHandler(TLSHandler(tls, serverName: configuration.hostName))
                }
                try channel.pipeline.syncOperations.addHandler(handler)
            }
        }
        let connected =
            switch configuration.address {
            case .tcp(let host, let port):
                bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1).connect(host: host, port: port)
            case .socket(let path): bootstrap.connect(unixDomainSocketPath: path)
            }
        connected.whenFailure { [self] error in
            lost(RedisError(.connection, "no connection to Redis at \(configuration.place): \(error)"), handler)
        }
    }

    /// Who we are, which database, and whether the server is fit to answer.
    private func greeting() throws(RedisError) -> [PendingReply] {
        var commands: [[RedisArgument]] = []
        if let password = configuration.password {
            let user = configuration.username.map { [RedisArgument($0)] } ?? []
            commands.append(["AUTH"] + user + [RedisArgument(password.reveal())])
        }
        if configuration.database != 0 { commands.append(["SELECT", RedisArgument(configuration.database)]) }
        commands.append(["PING"])
        var greeting: [PendingReply] = []
        for (index, command) in commands.enumerated() {
            var request = ByteBuffer()
            try CommandFormat.append(command, to: &request)
            let isLast = index == commands.count - 1
            greeting.append(
                PendingReply(request, deadline: .now() + TimeAmount(configuration.connectTimeout)) { [weak self] in
                    self?.greeted($0, isLast: isLast)
                })
        }
        return greeting
    }

    private func greeted(_ result: Result<RedisValue, RedisError>, isLast: Bool) {
        guard case .connecting = state, let handler = current else { return }
        switch result {
        case .failure(let error):
            lost(
                RedisError(.connection, "Redis at \(configuration.place) refuses us: \(error)", code: error.code),
                handler)
        case .success where isLast: becomeReady(handler)
        case .success: break
        }
    }

    private func becomeReady(_ handler: ReplyHandler) {
        state = .ready(handler)
        connectTimer?.cancel()
        pause.succeeded()
        if isKnownLost { logger.notice("Redis answers again", metadata: ["redis": "\(configuration.place)"]) }
        isKnownLost = false
        let commands = waiting
        waiting = []
        for command in commands where !command.isGivenUp {
            // The time for an answer begins with the question: a slow greeting is not a server that does not answer.
            command.deadline = .now() + TimeAmount(configuration.commandTimeout)
            handler.send(command)
        }
    }

    /// The handler says that its connection is over. Servers close those that nobody uses: the next command makes another.
    func ended(_ handler: ReplyHandler, _ error: RedisError, wasIdle: Bool) {
        guard wasIdle, handler === current, case .ready = state else { return lost(error, handler) }
        current = nil
        state = .idle
    }

    private func lost(_ error: RedisError, _ handler: ReplyHandler?) {
        guard handler === current || handler == nil else { return }
        if case .closed = state { return }
        connectTimer?.cancel()
        current = nil
        state = .pausing(until: .now() + TimeAmount(pause.failed()), because: error)
        if !isKnownLost {
            logger.warning(
                "Redis is lost", metadata: ["redis": "\(configuration.place)", "reason": "\(error.message)"])
        }
        isKnownLost = true
        handler?.end(error)
        failWaiting(error)
    }

    private func failWaiting(_ error: RedisError) {
        let commands = waiting
        waiting = []
        for command in commands { command.finish(.failure(error)) }
    }
}

extension RedisConfiguration {
    fileprivate var hostName: String? {
        if case .tcp(let host, _) = address { host } else { nil }
    }
}
