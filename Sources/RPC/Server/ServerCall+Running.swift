import HTTP2
import NIOCore
import Telemetry

// The handler's life.
extension ServerCall {
    func startHandler() {
        guard let registration, !isHandlerRunning, outcome == nil else { return }
        // Asked when the stream was opened too; but requests that were incomplete then may all be complete now.
        guard connection.hasRoomForHandler else { return refuse() }
        if !connection.callShare.begin() {
            guard registration.isProbe else { return finish(connection.runtime.shed()) }
            connection.callShare.beginAnyway()
        }
        let context = ServerContext(
            registration: registration, requestMetadata: head.metadata, deadline: deadline,
            peer: connection.peer, requestIsCompressed: deframer.isCompressed, acceptsGzip: head.acceptsGzip,
            trace: connection.runtime.tracesCalls ? TraceContext.serving(head.metadata) : nil, call: self)
        self.context = context
        isHandlerRunning = true
        connection.handlersRunning += 1
        if let idle {
            self.idle = nil
            return connection.executor.resumeInPlace(idle)
        }
        // Task.immediate runs its first part here and now, so here must be where the executor runs the rest.
        connection.loop.preconditionInEventLoop()
        let task = Task.immediate(executorPreference: connection.executor) { await self.runHandlers() }
        if isHandlerRunning || idle != nil { self.task = task }
    }

    /// No handler has seen the call: the client may repeat it.
    private func refuse() {
        outcome = Outcome(error: RPCError(.unavailable, "The connection runs too many calls."), trailers: [:])
        guard isOpen else { return }
        connection.session.reset(self, .refusedStream)
        connection.scheduleFlush()
    }

    /// One task runs the handlers of all calls that this object is, one after the other: creating a task costs as much
    /// as the rest of a small call. A task that was cancelled is not used again.
    private func runHandlers() async {
        while let registration, let context {
            var failure: RPCError?
            // In one function: each return from an async one asks for the task's executor again.
            do {
                if context.deadline == nil && context.trace == nil && !connection.runtime.hasInterceptors {
                    try await registration.run(self, context)
                } else {
                    try await serve(registration, context)
                }
            } catch {
                failure = connection.runtime.status(of: error, context)
            }
            guard connection.loop.inEventLoop else {
                return connection.loop.execute { [failure] in
                    self.task = nil
                    self.handlerEnded(failure)
                }
            }
            handlerEnded(failure)
            guard !Task.isCancelled, !isRetired else {
                task = nil
                return
            }
            await withUnsafeContinuation { idle = $0 }
        }
    }

    /// A task that waits for its next handler must not begin that one cancelled.
    func cancelHandler() {
        if isHandlerRunning { task?.cancel() }
    }

    /// The object is not used again: its task ends.
    func retire() {
        isRetired = true
        guard let idle else { return }
        self.idle = nil
        idle.resume()
    }

    /// Not inlined: the task's first block of memory then holds the frames of a plain call.
    @inline(never)
    private func serve(_ registration: MethodRegistration, _ context: ServerContext) async throws {
        guard let trace = context.trace else { return try await serveInTime(registration, context) }
        try await TraceContext.$current.withValue(trace) { try await self.serveInTime(registration, context) }
    }

    private func serveInTime(_ registration: MethodRegistration, _ context: ServerContext) async throws {
        guard let deadline = context.deadline else { return try await admitAndRun(registration, context) }
        try await CallDeadline.$current.withValue(deadline) { try await self.admitAndRun(registration, context) }
    }

    private func admitAndRun(_ registration: MethodRegistration, _ context: ServerContext) async throws {
        for interceptor in connection.runtime.interceptors { try await interceptor.admit(context) }
        try await registration.run(self, context)
    }

    private func handlerEnded(_ error: RPCError?) {
        connection.loop.preconditionInEventLoop()
        isHandlerRunning = false
        connection.handlersRunning -= 1
        connection.callShare.end()
        finish(error)
        let over = RPCError(.cancelled, "The call is over.")
        inbound?.fail(over)
        outbound?.close(over, dropping: false)
        if let startedAt { report(since: startedAt) }
        context?.handlerEnded()
        context = nil
        recycleIfOver()
        connection.handlerEnded()
    }

    private func report(since start: ContinuousClock.Instant) {
        guard let context, let outcome else { return }
        let end = ContinuousClock.now
        endedAt = end
        let observers = connection.runtime.observers
        for index in observers.indices {
            observers[index].finished(context, status: outcome.error?.code ?? .ok, duration: start.duration(to: end))
        }
    }

    /// Starts the clock that `grpc-timeout` asks for: it counts from the headers, so that a slow request gains no time.
    func startDeadline() {
        guard case .after(let duration) = head.timeout else { return }
        deadline = .now + duration
        // A timer that is due with others can't be cancelled by them: it must know the call that it was set for.
        deadlineTimer = connection.loop.scheduleTask(in: TimeAmount(duration)) { [generation] in
            if self.generation == generation { self.deadlineExpired() }
        }
    }

    private func deadlineExpired() {
        abort(RPCError(.deadlineExceeded, "The deadline of the call has passed."))
    }
}
