import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import TestKit
import Testing

@testable import MetricsBackend

/// The platform's health, from who reported lately.
@Suite(.timeLimit(.minutes(5))) struct HealthTests {
    private static let services = ["gateway", "auth", "dataset", "detection", "metrics"]

    private func health(_ fixture: MetricsFixture) async throws -> MetricsV1.SystemHealth {
        try await fixture.client.getSystemHealth(.init(), options: fixture.base.user("viewer"))
    }

    /// As if a service's last report had been so long ago; the fixture's services report every 10 seconds.
    private func age(_ service: String, _ seconds: Int, instance: String? = nil, _ fixture: MetricsFixture) async throws
    {
        try await fixture.owner().execute(
            """
            UPDATE metrics.reporters SET last_report_at = now() - \(Double(seconds)) * interval '1 second'
            WHERE service = \(service) AND instance = coalesce(\(instance), instance)
            """)
    }

    @Test func `a platform of which nobody has reported is unhealthy, service by service`() async throws {
        try await MetricsFixture.with { fixture in
            let health = try await health(fixture)
            #expect(health.state == .unhealthy && health.checkTime != nil)
            #expect(health.services.map(\.service) == Self.services)
            for service in health.services {
                #expect(service.state == .unhealthy && service.instanceCount == 0 && service.lastReportTime == nil)
                #expect(service.message == "has never reported")
            }
        }
    }

    @Test func `it is healthy when all report, degraded when some do, unhealthy when none does`() async throws {
        try await MetricsFixture.with { fixture in
            for (index, service) in Self.services.enumerated() {
                try await fixture.report([], service: service)
                let health = try await health(fixture)
                #expect(health.state == (index < 4 ? .degraded : .healthy))
                #expect(
                    health.services.filter { $0.state == .healthy }.map(\.service)
                        == Array(Self.services.prefix(index + 1)))
            }
            for (index, service) in Self.services.enumerated() {
                try await age(service, 31, fixture)
                #expect(try await health(fixture).state == (index < 4 ? .degraded : .unhealthy))
            }
        }
    }

    @Test func `a service is silent after three intervals, by the time of its report's arrival`() async throws {
        try await MetricsFixture.with { fixture in
            // What its own clock says does not matter.
            try await fixture.report([], at: -1_000_000)
            try await age("dataset", 25, fixture)
            let heard = try await health(fixture).services[2]
            #expect(heard.state == .healthy && heard.message.isEmpty && heard.lastReportTime != nil)
            try await age("dataset", 31, fixture)
            let silent = try await health(fixture).services[2]
            #expect(silent.state == .unhealthy && silent.instanceCount == 0)
            #expect(silent.message == "has missed its last reports")
            #expect(silent.lastReportTime != nil)
        }
    }

    @Test func `instances that reported lately are counted, and one is enough`() async throws {
        try await MetricsFixture.with { fixture in
            for instance in ["one", "two", "three"] { try await fixture.report([], instance: instance) }
            #expect(try await health(fixture).services[2].instanceCount == 3)
            try await age("dataset", 60, instance: "one", fixture)
            try await age("dataset", 60, instance: "two", fixture)
            let rest = try await health(fixture).services[2]
            #expect(rest.instanceCount == 1 && rest.state == .healthy)
            try await fixture.report([], instance: "two")
            #expect(try await health(fixture).services[2].instanceCount == 2)
        }
    }
}
