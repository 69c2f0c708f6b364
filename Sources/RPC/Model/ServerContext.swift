import Synchronization
package import Telemetry

/// What a handler knows about its call. One object per call, shared by everything that serves it.
package final class ServerContext: Sendable {
    private struct State {
        var principal: Principal?
        var forwarder: String?
        var requestID: String?
        var initialMetadata: Metadata = [:]
        var trailingMetadata: Metadata = [:]
        var whenEnded: (@Sendable () -> Void)?
    }

    package let registration: MethodRegistration
    package let requestMetadata: Metadata
    /// When the caller stops waiting; the handler's task is cancelled then.
    package let deadline: ContinuousClock.Instant?
    package let peer: Peer
    /// The call's span; nil on a server that traces nothing.
    package let trace: TraceContext?
    /// Whether the one request of a method that does not stream them came compressed.
    package let requestIsCompressed: Bool
    private let acceptsGzip: Bool
    let answerEncoding = AnswerEncoding()
    private let state: Mutex<State>
    /// The call on its connection; nil when the methods are called in process. The cycle with it is cut when the call
    /// ends, and after that the call knows another context.
    private let call: ServerCall?

    init(
        registration: MethodRegistration, requestMetadata: Metadata, deadline: ContinuousClock.Instant?, peer: Peer,
        principal: Principal? = nil, requestIsCompressed: Bool = false, acceptsGzip: Bool = false,
        trace: TraceContext? = nil, call: ServerCall? = nil
    ) {
        self.registration = registration
        self.requestMetadata = requestMetadata
        self.deadline = deadline
        self.peer = peer
        self.requestIsCompressed = requestIsCompressed
        self.acceptsGzip = acceptsGzip
        self.trace = trace
        self.call = call
        self.state = Mutex(State(principal: principal))
    }

    /// A context without a connection, for calling a service's methods in process.
    package convenience init(
        method: MethodDescriptor, requestMetadata: Metadata = [:], principal: Principal? = nil,
        deadline: ContinuousClock.Instant? = nil, peer: Peer = Peer()
    ) {
        self.init(
            registration: MethodRegistration(method: method), requestMetadata: requestMetadata, deadline: deadline,
            peer: peer, principal: principal)
    }

    package var method: MethodDescriptor { registration.method }

    /// The method's own policy; without the price of a copy of the whole descriptor in every call.
    package var policy: MethodPolicy? { registration.method.policy }

    /// The caller's identity; set by the interceptor that established it.
    package var principal: Principal? {
        get { state.withLock { $0.principal } }
        set { state.withLock { $0.principal = newValue } }
    }

    /// The service that passed the caller's request on, and showed its own identity beside the caller's; set by the
    /// interceptor that established it.
    package var forwarder: String? {
        get { state.withLock { $0.forwarder } }
        set { state.withLock { $0.forwarder = newValue } }
    }

    /// Whether the call goes on for as long as its sides like: a unary one ends soon, by its deadline at the latest.
    package var mayLast: Bool { call != nil && registration.method.kind != .unary }

    /// Ends a call that lasts, against its handler's will: the handler is cancelled, and answers that are not sent are
    /// dropped. Without effect on one that is over. On any thread.
    package func end(_ error: RPCError) { call?.end(self, error) }

    /// Has this done when the handler of a call that lasts has ended. For one caller, before the handler runs.
    package func whenEnded(_ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.whenEnded = action }
    }

    func handlerEnded() {
        guard mayLast else { return }
        let action = state.withLock { state in
            defer { state.whenEnded = nil }
            return state.whenEnded
        }
        action?()
    }

    package func requirePrincipal() throws(RPCError) -> Principal {
        guard let principal else { throw RPCError(.unauthenticated, "This call needs an identity.") }
        return principal
    }

    /// `x-request-id` of the caller, or one made for this call.
    package var requestID: String {
        state.withLock { state in
            if let known = state.requestID { return known }
            let id = requestMetadata["x-request-id"] ?? Self.makeRequestID()
            state.requestID = id
            return id
        }
    }

    private static func makeRequestID() -> String {
        let text = String(UInt128.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 32 - text.utf8.count) + text
    }

    /// Metadata that goes out with the headers of the answer.
    package var initialMetadata: Metadata { state.withLock { $0.initialMetadata } }

    /// Sets the answer's headers and, on a connection, sends them now instead of with the first message.
    package func sendInitialMetadata(_ metadata: Metadata) {
        state.withLock { $0.initialMetadata.append(metadata) }
        call?.sendHeaders(of: self)
    }

    /// Compresses the answers of this call, if the client accepts that. Without effect once the headers are out.
    ///
    /// Compression is done in the handler's task; a handler on an event loop that writes much should do that elsewhere.
    package func compressAnswers(_ encoding: MessageEncoding = .gzip) {
        if acceptsGzip { answerEncoding.choose(encoding) }
    }

    /// What goes out before and after the messages.
    var answerMetadata: (initial: Metadata, trailing: Metadata) {
        state.withLock { ($0.initialMetadata, $0.trailingMetadata) }
    }

    /// Metadata that goes out with the status, after the last message.
    package var trailingMetadata: Metadata {
        get { state.withLock { $0.trailingMetadata } }
        set { state.withLock { $0.trailingMetadata = newValue } }
    }
}
