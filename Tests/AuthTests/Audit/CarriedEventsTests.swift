import API
import FoundationEssentials
import Messages
import NIOPosix
import Postgres
import RPC
import TestKit
import Testing

@testable import AuthBackend
@testable import ServiceKit

/// The whole way of an event: another service's outbox, its relay, the RPC, the chain.
@Suite("Events of other services", .timeLimit(.minutes(5)))
struct CarriedEventsTests {
    private static let outbox = AuditOutbox(.dataset)

    private static let definition = ServiceDefinition(
        service: .dataset, schema: ("dataset", [Migration(version: 1, name: "outbox", sql: outbox.tables)]),
        outbox: outbox
    ) { _ in ServiceComponents() }

    @Test("an act in another service is soon in the chain of its tenant, with the user's name, once")
    func carried() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let tenant = try await auth.tenant(of: admin)
            let me = try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(admin.token))
            try await Migrator(schema: "dataset", migrations: Self.definition.schema?.migrations ?? [])
                .migrate(ownerURL: auth.database.ownerURL)
            let service = try await ServiceHarness.start(
                Self.definition,
                [
                    "DATABASE_URL": auth.database.url(service: "dataset"), "DATABASE_POOL_SIZE": "2",
                    "SERVICE_SECRET": "the secret of dataset", "AUTH_ENDPOINT": "127.0.0.1:\(auth.port)",
                ])
            let result: Result<Void, any Error>
            do {
                let actor = AuditActor(name: me.name, origin: CallOrigin(address: "192.0.2.9", requestID: "q"))
                try await service.environment.pool.withTransaction(tenant: tenant.text) { connection in
                    try await Self.outbox.record(
                        "datasets.delete", of: "datasets/d", in: tenant.text, by: actor, on: connection)
                }
                let filter = "action = datasets.delete"
                try await eventually {
                    try await !auth.events(filter, options: auth.bearer(admin.token)).isEmpty
                }
                let tenants = RemoteTenants(try service.environment.channel(to: .auth))
                #expect(try await tenants.contains(tenant))
                #expect(try await !tenants.contains(UUID()))
                let event = try await need(auth.events(filter, options: auth.bearer(admin.token)).first)
                #expect(event.actorUsername == "admin" && event.service == "dataset" && event.requestId == "q")
                let owner = try await auth.database.connect()
                try await eventually {
                    try await owner.query(
                        "SELECT event_id FROM dataset.audit_queue UNION ALL SELECT event_id FROM dataset.audit_outbox"
                    ).isEmpty
                }
                result = .success(())
            } catch {
                result = .failure(error)
            }
            await service.stop()
            try result.get()
        }
    }
}
