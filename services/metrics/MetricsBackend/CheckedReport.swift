import FoundationEssentials
import Messages
import RPC
import ServiceKit

/// A report within its limits, ready to be stored.
struct CheckedReport {
    var entries: [SampleStore.Entry]
    var time: Date

    init(_ report: MetricsV1.ReportSamplesRequest) throws {
        try Self.checkName(report.instance, "instance")
        guard report.samples.count <= MetricsLimits.samplesPerReportMax else {
            throw RPCError.invalidArgument(
                field: "samples", "\(report.samples.count); at most \(MetricsLimits.samplesPerReportMax) in a report")
        }
        time = report.sampleTime?.date ?? Date()
        guard time.timeIntervalSinceNow <= MetricsLimits.clockSkewMax.inSeconds else {
            throw RPCError.invalidArgument(field: "sample_time", "lies in the future; are the clocks in step?")
        }
        entries = try report.samples.enumerated().map { index, sample in
            let field = "samples[\(index)]"
            try Self.checkName(sample.metric, field + ".metric")
            guard sample.labels.count <= MetricsLimits.labelsPerSampleMax else {
                throw RPCError.invalidArgument(
                    field: field + ".labels", "more than \(MetricsLimits.labelsPerSampleMax) labels")
            }
            for (name, value) in sample.labels {
                try Self.checkName(name, field + ".labels")
                guard value.utf8.count <= MetricsLimits.nameBytesMax else {
                    throw RPCError.invalidArgument(field: "\(field).labels.\(name)", "is too long")
                }
            }
            let labels = sample.labels.merging(["service": report.service, "instance": report.instance]) { $1 }
            return SampleStore.Entry(
                metric: sample.metric, kind: sample.kind, labels: try LabelText.encode(labels), value: sample.value)
        }
    }

    private static func checkName(_ name: String, _ field: String) throws(RPCError) {
        guard !name.isEmpty else { throw .invalidArgument(field: field, "is empty") }
        guard name.utf8.count <= MetricsLimits.nameBytesMax else {
            throw .invalidArgument(field: field, "is longer than \(MetricsLimits.nameBytesMax) bytes")
        }
    }
}

/// A query within its limits.
struct CheckedQuery {
    static let stepSecondsMin = 1.0

    var aggregator: Aggregator

    init(_ request: MetricsV1.QueryTimeSeriesRequest) throws(RPCError) {
        guard !request.metric.isEmpty else { throw .invalidArgument(field: "metric", "is empty") }
        guard let start = request.startTime?.date else { throw .invalidArgument(field: "start_time", "is missing") }
        let end = request.endTime?.date ?? Date()
        guard start < end else { throw .invalidArgument(field: "end_time", "must be after start_time") }
        let step = request.step?.duration.inSeconds ?? 60
        guard step >= Self.stepSecondsMin else { throw .invalidArgument(field: "step", "must be at least one second") }
        guard end.timeIntervalSince(start) / step <= Double(MetricsLimits.pointsPerSeriesMax) else {
            throw .invalidArgument(field: "step", "makes more than \(MetricsLimits.pointsPerSeriesMax) points")
        }
        aggregator = Aggregator(
            start: start.timeIntervalSince1970, end: end.timeIntervalSince1970, step: step,
            aggregation: request.aggregation)
    }
}
