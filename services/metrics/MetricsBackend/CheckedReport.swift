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
        time = try report.sampleTime.map { try $0.date(field: "sample_time") } ?? Date()
        guard time.timeIntervalSinceNow <= MetricsLimits.clockSkewMax.inSeconds else {
            throw RPCError.invalidArgument(field: "sample_time", "lies in the future; are the clocks in step?")
        }
        entries = try report.samples.enumerated().map { index, sample in
            let field = "samples[\(index)]"
            try Self.checkName(sample.metric, field + ".metric")
            guard sample.kind == .counter || sample.kind == .gauge else {
                throw RPCError.invalidArgument(field: field + ".kind", "must be COUNTER or GAUGE")
            }
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
