import NIOCore

// The handler's life.
extension ServerCall {
    func startHandler() {
        guard let registration, !isHandlerRunning, outcome == nil else { return }
        if !connection.callShare.begin() {
            guard registration.isProbe else { return finish(connection.runtime.shed()) }
            connection.callShare.beginAnyway()
        }
        let context = ServerContext(
            registration: registration, requestMetadata: head.metadata, deadline: deadline,
            peer: connection.peer, requestIsCompressed: deframer.isCompressed, acceptsGzip: head.acceptsGzip,
            call: self)
        self.context = context
        isHandlerRunning = true
        connection.handlersRunning += 1
        if connection.runtime.hasInterceptors { startedAt = .now }
        // Task.immediate runs its first part here and now, so here must be where the executor runs the rest.
        connection.loop.preconditionInEventLoop()
        let task = Task.immediate(executorPreference: connection.executor) {
            await self.run(registration, context)
        }
        if isHandlerRunning { self.task = task }
    }

    private func run(_ registration: MethodRegistration, _ context: ServerContext) async {
        var failure: RPCError?
        do {
            if context.deadline == nil && !connection.runtime.hasInterceptors {
                try await registration.run(self, context)
            } else {
                try await serve(registration, context)
            }
        } catch {
            failure = connection.runtime.status(of: error, context)
        }
        if connection.loop.inEventLoop {
            handlerEnded(failure)
        } else {
            connection.loop.execute { [failure] in self.handlerEnded(failure) }
        }
    }

    /// Not inlined: the task's first block of memory then holds the frames of a plain call.
    @inline(never)
    private func serve(_ registration: MethodRegistration, _ context: ServerContext) async throws {
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
        context = nil
        task = nil
        recycleIfOver()
        connection.handlerEnded()
    }

    private func report(since start: ContinuousClock.Instant) {
        guard let context, let outcome else { return }
        let duration = start.duration(to: .now)
        for interceptor in connection.runtime.interceptors {
            interceptor.finished(context, status: outcome.error?.code ?? .ok, duration: duration)
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
