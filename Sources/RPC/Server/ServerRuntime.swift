import Logging
import NIOCore
import Synchronization
import Telemetry

/// What the connections of one server share.
final class ServerRuntime: Sendable {
    let limits: ServerLimits
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
    private let connections = Mutex(Connections())

    private struct Connections {
        var open: [ObjectIdentifier: ServerConnection] = [:]
        var isDraining = false
        /// Resumed when the last connection is gone.
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    init(
        _ configuration: ServerConfiguration, services: [RPCService], interceptors: [any ServerInterceptor],
        observers: [any CallObserver] = []
    ) {
        limits = configuration.limits
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

    // MARK: Connections

    /// False when there are as many as allowed, or the server is shutting down.
    func add(_ connection: ServerConnection) -> Bool {
        connections.withLock { state in
            guard !state.isDraining, state.open.count < limits.connectionsMax else { return false }
            state.open[ObjectIdentifier(connection)] = connection
            return true
        }
    }

    func remove(_ connection: ServerConnection) {
        let waiters = connections.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.open[ObjectIdentifier(connection)] = nil
            guard state.open.isEmpty else { return [] }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func drain() -> [ServerConnection] {
        connections.withLock { state in
            state.isDraining = true
            return Array(state.open.values)
        }
    }

    var openConnections: [ServerConnection] { connections.withLock { Array($0.open.values) } }

    func waitUntilEmpty() async {
        await withCheckedContinuation { continuation in
            let isEmpty = connections.withLock { state in
                if !state.open.isEmpty { state.waiters.append(continuation) }
                return state.open.isEmpty
            }
            if isEmpty { continuation.resume() }
        }
    }
}
