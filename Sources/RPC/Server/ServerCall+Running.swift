import NIOCore

// The handler's life.
extension ServerCall {
    func startHandler() {
        guard let registration, !isHandlerRunning, outcome == nil else { return }
        let context = ServerContext(
            registration: registration, requestMetadata: head.metadata, deadline: startDeadline(),
            peer: connection.peer, call: self)
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
        let error: RPCError?
        do {
            if let deadline = context.deadline {
                try await CallDeadline.$current.withValue(deadline) { try await self.serve(registration, context) }
            } else {
                try await serve(registration, context)
            }
            error = nil
        } catch let thrown as RPCError {
            error = thrown
        } catch let thrown as any RPCErrorConvertible {
            error = thrown.rpcError
        } catch is CancellationError {
            error = RPCError(.cancelled, "The call was cancelled.")
        } catch let thrown {
            error = connection.runtime.unknownFailure(thrown, context)
        }
        if connection.loop.inEventLoop {
            handlerEnded(error)
        } else {
            connection.loop.execute { self.handlerEnded(error) }
        }
    }

    private func serve(_ registration: MethodRegistration, _ context: ServerContext) async throws {
        for interceptor in connection.runtime.interceptors { try await interceptor.admit(context) }
        try await registration.run(self, context)
    }

    private func handlerEnded(_ error: RPCError?) {
        connection.loop.preconditionInEventLoop()
        isHandlerRunning = false
        connection.handlersRunning -= 1
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

    /// Starts the clock that `grpc-timeout` asks for.
    private func startDeadline() -> ContinuousClock.Instant? {
        guard case .after(let duration) = head.timeout else { return nil }
        deadlineTimer = connection.loop.scheduleTask(in: TimeAmount(duration)) { self.deadlineExpired() }
        return .now + duration
    }

    private func deadlineExpired() {
        abort(RPCError(.deadlineExceeded, "The deadline of the call has passed."))
    }
}
