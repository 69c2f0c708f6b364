import Telemetry

/// The metrics of gRFC A66, under the names that OpenTelemetry's exporter gives them in Prometheus: dots become
/// underscores, and the unit or `_total` follows.
package enum CallMetricNames {
    package static let serverStarted = "grpc_server_call_started_total"
    package static let serverDuration = "grpc_server_call_duration_seconds"
    package static let serverSent = "grpc_server_call_sent_total_compressed_message_size_bytes"
    package static let serverReceived = "grpc_server_call_rcvd_total_compressed_message_size_bytes"
    package static let attemptStarted = "grpc_client_attempt_started_total"
    package static let attemptDuration = "grpc_client_attempt_duration_seconds"
    package static let attemptSent = "grpc_client_attempt_sent_total_compressed_message_size_bytes"
    package static let attemptReceived = "grpc_client_attempt_rcvd_total_compressed_message_size_bytes"
    package static let callDuration = "grpc_client_call_duration_seconds"

    static let method = "grpc_method"
    static let target = "grpc_target"
    static let status = "grpc_status"
    /// Stands for methods that nobody serves here, whose names are the caller's invention.
    static let otherMethod = "other"

    /// The buckets that A66 names for latencies, in seconds, and for sizes, in bytes.
    static let latencyBounds: [Double] = [
        0, 0.000_01, 0.000_05, 0.000_1, 0.000_3, 0.000_6, 0.000_8, 0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008,
        0.01, 0.013, 0.016, 0.02, 0.025, 0.03, 0.04, 0.05, 0.065, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5,
        0.65, 0.8, 1, 2, 5, 10, 20, 50, 100,
    ]
    static let sizeBounds: [Double] = [
        0, 1024, 2048, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864, 268_435_456,
        1_073_741_824, 4_294_967_296,
    ]

    static func describeServer(in registry: PrometheusRegistry) {
        registry.describe(serverStarted, "Calls that have begun")
        registry.describe(serverDuration, "Time from a call's headers to the end of its stream")
        registry.describe(serverSent, "Bytes of all answers of a call, as they are on the wire")
        registry.describe(serverReceived, "Bytes of all requests of a call, as they are on the wire")
    }

    static func describeClient(in registry: PrometheusRegistry) {
        registry.describe(attemptStarted, "Attempts of calls that have begun")
        registry.describe(attemptDuration, "Time that an attempt of a call took, waiting for a connection included")
        registry.describe(attemptSent, "Bytes of all requests of an attempt, as they are on the wire")
        registry.describe(attemptReceived, "Bytes of all answers of an attempt, as they are on the wire")
        registry.describe(callDuration, "Time that a call took, all its attempts included")
    }
}
