import Telemetry

/// What is measured of one attempt of a client's call.
struct ClientCallMeasuring {
    let instruments: ClientMethodInstruments
    let startedAt: ContinuousClock.Instant
    /// Whether the attempt is all that there is of its call.
    let isWholeCall: Bool
}

// Without a registry none of it runs.
extension ClientCall {
    /// Before the call is the loop's.
    func measureStart(_ metrics: ClientMetrics?, _ options: CallOptions) {
        guard let instruments = options.measured ?? metrics?.method(path) else { return }
        measuring = ClientCallMeasuring(
            instruments: instruments, startedAt: .now, isWholeCall: options.measured == nil)
        instruments.started.increment()
    }

    /// On the loop.
    func measureEnd(_ result: Result<Void, RPCError>) {
        guard let measuring else { return }
        self.measuring = nil
        var status = StatusCode.ok
        if case .failure(let error) = result { status = error.code }
        let time = measuring.startedAt.duration(to: .now)
        measuring.instruments.attemptEnded(
            status, after: time, sentBytes: outbound.messageBytesSent, receivedBytes: receivedMessageBytes)
        if measuring.isWholeCall { measuring.instruments.callEnded(status, after: time) }
    }
}
