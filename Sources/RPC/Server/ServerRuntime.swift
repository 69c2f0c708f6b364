import Logging
import NIOCore
import Synchronization
import Telemetry

/// What the connections of one server share.
final class ServerRuntime: Sendable {
    let limits: ServerLimits
    let stallTicks: StallTicks
    let methods: MethodIndex
    let interceptors: [any ServerInterceptor]
    let hasInterceptors: Bool
    let observers: [any CallObserver]
    /// Whether anybody wants to know how long calls take.
    let measuresCalls: Bool
    let tracesCalls: Bool
    /// For calls of methods that nobody serves; nil where nothing is measured.
    let otherMethods: ServerMethodInstruments?
    let logger: Logger
    let isEncrypted: Bool
    let connections: OpenConnections
    let bufferedBytes: SharedBudget
    let answerBytes: SharedBudget
    let statistics = ServerStatistics()
    let calls: SharedBudget
    private let callShares = Mutex<[ObjectIdentifier: CallShare]>([:])
    private let refusalWarnedAt = Mutex<ContinuousClock.Instant?>(nil)
    /// Connections that are refused are counted, and told to the log this seldom.
    private static let refusalWarningPause: Duration = .seconds(60)

    init(
        _ configuration: ServerConfiguration, services: [RPCService], interceptors: [any ServerInterceptor],
        observers: [any CallObserver] = []
    ) {
        limits = configuration.limits
        stallTicks = StallTicks(configuration.limits)
        let metrics = configuration.metrics
        metrics.map(CallMetricNames.describeServer)
        methods = MethodIndex(metrics.map { metrics in services.map { $0.measured(in: metrics) } } ?? services)
        otherMethods = metrics.map { ServerMethodInstruments($0, method: CallMetricNames.otherMethod) }
        self.interceptors = interceptors
        hasInterceptors = !interceptors.isEmpty
        self.observers = observers
        measuresCalls = metrics != nil || !observers.isEmpty
        tracesCalls = configuration.tracesCalls
        logger = configuration.logger
        isEncrypted = configuration.tls != nil
        connections = OpenConnections(
            totalMax: limits.connectionsMax, perNetworkMax: limits.connectionsPerAddressMax)
        calls = SharedBudget(limits.callsMax)
        bufferedBytes = SharedBudget(limits.bufferedBytesMax)
        answerBytes = SharedBudget(limits.answerBytesMax)
    }

    /// The status of a call whose handler threw.
    func status(of error: any Error, _ context: ServerContext) -> RPCError {
        switch error {
        case let status as RPCError: return status
        case is CancellationError: return RPCError(.cancelled, "The call was cancelled.")
        case let known as any RPCErrorConvertible:
            let status = known.rpcError
            if status.code.isFault { log(error, status.code, context) }
            return status
        default:
            log(error, .unknown, context)
            return RPCError(.unknown, "The method failed.")
        }
    }

    /// The status says to the client what it may know; the log keeps what lies behind it.
    private func log(_ error: any Error, _ code: StatusCode, _ context: ServerContext) {
        var metadata = context.trace?.logMetadata ?? [:]
        metadata["method"] = "\(context.method.path)"
        metadata["code"] = "\(code.name)"
        metadata["error"] = "\(error)"
        metadata["request_id"] = "\(context.requestID)"
        logger.error("a handler failed", metadata: metadata)
    }

    // MARK: What connections share

    /// What the connections of a loop may run; the same one for each of them.
    func callShare(on loop: any EventLoop) -> CallShare {
        callShares.withLock { shares in
            if let known = shares[ObjectIdentifier(loop)] { return known }
            let share = CallShare(calls)
            shares[ObjectIdentifier(loop)] = share
            return share
        }
    }

    /// A call for which there is no room; the callers of the server's health are never told so.
    func shed() -> RPCError {
        statistics.shedCall()
        return Overload.refusal(
            "The server runs as many calls as it takes, the limit callsMax (\(limits.callsMax)).",
            pauseMilliseconds: limits.refusedPauseMilliseconds)
    }

    func refused(_ refusal: OpenConnections.Refusal, address: String) {
        guard refusal != .shuttingDown else { return }
        statistics.refusedConnection(refusal)
        let isDue = refusalWarnedAt.withLock { last in
            if let last, last.duration(to: .now) < Self.refusalWarningPause { return false }
            last = .now
            return true
        }
        guard isDue else { return }
        logger.warning(
            "connections are refused", metadata: ["limit": "\(refusal.rawValue)", "peer": "\(address)"])
    }
}
