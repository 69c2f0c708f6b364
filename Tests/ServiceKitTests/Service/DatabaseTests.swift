import Messages
import NIOHTTP1
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

/// A service with a schema, over databases in every condition.
@Suite(.timeLimit(.minutes(2))) struct DatabaseTests {
    private static let count = MethodDescriptor(
        service: "test.Counter", method: "Count", kind: .unary, inputType: "", outputType: "",
        policy: MethodPolicy(access: .public))

    private static let definition = ServiceDefinition(
        service: .dataset,
        schema: ("dataset", [Migration(version: 1, name: "things", sql: "CREATE TABLE things (id integer)")])
    ) { environment in
        let pool = try environment.pool
        var service = RPCService(ServiceDescriptor(name: "test.Counter", methods: [count]))
        service.register(count) { call, _ in
            let rows = try await pool.withConnection { try await $0.query("SELECT count(*) AS n FROM things") }
            call.respond(TestingV1.EchoMessage(text: String(try rows[0].decode(Int.self, "n"))))
        }
        return ServiceComponents(services: [service])
    }

    private func with(_ url: String, _ body: (RunningService, RPCChannel) async throws -> Void) async throws {
        let service = try await ServiceHarness.start(Self.definition, ["DATABASE_URL": url])
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: service.rpcPort), group: service.environment.group)
        do {
            try await body(service, channel)
        } catch {
            Issue.record(error)
        }
        await channel.shutdown()
        await service.stop()
    }

    private func readiness(_ service: RunningService) async throws -> AdminClient.Answer {
        try await AdminClient.request(.GET, "/ready", port: service.adminPort)
    }

    @Test func `without a database a service runs, is not ready and answers UNAVAILABLE`() async throws {
        try await with("postgresql://nobody@127.0.0.1:1/none") { service, channel in
            let error = await #expect(throws: RPCError.self) {
                let _: TestingV1.EchoMessage = try await channel.unary(Self.count, TestingV1.EchoMessage())
            }
            #expect(error?.code == .unavailable)
            let ready = try await readiness(service)
            #expect(ready.status == 503)
            try await eventually { !service.health.troubles.isEmpty }
            let health = try await AdminClient.request(.GET, "/health", port: service.adminPort)
            #expect(health.status == 200)
            #expect(health.body.contains("degraded"))
        }
    }

    @Test func `a service waits for its schema and is ready when that is there`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        try await with(database.url(service: "dataset")) { service, channel in
            try await eventually { !service.health.troubles.isEmpty }
            let before = try await readiness(service)
            #expect(before.status == 503)
            #expect(before.body.contains("migrate"))
            try await Migrator(schema: "dataset", migrations: Self.definition.schema?.migrations ?? [])
                .migrate(ownerURL: database.ownerURL)
            try await eventually { service.health.isReady }
            let answer: TestingV1.EchoMessage = try await channel.unary(Self.count, TestingV1.EchoMessage())
            #expect(answer.text == "0")
        }
    }

    @Test func `a role that row-level security does not hold gets nothing done`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        try await Migrator(schema: "dataset", migrations: Self.definition.schema?.migrations ?? [])
            .migrate(ownerURL: database.ownerURL)
        try await with(database.ownerURL) { service, channel in
            try await eventually { !service.health.troubles.isEmpty }
            let ready = try await readiness(service)
            #expect(ready.status == 503)
            #expect(ready.body.contains("the role pynomaly stands above row-level security"))
            #expect(await status(channel) == .unavailable)
        }
    }

    @Test func `a database that goes away in flight is UNAVAILABLE, and the service stays ready and recovers`()
        async throws
    {
        let database = try await TestPostgres.shared().makeDatabase()
        try await Migrator(schema: "dataset", migrations: Self.definition.schema?.migrations ?? [])
            .migrate(ownerURL: database.ownerURL)
        try await with(database.url(service: "dataset")) { service, channel in
            try await eventually { service.health.isReady }
            try await database.whileAway {
                try await eventually { await status(channel) == .unavailable }
                try await eventually { !service.health.troubles.isEmpty }
                #expect(service.health.isReady)
            }
            try await eventually { await status(channel) == .ok }
            try await eventually { service.health.troubles.isEmpty }
        }
    }

    private func status(_ channel: RPCChannel) async -> StatusCode {
        do throws(RPCError) {
            let _: TestingV1.EchoMessage = try await channel.unary(Self.count, TestingV1.EchoMessage())
            return .ok
        } catch {
            return error.code
        }
    }

    @Test func `a missing database URL is named`() async {
        let error = await #expect(throws: SettingsError.self) { _ = try await ServiceHarness.start(Self.definition) }
        #expect(error?.description.hasPrefix("DATABASE_URL is not set") == true)
    }

    @Test func `a bad database URL is named and not repeated`() async {
        let error = await #expect(throws: SettingsError.self) {
            _ = try await ServiceHarness.start(Self.definition, ["DATABASE_URL": "postgresql://u:hunter2@[bad"])
        }
        #expect(error?.description == "DATABASE_URL is not a URL that PostgreSQL understands.")
    }
}
