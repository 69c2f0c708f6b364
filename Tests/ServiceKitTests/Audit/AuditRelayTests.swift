import FoundationEssentials
import Messages
import NIOHTTP1
import Postgres
import Protobuf
import RPC
import ServiceKit
import Synchronization
import TestKit
import Testing

/// From an outbox to wherever its events go.
@Suite(.timeLimit(.minutes(5))) struct AuditRelayTests {
    private static let outbox = AuditOutbox(.dataset)
    private static let migrations = [Migration(version: 1, name: "outbox", sql: outbox.tables)]

    private func with(_ body: (TestDatabase, PostgresPool) async throws -> Void) async throws {
        try await TestDatabase.with("dataset", Self.migrations, body)
    }

    private func relay(_ pool: PostgresPool, _ sink: MemorySink, _ recorder: LogRecorder = LogRecorder()) -> AuditRelay
    {
        AuditRelay(outbox: Self.outbox, pool: pool, sink: sink, logger: recorder.logger)
    }

    /// Acts of several tenants, each in a transaction of its own.
    private func act(_ count: Int, _ pool: PostgresPool, resource: String = "r") async throws {
        for number in 0..<count {
            let tenant = UUID()
            try await pool.withTransaction(tenant: tenant.text) { connection in
                try await Self.outbox.record(
                    "act.\(number)", of: resource, in: tenant.text, by: AuditActor(origin: CallOrigin()),
                    on: connection)
            }
        }
    }

    private func waiting(_ database: TestDatabase) async throws -> [Int] {
        let owner = try await database.connect()
        return try await owner.query(
            "SELECT (SELECT count(*) FROM dataset.audit_queue), (SELECT count(*) FROM dataset.audit_outbox)"
        )
        .flatMap { [try $0.decode(Int.self, 0), try $0.decode(Int.self, 1)] }
    }

    @Test func `events of all tenants are carried in batches, the oldest first, and leave nothing behind`() async throws
    {
        try await with { database, pool in
            let sink = MemorySink()
            try await act(ServiceLimits.auditBatchMax + 3, pool)
            #expect(try await relay(pool, sink).carryBatch() == ServiceLimits.auditBatchMax)
            #expect(try await relay(pool, sink).carryBatch() == 3)
            #expect(try await relay(pool, sink).carryBatch() == 0)
            #expect(sink.actions == (0..<ServiceLimits.auditBatchMax + 3).map { "act.\($0)" })
            #expect(try await waiting(database) == [0, 0])
        }
    }

    @Test func `an act that is rolled back leaves no event, and one in another tenant's name is impossible`()
        async throws
    {
        struct Failure: Error {}
        try await with { (database: TestDatabase, pool: PostgresPool) async throws in
            let (tenant, other) = (UUID(), UUID())
            await #expect(throws: Failure.self) {
                try await pool.withTransaction(tenant: tenant.text) { connection in
                    try await Self.outbox.record(
                        "act", of: "r", in: tenant.text, by: AuditActor(origin: CallOrigin()), on: connection)
                    throw Failure()
                }
            }
            await #expect(throws: PostgresError.self) {
                try await pool.withTransaction(tenant: tenant.text) { connection in
                    try await Self.outbox.record(
                        "act", of: "r", in: other.text, by: AuditActor(origin: CallOrigin()), on: connection)
                }
            }
            #expect(try await waiting(database) == [0, 0])
        }
    }

    @Test func `what was sent by a relay that dies before it deletes is sent again`() async throws {
        try await with { database, pool in
            let sink = MemorySink()
            try await act(2, pool)
            sink.afterRecording = RPCError(.unavailable, "died")
            await #expect(throws: RPCError.self) { try await relay(pool, sink).carryBatch() }
            #expect(try await waiting(database) == [2, 2])
            sink.afterRecording = nil
            #expect(try await relay(pool, sink).carryBatch() == 2)
            #expect(sink.actions == ["act.0", "act.1", "act.0", "act.1"])
            #expect(Set(sink.ids).count == 2)
            #expect(try await waiting(database) == [0, 0])
        }
    }

    @Test func `a batch in the hands of one relay is skipped by the others, and free when its connection is cut`()
        async throws
    {
        try await with { database, pool in
            try await act(ServiceLimits.auditBatchMax + 1, pool)
            let owner = try await database.connect()
            try await pool.withTransaction(tenant: nil) { connection in
                let mine = try await Self.outbox.claim(ServiceLimits.auditBatchMax, on: connection)
                #expect(mine.count == ServiceLimits.auditBatchMax)
                let sink = MemorySink()
                #expect(try await relay(pool, sink).carryBatch() == 1)
                #expect(sink.actions == ["act.\(ServiceLimits.auditBatchMax)"])
            }
            // As kill -9 does: the server ends the session of a process that is gone.
            let doomed = try database.pool(service: "dataset", size: 1)
            await #expect(throws: (any Error).self) {
                try await doomed.withTransaction(tenant: nil) { connection in
                    let mine = try await Self.outbox.claim(10, on: connection)
                    #expect(mine.count == 10)
                    let pid = try await connection.query("SELECT pg_backend_pid()")[0].decode(Int32.self, 0)
                    let server = try await database.connect(url: database.superuserURL)
                    try await server.execute("SELECT pg_terminate_backend(\(pid))")
                    try await eventually {
                        try await server.query("SELECT 1 FROM pg_stat_activity WHERE pid = \(pid)").isEmpty
                    }
                    _ = try await connection.query("SELECT 1")
                }
            }
            await doomed.close()
            let sink = MemorySink()
            #expect(try await relay(pool, sink).carryBatch() == ServiceLimits.auditBatchMax)
            #expect(try await owner.query("SELECT 1 FROM dataset.audit_queue").isEmpty)
        }
    }

    @Test func `an event that is refused is put off, told, and keeps no other from its turn`() async throws {
        try await with { database, pool in
            let (sink, recorder) = (MemorySink(), LogRecorder())
            sink.refused = ["act.1"]
            try await act(3, pool)
            #expect(try await relay(pool, sink, recorder).carryBatch() == 3)
            #expect(sink.actions == ["act.0", "act.2"])
            #expect(recorder.lines.map { $0.hasPrefix("error an audit event is not accepted") } == [true])
            #expect(try await waiting(database) == [1, 1])
            #expect(try await relay(pool, sink, recorder).carryBatch() == 0)
            try await database.connect().execute("UPDATE dataset.audit_queue SET carry_time = now()")
            sink.refused = []
            #expect(try await relay(pool, sink, recorder).carryBatch() == 1)
            #expect(sink.actions == ["act.0", "act.2", "act.1"])
        }
    }

    @Test func `an event that can't be read keeps no other from its turn`() async throws {
        try await with { database, pool in
            let sink = MemorySink()
            try await act(3, pool)
            try await database.connect().execute(
                """
                UPDATE dataset.audit_outbox SET event = '\\x0a' WHERE event_id =
                    (SELECT event_id FROM dataset.audit_queue ORDER BY carry_time LIMIT 1)
                """)
            #expect(try await relay(pool, sink).carryBatch() == 3)
            #expect(sink.actions == ["act.1", "act.2"])
            #expect(try await waiting(database) == [1, 1])
        }
    }

    @Test func `texts are as long as auth takes them, and longer ones are cut`() async throws {
        try await with { database, pool in
            let sink = MemorySink()
            let fits = String(repeating: "x", count: ServiceLimits.auditTextBytesMax)
            try await act(1, pool, resource: fits)
            try await act(1, pool, resource: fits + "y")
            try await act(1, pool, resource: fits.dropLast() + "ü")
            try await act(1, pool, resource: "a\0b")
            #expect(try await relay(pool, sink).carryBatch() == 4)
            #expect(sink.resources == [fits, fits, String(fits.dropLast()), "ab"])
        }
    }

    @Test func `a running service carries by itself, waits while the sink is away, and shows what waits`() async throws
    {
        try await TestDatabase.with(("dataset", Self.migrations)) { database in
            let sink = MemorySink()
            sink.beforeRecording = RPCError(.unavailable, "away")
            let definition = ServiceDefinition(
                service: .dataset, schema: ("dataset", Self.migrations), outbox: Self.outbox
            ) { _ in ServiceComponents(auditSink: sink) }
            let service = try await ServiceHarness.start(
                definition, ["DATABASE_URL": database.url(service: "dataset"), "DATABASE_POOL_SIZE": "4"])
            let result: Result<Void, any Error>
            do {
                try await act(2, service.environment.pool)
                let owner = try await database.connect()
                try await owner.execute("UPDATE dataset.audit_queue SET enqueue_time = now() - interval '100 seconds'")
                func metrics() async throws -> String {
                    try await AdminClient.request(.GET, "/metrics", port: service.adminPort).body
                }
                let text = try await metrics()
                #expect(text.contains("pynomaly_audit_outbox_events 2"))
                let oldest = text.split(separator: "\n").first { $0.hasPrefix("pynomaly_audit_outbox_oldest_seconds ") }
                let age = try #require(oldest?.split(separator: " ").last.flatMap { Double($0) })
                #expect(age >= 100)
                sink.beforeRecording = nil
                try await eventually { sink.actions == ["act.0", "act.1"] }
                try await eventually { try await metrics().contains("pynomaly_audit_outbox_events 0") }
                #expect(try await metrics().contains("pynomaly_audit_outbox_oldest_seconds 0"))
                result = .success(())
            } catch {
                result = .failure(error)
            }
            await service.stop()
            try result.get()
        }
    }
}

