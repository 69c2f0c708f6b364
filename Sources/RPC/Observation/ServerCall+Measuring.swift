import Telemetry

// What is measured of a call. Without a registry and observers none of it runs.
extension ServerCall {
    /// The headers are in, and the method is known or nobody's.
    func measureStart(_ instruments: ServerMethodInstruments?) {
        self.instruments = instruments
        startedAt = .now
        instruments?.started.increment()
    }

    /// The stream is gone.
    func measureEnd() {
        guard let instruments, let startedAt else { return }
        // Answers of a stream may go out long after its handler has ended; for others one look at the clock will do.
        let isOneAnswer = registration?.method.kind.streamsResponses == false
        let end = isOneAnswer ? endedAt ?? .now : .now
        instruments.ended(
            status, after: startedAt.duration(to: end), sentBytes: outbound?.messageBytesSent ?? responseBytes,
            receivedBytes: requestBytes)
        self.instruments = nil
    }

    private var status: StatusCode {
        guard let outcome else { return .cancelled }
        return outcome.error?.code ?? .ok
    }
}
