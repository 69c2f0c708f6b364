import HTTP2
import Logging
import NIOCore
import Synchronization
import Telemetry

/// The connections to a target's servers, made when they are needed and made again when they are lost, and the calls
/// that wait for one or for a free stream: performs what `Balancer` decides.
///
/// Unchecked: everything mutable is confined to `loop`.
final class ChannelTransport: CallTransport, @unchecked Sendable {
    private let endpoint: Endpoint
    private let configuration: ChannelConfiguration
    private let metrics: ClientMetrics?
    let loop: any EventLoop
    private var balancer: Balancer
    private var subchannels: [Balancer.ConnectionID: Subchannel] = [:]
    /// Every channel that is open: the current ones and those that are going away.
    private(set) var channels: [ObjectIdentifier: any Channel] = [:]
    private let waiting = WaitingCalls()
    /// Calls whose credentials are being fetched.
    private let preparing = WaitingCalls()
    private var isStartScheduled = false
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
        if let trace = TraceContext.current { metadata.propagate(trace) }
        let call = ClientCall(
            path: path, metadata: metadata, options: options, deadline: deadline, configuration: configuration,
            loop: loop)
        call.measureStart(metrics, options)
        if let credentials = configuration.credentials, metadata["authorization"] == nil {
            prepare(call, credentials)
        } else {
            loop.execute {
                call.startDeadline()
                self.place(call)
            }
        }
        return call
    }

    /// Fetches what the call shows of its caller; the call may end before that.
    private func prepare(_ call: ClientCall, _ credentials: @escaping @Sendable () async throws(RPCError) -> Metadata) {
        loop.execute {
            call.startDeadline()
            if !call.isOver { self.queue(call, in: self.preparing) }
        }
        // Credentials that are at hand cost no thread hop.
        let task = Task.immediate {
            do throws(RPCError) {
                let metadata = try await credentials()
                loop.execute {
                    guard !call.isOver else { return }
                    self.preparing.leave(call)
                    call.add(metadata)
                    self.place(call)
                }
            } catch {
                loop.execute { call.end(.failure(error)) }
            }
        }
        let isOver = call.shared.withLock { shared in
            if shared.end == nil { shared.preparation = task }
            return shared.end != nil
        }
        if isOver { task.cancel() }
    }

    private func place(_ call: ClientCall) {
        guard !call.isOver else { return }
        let (admission, actions) = balancer.admit(waitForReady: call.waitForReady)
        switch admission {
        case .start(let id) where waiting.isEmpty: start(call, on: id)
        case .refuse: call.end(.failure(RPCError(.unavailable, lastFailure)))
        case .start, .queue: queue(call, in: waiting)
        }
        perform(actions)
        // Those that came before it come first.
        if case .start = admission, !waiting.isEmpty { startWaiting() }
    }

    private func queue(_ call: ClientCall, in calls: WaitingCalls) {
        guard !isShutDown else { return call.end(.failure(RPCError(.unavailable, lastFailure))) }
        guard calls.count < configuration.waitingCallsMax else {
            return call.end(
                .failure(
                    RPCError(.resourceExhausted, "\(calls.count) calls wait already, the limit waitingCallsMax.")))
        }
        calls.append(call)
    }

    private func start(_ call: ClientCall, on id: Balancer.ConnectionID) {
        guard let subchannel = subchannels[id], let connection = subchannel.readyConnection else {
            return call.end(.failure(RPCError(.unavailable, lastFailure)))
        }
        guard !connection.isFull else {
            // Its server has lowered the number while it was connected.
            balancer.filled(id)
            return loop.execute { self.place(call) }
        }
        let headers = RequestHeaders.make(call, endpoint: endpoint, userAgent: configuration.userAgent)
        call.placer = self
        do throws(HTTP2Error) {
            try connection.start(call, headers: headers)
            if connection.isFull { balancer.filled(id) }
        } catch {
            // No more stream ids, or a GOAWAY that is just being handled: another connection will do.
            subchannel.giveUp(connection)
            loop.execute { self.place(call) }
        }
    }

    private func startWaiting() {
        while let call = waiting.first {
            let (admission, actions) = balancer.admit(waitForReady: call.waitForReady)
            if admission != .queue { waiting.removeFirst() }
            switch admission {
            case .start(let id): start(call, on: id)
            case .refuse: call.end(.failure(RPCError(.unavailable, lastFailure)))
            case .queue: return perform(actions)
            }
            perform(actions)
        }
    }

    /// Not from inside a session's callback, and once for all that it says.
    private func scheduleStart() {
        guard !isStartScheduled else { return }
        isStartScheduled = true
        loop.execute {
            self.isStartScheduled = false
            self.startWaiting()
        }
    }

    private func failWaiting(all: Bool) {
        for call in waiting.removeAll(evenPatient: all) { call.end(.failure(RPCError(.unavailable, lastFailure))) }
    }

    private var hasWaitingCalls: Bool { !waiting.isEmpty }

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
        case .connect(let id, let address): subchannel(id, address, isFurther: false).connect()
        case .widen(let id, let address): subchannel(id, address, isFurther: true).connect()
        case .wait(let id, let duration):
            loop.scheduleTask(in: TimeAmount(duration)) {
                self.perform(self.balancer.waited(id, hasWaitingCalls: self.hasWaitingCalls))
            }
        case .drain(let id): subchannels.removeValue(forKey: id)?.drain()
        case .startWaiting: scheduleStart()
        case .failWaiting: failWaiting(all: false)
        }
    }

    private func subchannel(
        _ id: Balancer.ConnectionID, _ address: ResolvedAddress, isFurther: Bool
    ) -> Subchannel {
        if let known = subchannels[id] { return known }
        let new = Subchannel(
            id: id, address: address, isFurther: isFurther, endpoint: endpoint, configuration, loop: loop, owner: self)
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
        for call in preparing.removeAll(evenPatient: true) { call.end(.failure(RPCError(.unavailable, lastFailure))) }
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

    func hasFreeStream(_ subchannel: Subchannel) {
        perform(balancer.freed(subchannel.id, hasWaitingCalls: hasWaitingCalls))
    }

    func isUnused(_ subchannel: Subchannel) {
        perform(balancer.unused(subchannel.id))
    }

    func attemptFailed(_ subchannel: Subchannel, reason: String, isExplained: Bool) {
        lastFailure = "There is no connection to \(endpoint.authority).\(isExplained ? " \(reason)" : "")"
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

extension ChannelTransport: CallPlacer {
    func placeAgain(_ call: ClientCall) -> Bool {
        guard !isShutDown else { return false }
        loop.execute { self.place(call) }
        return true
    }
}
