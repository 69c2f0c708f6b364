import FoundationEssentials
import Messages
import RPC
import ServiceKit

/// A query within its limits.
struct CheckedQuery {
    static let stepSecondsMin = 1.0

    var aggregator: Aggregator

    init(_ request: MetricsV1.QueryTimeSeriesRequest) throws(RPCError) {
        guard !request.metric.isEmpty else { throw .invalidArgument(field: "metric", "is empty") }
        guard let begin = request.startTime else { throw .invalidArgument(field: "start_time", "is missing") }
        let start = try begin.date(field: "start_time")
        let end = if let end = request.endTime { try end.date(field: "end_time") } else { Date() }
        guard start < end else { throw .invalidArgument(field: "end_time", "must be after start_time") }
        let step = request.step?.duration.inSeconds ?? 60
        guard step >= Self.stepSecondsMin else { throw .invalidArgument(field: "step", "must be at least one second") }
        guard end.timeIntervalSince(start) / step <= Double(MetricsLimits.pointsPerSeriesMax) else {
            throw .invalidArgument(field: "step", "makes more than \(MetricsLimits.pointsPerSeriesMax) points")
        }
        if case .unrecognized = request.aggregation {
            throw .invalidArgument(field: "aggregation", "is not one that this release knows")
        }
        aggregator = Aggregator(
            start: start.timeIntervalSince1970, end: end.timeIntervalSince1970, step: step,
            aggregation: request.aggregation)
    }
}

extension GoogleProtobuf.Timestamp {
    /// The date, or INVALID_ARGUMENT naming the field when the message breaks its own rules.
    func date(field: String) throws(RPCError) -> Date {
        guard isValid else { throw .invalidArgument(field: field, "is not a time between the years 1 and 9999") }
        return date
    }
}
