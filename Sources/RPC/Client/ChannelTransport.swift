import DequeModule
import HTTP2
import Logging
import NIOCore
import Telemetry

/// The connections to a target's servers, made when they are needed and made again when they are lost, and the calls
/// that wait for one: performs what `Balancer` decides.
///
/// Unchecked: everything mutable is confined to `loop`.
final class ChannelTransport: CallTransport, @unchecked Sendable {
    private let endpoint: Endpoint
    private let configuration: ChannelConfiguration
    private let metrics: ClientMetrics?
    private let loop: any EventLoop
    private var balancer: Balancer
    private var subchannels: [Balancer.ServerID: Subchannel] = [:]
    /// Every channel that is open: the current ones and those that are going away.
    private var channels: [ObjectIdentifier: any Channel] = [:]
    private var waiting: Deque<ClientCall> = []
    private var lastFailure = "There is no connection yet."
    private var random = SystemRandomNumberGenerator()
    private var lookUp: Task<Void, Never>?
    private var resolutionTimer: Scheduled<Void>?
    private var isShutDown = false

    init(
        _ endpoint: Endpoint, _ configuration: ChannelConfiguration, metrics: ClientMetrics? = nil,
        group: any EventLoopGroup
    ) {
        self.endpoint = endpoint
        self.configuration = configuration
        self.metrics = metrics
        loop = group.next()
        balancer = Balancer(endpoint, configuration)
    }

    // MARK: Calls

    func open(_ path: String, options: CallOptions) async throws(RPCError) -> any ClientTransportCall {
        let deadline = try CallDeadline.soonest(options)
        var metadata = options.metadata
        if let credentials = configuration.credentials, metadata["authorization"] == nil {
            metadata.append(try await credentials())
        }
        if let trace = TraceContext.current { metadata.propagate(trace) }
        let call = ClientCall(
            path: path, metadata: metadata, options: options, deadline: deadline,
            messageBytesMax: configuration.messageBytesMax, loop: loop)
        call.measureStart(metrics, options)
        loop.execute {
            call.startDeadline()
            self.place(call)
        }
        return call
    }

    private func place(_ call: ClientCall) {
        guard !call.isOver else { return }
        let (admission, actions) = balancer.admit(waitForReady: call.waitForReady)
        switch admission {
        case .start(let id): start(call, on: id)
        case .refuse: call.end(.failure(RPCError(.unavailable, lastFailure)))
        case .queue: queue(call)
        }
        perform(actions)
    }

    private func queue(_ call: ClientCall) {
        guard waiting.count < configuration.waitingCallsMax else {
            return call.end(
                .failure(
                    RPCError(
                        .resourceExhausted,
                        "\(waiting.count) calls wait for a connection, the limit waitingCallsMax.")))
        }
        waiting.append(call)
    }

    private func start(_ call: ClientCall, on id: Balancer.ServerID) {
        guard let subchannel = subchannels[id], let connection = subchannel.readyConnection else {
            return call.end(.failure(RPCError(.unavailable, lastFailure)))
        }
        let headers = RequestHeaders.make(call, endpoint: endpoint, userAgent: configuration.userAgent)
        // A server that has refused a call is not the last one to be asked; the second one is (gRFC A6).
        if !call.wasReplaced { call.restart = { [weak self] call in self?.replace(call) ?? false } }
        do throws(HTTP2Error) {
            try connection.start(call, headers: headers)
        } catch {
            // No more stream ids, or a GOAWAY that is just being handled: another connection will do.
            subchannel.giveUp(connection)
            loop.execute { self.place(call) }
        }
    }

    /// Gives a call that no server has seen another chance, once.
    private func replace(_ call: ClientCall) -> Bool {
        call.restart = nil
        call.wasReplaced = true
        guard !isShutDown else { return false }
        loop.execute { self.place(call) }
        return true
    }

    private func startWaiting() {
        let calls = waiting
        waiting = []
        for call in calls { place(call) }
    }

    private func failWaiting(all: Bool) {
        let calls = waiting
        waiting = all ? [] : Deque(calls.filter { $0.waitForReady })
        for call in calls where all || !call.waitForReady {
            call.end(.failure(RPCError(.unavailable, lastFailure)))
        }
    }

    private var hasWaitingCalls: Bool { waiting.contains { !$0.isOver } }

    // MARK: What the balancer decides

    private func perform(_ actions: [Balancer.Action]) {
        for action in actions { perform(action) }
    }

