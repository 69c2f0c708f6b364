extension RPCChannel {
    /// Runs `attempt`, which sends the only request and receives the only answer, on a call of `method`; and again on
    /// another call as far as the retry policy allows.
    package func retrying<Output>(
        _ method: MethodDescriptor, options: CallOptions,
        _ attempt: (RawCall) async throws(RPCError) -> Output
    ) async throws(RPCError) -> Output {
        guard let retries else { return try await attempt(open(method.path, options: options)) }
        guard let instruments = metrics?.method(method.path) else {
            return try await retrying(retries, method, options, attempt)
        }
        var options = options
        options.measured = instruments
        let start = ContinuousClock.now
        do throws(RPCError) {
            let output = try await retrying(retries, method, options, attempt)
            instruments.callEnded(.ok, after: start.duration(to: .now))
            return output
        } catch {
            instruments.callEnded(error.code, after: start.duration(to: .now))
            throw error
        }
    }

    private func retrying<Output>(
        _ retries: RetryPolicy, _ method: MethodDescriptor, _ options: CallOptions,
        _ attempt: (RawCall) async throws(RPCError) -> Output
    ) async throws(RPCError) -> Output {
        let deadline = try CallDeadline.soonest(options)
        var machine = RetryMachine(retries, isIdempotent: method.idempotency != .unknown)
        var options = options
        while true {
            let call = try await open(method.path, options: options)
            do throws(RPCError) {
                let output = try await attempt(call)
                succeeded()
                return output
            } catch {
                guard let wait = failed(error, call.progress, &machine) else { throw error }
                try await Self.sleep(wait, until: deadline, error)
            }
            if let deadline { options.timeout = ContinuousClock.now.duration(to: deadline) }
            if machine.attemptsBefore > 0 {
                options.metadata[RetryMachine.attemptsName] = "\(machine.attemptsBefore)"
            }
        }
    }

    /// A wait beyond the deadline is in vain: the caller gets the error at once.
    private static func sleep(
        _ wait: Duration, until deadline: ContinuousClock.Instant?, _ error: RPCError
    ) async throws(RPCError) {
        if let deadline, .now + wait >= deadline { throw error }
        guard wait > .zero else { return }
        do {
            try await Task.sleep(for: wait)
        } catch {
            throw RPCError(.cancelled, "The calling task was cancelled.")
        }
    }
}
