import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import MetricsBackend

/// Samples as services report them.
@Suite(.timeLimit(.minutes(5))) struct ReportTests {
    @Test func `a stream of reports is stored, and its samples are counted`() async throws {
        try await MetricsFixture.with { fixture in
            let reports = (0..<3).map { index in
                MetricsFixture.report(
                    [.gauge("load", Double(index)), .counter("calls", Double(index * 10), ["code": "OK"])], at: index)
            }
            #expect(try await fixture.send(reports) == 6)
            #expect(try await fixture.query("load", step: 1)[0].plain == [[0, 0], [1, 1], [2, 2]])
            let calls = try await fixture.query("calls", step: 1)
            #expect(calls.map(\.labels) == [["code": "OK", "service": "dataset", "instance": "one"]])
            #expect(calls[0].plain == [[0, 0], [1, 10], [2, 20]])
        }
    }

    @Test func `a stream without reports is accepted, and so is a report without samples`() async throws {
        try await MetricsFixture.with { fixture in
            let accepted = [try await fixture.send([], as: "auth"), try await fixture.report([], at: 0)]
            #expect(accepted == [0, 0])
            #expect(try await fixture.count("reporters") == 1)
        }
    }

    @Test func `a report that comes twice changes nothing`() async throws {
        try await MetricsFixture.with { fixture in
            for value in [1.0, 2.0] { try await fixture.report([.gauge("load", value)], at: 5) }
            #expect(try await fixture.count("samples") == 1)
            #expect(try await fixture.query("load")[0].plain == [[0, 1]])
        }
    }

    @Test func `a service can't pass for another one, or choose its labels so that it seems to be`() async throws {
        try await MetricsFixture.with { fixture in
            let error = try await rpcError {
                try await fixture.send([MetricsFixture.report([], service: "auth")], as: "dataset")
            }
            #expect(error.code == .permissionDenied)
            try await fixture.report([.gauge("load", 1, ["service": "auth", "instance": "x"])])
            let labels = try await fixture.query("load").map(\.labels)
            #expect(labels == [["service": "dataset", "instance": "one"]])
        }
    }

    /// Every method but ReportSamples.
    private func reads(_ client: MetricsV1.MetricsServiceClient) -> [@Sendable (CallOptions) async throws -> Void] {
        let start = GoogleProtobuf.Timestamp(seconds: Int64(Date().timeIntervalSince1970) - 60)
        return [
            { _ = try await client.queryTimeSeries(.init(metric: "load", startTime: start), options: $0) },
            { _ = try await client.listMetricDescriptors(.init(), options: $0) },
            { _ = try await client.getSystemHealth(.init(), options: $0) },
        ]
    }

    private func report(_ options: CallOptions, _ fixture: MetricsFixture) async throws {
        _ = try await fixture.client.reportSamples(options: options) { _ in }
    }

    @Test func `users read and do not report`() async throws {
        try await MetricsFixture.with { fixture in
            let reads = reads(fixture.client)
            #expect(reads.count + 1 == MetricsV1.MetricsServiceMethods.descriptor.methods.count)
            for read in reads {
                let error = try await rpcError { try await read(CallOptions()) }
                #expect(error.code == .unauthenticated)
            }
            for role in ["viewer", "super_admin"] {
                let error = try await rpcError { try await report(fixture.base.user(role), fixture) }
                #expect(error.code == .permissionDenied)
                for read in reads { try await read(fixture.base.user(role)) }
            }
        }
    }

    @Test func `services report and do not read`() async throws {
        try await MetricsFixture.with { fixture in
            let nobody = try await rpcError { try await report(CallOptions(), fixture) }
            #expect(nobody.code == .unauthenticated)
            for service in ["gateway", "auth", "dataset", "detection", "metrics"] {
                let options = try fixture.base.service(service)
                try await report(options, fixture)
                for read in reads(fixture.client) {
                    let error = try await rpcError { try await read(options) }
                    #expect(error.code == .permissionDenied)
                }
            }
            let stranger = try await rpcError { try await report(fixture.base.service("stranger"), fixture) }
            #expect(stranger.code == .permissionDenied)
            // The series are no tenant's, so a service may not name one.
            let named = try fixture.base.service("auth", tenant: fixture.base.tenant)
            let error = try await rpcError { try await report(named, fixture) }
            #expect(error.code == .permissionDenied)
        }
    }

    private static let long = String(repeating: "n", count: MetricsLimits.nameBytesMax + 1)
    private static func labels(_ count: Int) -> [String: String] {
        Dictionary((0..<count).map { ("l\($0)", "v") }) { first, _ in first }
    }

    @Test func `what is wrong with a report names its field, and nothing of the report is stored`() async throws {
        let good = MetricsV1.Sample.gauge("load", 1)
        let many = Array(repeating: good, count: MetricsLimits.samplesPerReportMax + 1)
        let cases: [(MetricsV1.ReportSamplesRequest, String)] = [
            (.init(service: "dataset", samples: [good]), "instance"),
            (MetricsFixture.report([good], instance: Self.long), "instance"),
            (MetricsFixture.report(many), "samples"),
            (MetricsFixture.report([good, .gauge("", 1)]), "samples[1].metric"),
            (MetricsFixture.report([good, .gauge(Self.long, 1)]), "samples[1].metric"),
            (
                MetricsFixture.report([.gauge("load", 1, Self.labels(MetricsLimits.labelsPerSampleMax + 1))]),
                "samples[0].labels"
            ),
            (MetricsFixture.report([.gauge("load", 1, ["": "v"])]), "samples[0].labels"),
            (MetricsFixture.report([.gauge("load", 1, [Self.long: "v"])]), "samples[0].labels"),
            (MetricsFixture.report([.gauge("load", 1, ["l": Self.long])]), "samples[0].labels.l"),
            (MetricsFixture.report([good, .init(metric: "load", value: 1)]), "samples[1].kind"),
            (MetricsFixture.report([.init(metric: "load", value: 1, kind: .unrecognized(9))]), "samples[0].kind"),
            (
                .init(
                    service: "dataset", instance: "one",
                    sampleTime: .init(Date() + MetricsLimits.clockSkewMax.inSeconds + 60), samples: [good]),
                "sample_time"
            ),
            (
                .init(service: "dataset", instance: "one", sampleTime: .init(seconds: .min), samples: [good]),
                "sample_time"
            ),
            (
                .init(service: "dataset", instance: "one", sampleTime: .init(seconds: .max), samples: [good]),
                "sample_time"
            ),
            (.init(service: "dataset", instance: "one", sampleTime: .init(nanos: -1), samples: [good]), "sample_time"),
        ]
        try await MetricsFixture.with { fixture in
            for (report, field) in cases {
                let error = try await rpcError { try await fixture.send([report]) }
                #expect(error.code == .invalidArgument && error.fields == [field], "\(field): \(error)")
            }
            for table in ["series", "samples", "reporters"] { #expect(try await fixture.count(table) == 0, "\(table)") }
        }
    }

    @Test func `what lies at the limits is accepted`() async throws {
        let longest = String(Self.long.dropLast())
        let labels = Self.labels(MetricsLimits.labelsPerSampleMax - 1).merging([longest: longest]) { $1 }
        var samples = (0..<MetricsLimits.samplesPerReportMax - 1).map {
            MetricsV1.Sample.gauge("load", 1, ["n": "\($0)"])
        }
        samples.append(.gauge(longest, 1, labels))
        try await MetricsFixture.with { fixture in
            let accepted = try await fixture.report(samples, instance: longest)
            #expect(accepted == Int64(samples.count))
            #expect(try await fixture.count("series") == samples.count)
            let soon = MetricsV1.ReportSamplesRequest(
                service: "dataset", instance: "one",
                sampleTime: .init(Date() + MetricsLimits.clockSkewMax.inSeconds - 60), samples: [.gauge("soon", 1)])
            #expect(try await fixture.send([soon]) == 1)
        }
    }

    @Test func `a report without a time is of now`() async throws {
        try await MetricsFixture.with { fixture in
            try await fixture.send([
                .init(service: "dataset", instance: "one", samples: [.gauge("load", 1)])
            ])
            let recent = try await fixture.owner().query(
                "SELECT sample_time BETWEEN now() - interval '1 minute' AND now() + interval '1 minute' FROM samples")
            #expect(try recent[0].decode(Bool.self, 0))
        }
    }

    @Test func `reports before a refused one of the same stream are kept`() async throws {
        try await MetricsFixture.with { fixture in
            let reports = [MetricsFixture.report([.gauge("load", 1)]), MetricsFixture.report([.gauge("", 2)])]
            let error = try await rpcError { try await fixture.send(reports) }
            #expect(error.code == .invalidArgument)
            #expect(try await fixture.count("samples") == 1)
        }
    }

    @Test func `many reporters at once make each series once`() async throws {
        try await MetricsFixture.with { fixture in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<12 {
                    group.addTask {
                        let samples = (0..<20).map { MetricsV1.Sample.gauge("load", 1, ["n": "\($0)"]) }
                        try await fixture.report(samples, at: Int64(index))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await fixture.count("series") == 20)
            #expect(try await fixture.count("samples") == 240)
        }
    }
}