    private func perform(_ action: Balancer.Action) {
        switch action {
        case .resolve: resolve()
        case .waitToResolve(let duration):
            resolutionTimer?.cancel()
            resolutionTimer = loop.scheduleTask(in: TimeAmount(duration)) {
                self.perform(self.balancer.resolutionWaited(hasWaitingCalls: self.hasWaitingCalls))
            }
        case .connect(let id, let address): subchannel(id, address).connect()
        case .wait(let id, let duration):
            loop.scheduleTask(in: TimeAmount(duration)) {
                self.waiting.removeAll { $0.isOver }
                self.perform(self.balancer.waited(id, hasWaitingCalls: self.hasWaitingCalls))
            }
        case .drain(let id): subchannels.removeValue(forKey: id)?.drain()
        // Not from inside the session's callback.
        case .startWaiting: loop.execute { self.startWaiting() }
        case .failWaiting: failWaiting(all: false)
        }
    }

    private func subchannel(_ id: Balancer.ServerID, _ address: ResolvedAddress) -> Subchannel {
        if let known = subchannels[id] { return known }
        let new = Subchannel(id: id, address: address, endpoint: endpoint, configuration, loop: loop, owner: self)
        subchannels[id] = new
        return new
    }

    // MARK: The name

    private func resolve() {
        resolutionTimer?.cancel()
        lookUp = Task { [configuration, endpoint, loop, weak self] in
            let answer = await Self.lookUp(endpoint, configuration.resolver)
            guard let self else { return }
            loop.execute { self.resolved(answer) }
        }
    }

    private static func lookUp(
        _ endpoint: Endpoint, _ resolver: any AddressResolver
    ) async -> Result<[ResolvedAddress], ResolutionError> {
        do throws(ResolutionError) {
            let addresses = try await resolver.resolve(host: endpoint.host, port: endpoint.port)
            guard !addresses.isEmpty else { throw ResolutionError("It has no addresses.") }
            return .success(addresses)
        } catch {
            return .failure(error)
        }
    }

    private func resolved(_ answer: Result<[ResolvedAddress], ResolutionError>) {
        switch answer {
        case .success(let addresses):
            if addresses.count > configuration.addressesMax {
                configuration.logger.warning(
                    "a name has more addresses than the limit addressesMax",
                    metadata: ["endpoint": "\(endpoint.authority)", "addresses": "\(addresses.count)"])
            }
            perform(balancer.resolved(addresses, hasWaitingCalls: hasWaitingCalls))
        case .failure(let error):
            lastFailure = "There is no connection to \(endpoint.authority): the name cannot be resolved."
            configuration.logger.debug(
                "cannot resolve", metadata: ["endpoint": "\(endpoint.authority)", "error": "\(error)"])
            perform(balancer.resolutionFailed(hasWaitingCalls: hasWaitingCalls, using: &random))
        }
    }

    // MARK: The end

    func shutdown() async {
        let closed = try? await loop.submit { self.close() }.get()
        for future in closed ?? [] { try? await future.get() }
    }

    private func close() -> [EventLoopFuture<Void>] {
        isShutDown = true
        balancer.shutDown()
        lookUp?.cancel()
        resolutionTimer?.cancel()
        lastFailure = "The channel has been shut down."
        failWaiting(all: true)
        for subchannel in subchannels.values { subchannel.close(reason: lastFailure) }
        subchannels = [:]
        let open = Array(channels.values)
        for channel in open { channel.close(promise: nil) }
        return open.map(\.closeFuture)
    }
}

// What the connections say.
extension ChannelTransport: SubchannelOwner {
    func opened(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        channels[id] = channel
        channel.closeFuture.whenComplete { _ in self.channels[id] = nil }
    }

    func isReady(_ subchannel: Subchannel) {
        perform(balancer.connected(subchannel.id, hasWaitingCalls: hasWaitingCalls))
    }

    func attemptFailed(_ subchannel: Subchannel, reason: String) {
        lastFailure = "There is no connection to \(endpoint.authority)."
        configuration.logger.debug(
            "cannot connect",
            metadata: [
                "endpoint": "\(endpoint.authority)", "address": "\(subchannel.address)", "error": "\(reason)",
            ])
        perform(balancer.failed(subchannel.id, hasWaitingCalls: hasWaitingCalls, using: &random))
    }

    func isLost(_ subchannel: Subchannel, reason: String) {
        lastFailure = reason
        perform(balancer.lost(subchannel.id, hasWaitingCalls: hasWaitingCalls))
    }
}

extension Balancer {
    fileprivate init(_ endpoint: Endpoint, _ configuration: ChannelConfiguration) {
        let backoff = Backoff(
            initial: configuration.backoffInitial, factor: configuration.backoffFactor, max: configuration.backoffMax)
        if (try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port)) != nil {
            let address = ResolvedAddress(host: endpoint.host, port: endpoint.port)
            self.init(address: address, policy: configuration.balancing ?? .pickFirst, backoff: backoff)
        } else {
            self.init(
                resolution: ResolutionMachine(
                    interval: configuration.resolutionInterval, pause: configuration.resolutionPause, backoff: backoff),
                policy: configuration.balancing ?? .roundRobin, backoff: backoff,
                addressesMax: configuration.addressesMax)
        }
    }
}