/// Keeps what it is given.
private final class MemorySink: AuditSink {
    private struct State {
        var events: [AuthV1.RecordedAuditEvent] = []
        var refused: Set<String> = []
        var beforeRecording: RPCError?
        var afterRecording: RPCError?
    }

    private let state = Mutex(State())

    /// Actions that are INVALID_ARGUMENT.
    var refused: Set<String> {
        get { state.withLock { $0.refused } }
        set { state.withLock { $0.refused = newValue } }
    }

    var beforeRecording: RPCError? {
        get { state.withLock { $0.beforeRecording } }
        set { state.withLock { $0.beforeRecording = newValue } }
    }

    var afterRecording: RPCError? {
        get { state.withLock { $0.afterRecording } }
        set { state.withLock { $0.afterRecording = newValue } }
    }

    var actions: [String] { state.withLock { $0.events.compactMap { $0.event?.action } } }
    var resources: [String] { state.withLock { $0.events.compactMap { $0.event?.resource } } }
    var ids: [String] { state.withLock { $0.events.map(\.eventId) } }

    func record(_ events: [AuthV1.RecordedAuditEvent]) async throws {
        try state.withLock { state in
            if let error = state.beforeRecording { throw error }
            guard events.allSatisfy({ !state.refused.contains($0.event?.action ?? "") }) else {
                throw RPCError(.invalidArgument, "refused")
            }
            state.events += events
            if let error = state.afterRecording { throw error }
        }
    }
}
