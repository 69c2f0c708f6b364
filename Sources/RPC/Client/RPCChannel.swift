package import NIOCore
package import Protobuf
import Synchronization

/// Opens calls; implemented by the connections of a channel, and by tests.
package protocol CallTransport: Sendable {
    func open(_ path: String, options: CallOptions) async throws(RPCError) -> any ClientTransportCall
    func shutdown() async
}

/// A client of one target, which may be several servers: typed calls over a transport.
package final class RPCChannel: Sendable {
    private struct State {
        var budget: RetryBudget
        var isShutDown = false
    }

    private let transport: any CallTransport
    /// nil repeats nothing.
    let retries: RetryPolicy?
    /// nil measures nothing.
    let metrics: ClientMetrics?
    private let state: Mutex<State>

    package convenience init(transport: any CallTransport, retries: RetryPolicy? = nil) {
        self.init(transport: transport, retries: retries, metrics: nil)
    }

    private init(transport: any CallTransport, retries: RetryPolicy?, metrics: ClientMetrics?) {
        self.transport = transport
        self.retries = retries
        self.metrics = metrics
        state = Mutex(State(budget: RetryBudget(retries ?? RetryPolicy())))
    }

    /// A channel to an address, or to all servers behind a name; it connects with the first call.
    package convenience init(
        target: Endpoint, configuration: ChannelConfiguration = ChannelConfiguration(), group: any EventLoopGroup
    ) {
        let metrics = configuration.metrics.map { ClientMetrics($0, target: target.authority) }
        self.init(
            transport: ChannelTransport(target, configuration, metrics: metrics, group: group),
            retries: configuration.retries, metrics: metrics)
    }

    /// Ends the calls under way and closes the connections.
    package func shutdown() async {
        state.withLock { $0.isShutDown = true }
        await transport.shutdown()
    }

    /// Opens a call of serialized messages.
    package func open(_ path: String, options: CallOptions = CallOptions()) async throws(RPCError) -> RawCall {
        RawCall(try await transport.open(path, options: options), encoding: options.encoding)
    }
}

// What `retrying` asks of the channel.
extension RPCChannel {
    func succeeded() {
        state.withLock { $0.budget.succeeded() }
    }

    /// The wait before the next attempt; nil when the failure is final.
    func failed(_ error: RPCError, _ progress: CallProgress, _ machine: inout RetryMachine) -> Duration? {
        var random = SystemRandomNumberGenerator()
        return state.withLock { state in
            state.isShutDown ? nil : machine.failed(error, progress, &state.budget, using: &random)
        }
    }
}

// The four kinds of call.
extension RPCChannel {
    package func unary<Request: ProtobufMessage, Response: ProtobufMessage>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> Response {
        let frame = MessageCoding.frame(request)
        return try await retrying(method, options: options) { call throws(RPCError) in
            try await call.sendFrame(frame)
            call.closeSend()
            return try await call.receiveOnly(Response.self)
        }
    }

    /// Runs `send` to its end, then waits for the one answer. What `send` throws cancels the call.
    package func clientStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
        _ method: MethodDescriptor, options: CallOptions = CallOptions(),
        _ send: (RequestWriter<Request>) async throws -> Void
    ) async throws -> Response {
        let call = try await open(method.path, options: options)
        do {
            try await send(RequestWriter(call: call))
        } catch {
            call.cancel()
            throw error
        }
        call.closeSend()
        return try await call.receiveOnly(Response.self)
    }

    package func serverStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions = CallOptions()
    ) async throws(RPCError) -> ResponseStream<Response> {
        let call = try await open(method.path, options: options)
        try await call.sendFrame(MessageCoding.frame(request))
        call.closeSend()
        return ResponseStream(call: call)
    }

    /// Hands both directions to `body`; a call that is unfinished when `body` returns or throws is cancelled.
    package func bidirectional<Request: ProtobufMessage, Response: ProtobufMessage, Output>(
        _ method: MethodDescriptor, options: CallOptions = CallOptions(),
        _ body: (RequestWriter<Request>, ResponseStream<Response>) async throws -> Output
    ) async throws -> Output {
        let call = try await open(method.path, options: options)
        defer { call.cancel() }
        return try await body(RequestWriter(call: call), ResponseStream(call: call))
    }
}

extension RawCall {
    /// The one answer of a method that does not stream them; the status must follow it.
    package func receiveOnly<Response: ProtobufMessage>(_ type: Response.Type) async throws(RPCError) -> Response {
        guard let bytes = try await receive() else {
            throw RPCError(.unimplemented, "The call ended well, but without an answer.")
        }
        guard try await receive() == nil else {
            throw RPCError(.unimplemented, "The call has more than one answer.")
        }
        return try MessageCoding.decode(type, from: bytes)
    }
}
