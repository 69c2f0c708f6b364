import Logging
import Metrics
import NIOHTTP1

/// Counts, times and logs every request, whatever became of it.
struct RequestReporter: Sendable {
    /// Of requests that no route took: their paths are anybody's choice, and a label has few values.
    static let unknownEndpoint = "unmatched"
    private static let knownMethods: Set = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    struct Outcome {
        var method: HTTPMethod
        /// The route's template.
        var endpoint: String
        /// nil when the client was gone before an answer began.
        var status: HTTPResponseStatus?
        var requestID: String
        var clientAddress: String
        var duration: Duration
    }

    let logger: Logger

    func report(_ outcome: Outcome) {
        let method = Self.knownMethods.contains(outcome.method.rawValue) ? outcome.method.rawValue : "other"
        let status = "\(outcome.status?.code ?? 499)"
        let dimensions = [("method", method), ("endpoint", outcome.endpoint), ("status", status)]
        Counter(label: "http_requests_total", dimensions: dimensions).increment()
        Timer(label: "http_request_duration_seconds", dimensions: Array(dimensions.prefix(2))).record(
            duration: outcome.duration)
        logger.info(
            "request",
            metadata: [
                "method": "\(method)", "endpoint": "\(outcome.endpoint)", "status": "\(status)",
                "duration_ms": "\(outcome.duration / .milliseconds(1))", "request_id": "\(outcome.requestID)",
                "client": "\(outcome.clientAddress)",
            ])
    }
}
