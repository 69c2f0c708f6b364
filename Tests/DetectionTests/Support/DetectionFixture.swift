import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DetectionBackend

/// The detection service in this process, over a real database and tables in memory.
struct DetectionFixture: Sendable {
    let base: ServiceFixture
    let datasets: MemoryDatasets
    /// The replica that steps go to.
    let replica: ServiceFixture.Replica

    static let settings = [
        "MODEL_SIGNING_KEY": String(repeating: "k", count: 32), "TASK_ROWS": "100", "TASK_LEASE": "600s",
    ]

    /// Starts one replica and lends it; tests that need more, or another after it, start them.
    static func with(
        _ settings: [String: String] = [:], _ body: (DetectionFixture) async throws -> Void
    ) async throws {
        let datasets = MemoryDatasets()
        var definition = DetectionBackend.definition
        definition.build = { try await DetectionBackend.build($0, datasets: datasets) }
        try await ServiceFixture.with(definition, Self.settings.merging(settings) { $1 }) { base in
            let fixture = DetectionFixture(base: base, datasets: datasets, replica: try await base.start())
            do {
                try await body(fixture)
            } catch {
                datasets.gate.open()
                throw error
            }
            datasets.gate.open()
        }
    }

    /// Another process over the same database, as after a SIGTERM.
    func restarted(_ settings: [String: String] = [:]) async throws -> DetectionFixture {
        await base.stop(replica)
        return DetectionFixture(base: base, datasets: datasets, replica: try await base.start(settings))
    }

    /// The replica's own, as the service's role.
    func pool() throws -> PostgresPool { try replica.service.environment.pool }

    /// Sees and changes every tenant's rows.
    func owner() async throws -> PostgresConnection { try await base.database.connect() }

    func count(_ table: String, where condition: SQL = "true") async throws -> Int {
        let rows = try await owner().query("SELECT count(*) FROM detection.\(identifier: table) WHERE \(condition)")
        return try rows[0].decode(Int.self, 0)
    }

    /// A user who may do all that detection offers.
    func scientist(tenant: String? = nil) throws -> CallOptions { try base.user("data_scientist", tenant: tenant) }
}

extension ServiceFixture.Replica {
    var detectors: DetectionV1.DetectorServiceClient { .init(channel) }
    var models: DetectionV1.ModelServiceClient { .init(channel) }
    var scoring: DetectionV1.ScoringServiceClient { .init(channel) }
    var jobs: DetectionV1.JobServiceClient { .init(channel) }
    var results: DetectionV1.ResultServiceClient { .init(channel) }
    var operations: GoogleLongrunning.OperationsClient { .init(channel) }
}
