import Telemetry

/// What is measured of the calls of one method that end with one status.
final class CallInstruments: Sendable {
    private let duration: HistogramInstrument
    private let sent: HistogramInstrument
    private let received: HistogramInstrument

    init(duration: HistogramInstrument, sent: HistogramInstrument, received: HistogramInstrument) {
        self.duration = duration
        self.sent = sent
        self.received = received
    }

    func ended(after time: Duration, sentBytes: Int, receivedBytes: Int) {
        duration.observe(time.inSeconds)
        sent.observe(Double(sentBytes))
        received.observe(Double(receivedBytes))
    }
}

extension Duration {
    package var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
