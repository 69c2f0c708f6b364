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

    /// How many a batch carried, was refused of, and left for the next.
    private func carry(_ pool: PostgresPool, _ sink: MemorySink, _ recorder: LogRecorder = LogRecorder()) async throws
        -> [Int]
    {
        let batch = try await relay(pool, sink, recorder).carryBatch()
        return [batch.carried.count, batch.refused == nil ? 0 : 1, batch.rest.count]
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
            #expect(try await carry(pool, sink) == [ServiceLimits.auditBatchMax, 0, 0])
            #expect(try await carry(pool, sink) == [3, 0, 0])
            #expect(try await carry(pool, sink) == [0, 0, 0])
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
            #expect(try await carry(pool, sink) == [2, 0, 0])
            #expect(sink.actions == ["act.0", "act.1", "act.0", "act.1"])
            #expect(Set(sink.ids).count == 2)
            #expect(try await waiting(database) == [0, 0])
        }
    }

    @Test func `a batch in the hands of one relay is skipped by the others, and free when its claim ends`()
        async throws
    {
        try await with { database, pool in
            try await act(ServiceLimits.auditBatchMax + 1, pool)
            let owner = try await database.connect()
            // By a process that is gone before it sends them.
            try await pool.withTransaction(tenant: nil) { connection in
                let mine = try await Self.outbox.claim(ServiceLimits.auditBatchMax, on: connection)
                #expect(mine.count == ServiceLimits.auditBatchMax)
                let sink = MemorySink()
                #expect(try await carry(pool, sink) == [1, 0, 0])
                #expect(sink.actions == ["act.\(ServiceLimits.auditBatchMax)"])
            }
            #expect(try await carry(pool, MemorySink()) == [0, 0, 0])
            func pass(_ seconds: Double) async throws {
                try await owner.execute(
                    "UPDATE dataset.audit_queue SET carry_time = carry_time - make_interval(secs => \(seconds))")
            }
            try await pass(ServiceLimits.auditClaimSeconds / 2)
            #expect(try await carry(pool, MemorySink()) == [0, 0, 0])
            try await pass(ServiceLimits.auditClaimSeconds / 2)
            // As kill -9 in the midst of it does: the server ends the session.
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
            #expect(try await carry(pool, sink) == [ServiceLimits.auditBatchMax, 0, 0])
            #expect(try await owner.query("SELECT 1 FROM dataset.audit_queue").isEmpty)
        }
    }

    @Test func `an event that is refused is put off, told, and keeps no other from its turn`() async throws {
        try await with { database, pool in
            let (sink, recorder) = (MemorySink(), LogRecorder())
            sink.refused = ["act.1"]
            try await act(3, pool)
            #expect(try await carry(pool, sink, recorder) == [1, 1, 1])
            #expect(try await carry(pool, sink, recorder) == [1, 0, 0])
            #expect(sink.actions == ["act.0", "act.2"])
            #expect(recorder.lines.map { $0.hasPrefix("error an audit event is not accepted") } == [true])
            #expect(try await waiting(database) == [1, 1])
            #expect(try await carry(pool, sink, recorder) == [0, 0, 0])
            // Put off twice as long each time, to a day.
            let owner = try await database.connect()
            for pause in [600.0, 1200, 2400] {
                try await owner.execute("UPDATE dataset.audit_queue SET carry_time = now()")
                #expect(try await carry(pool, sink, recorder) == [0, 1, 0])
                let left = try await owner.query(
                    "SELECT extract(epoch FROM carry_time - now())::double precision FROM dataset.audit_queue")[0]
                    .decode(Double.self, 0)
                #expect(left > pause - 60 && left <= pause)
            }
            try await owner.execute("UPDATE dataset.audit_queue SET refusals = 1000, carry_time = now()")
            #expect(try await carry(pool, sink, recorder) == [0, 1, 0])
            #expect(
                try await owner.query(
                    "SELECT 1 FROM dataset.audit_queue WHERE carry_time <= now() + interval '1 day'"
                ).count == 1)
            try await owner.execute("UPDATE dataset.audit_queue SET carry_time = now()")
            sink.refused = []
            #expect(try await carry(pool, sink, recorder) == [1, 0, 0])
            #expect(sink.actions == ["act.0", "act.2", "act.1"])
        }
    }

    @Test(arguments: [0, 37, ServiceLimits.auditBatchMax - 1])
    func `one refused event of a full batch is found with few messages, whichever it is`(place: Int) async throws {
        try await with { database, pool in
            let sink = MemorySink()
            sink.refused = ["act.\(place)"]
            let count = ServiceLimits.auditBatchMax
            try await act(count, pool)
            let batch = try await relay(pool, sink).carryBatch()
            #expect(batch.refused != nil)
            // log2(100) + 1, and these must be over before another replica thinks that this one is gone.
            #expect(sink.messages <= 8)
            #expect(ServiceLimits.authTimeout * 8 < .seconds(ServiceLimits.auditClaimSeconds))
            #expect(batch.carried.count + batch.rest.count == count - 1)
            #expect(try await carry(pool, sink) == [batch.rest.count, 0, 0])
            #expect(Set(sink.actions) == Set((0..<count).filter { $0 != place }.map { "act.\($0)" }))
            #expect(sink.actions.count == count - 1)
            #expect(try await waiting(database) == [1, 1])
        }
    }

    @Test func `no connection is held while events are sent: a pool of one is enough for both ends`() async throws {
        try await with { database, _ in
            let pool = try database.pool(service: "dataset", size: 1)
            let sink = MemorySink()
            sink.pool = pool
            try await act(2, pool)
            #expect(try await carry(pool, sink) == [2, 0, 0])
            await pool.close()
        }
    }

    @Test func `what a relay has claimed when the service stops is free at once`() async throws {
        try await with { database, pool in
            let sink = MemorySink()
            sink.hangs = true
            try await act(2, pool)
            let relay = relay(pool, sink)
            let running = Task { try await relay.run() }
            try await eventually { sink.messages == 1 }
            running.cancel()
            try await running.value
            #expect(try await carry(pool, MemorySink()) == [2, 0, 0])
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
            #expect(try await carry(pool, sink) == [0, 1, 2])
            #expect(try await carry(pool, sink) == [2, 0, 0])
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
            #expect(try await carry(pool, sink) == [4, 0, 0])
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
                try await owner.execute(
                    "UPDATE dataset.audit_queue SET enqueue_time = enqueue_time - interval '100 seconds'")
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
        var messages = 0
        var pool: PostgresPool?
        var hangs = false
    }

    private let state = Mutex(State())

    /// Actions that are INVALID_ARGUMENT.
    var refused: Set<String> {
        get { state.withLock { $0.refused } }
        set { state.withLock { $0.refused = newValue } }
    }

    /// How often it was given something.
    var messages: Int { state.withLock { $0.messages } }

    /// Where it records what it is given, so to speak.
    var pool: PostgresPool? {
        get { state.withLock { $0.pool } }
        set { state.withLock { $0.pool = newValue } }
    }

    /// Whether it takes longer than anybody waits.
    var hangs: Bool {
        get { state.withLock { $0.hangs } }
        set { state.withLock { $0.hangs = newValue } }
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
        state.withLock { $0.messages += 1 }
        if hangs { try await Task.sleep(for: .seconds(3600)) }
        try await pool?.withTransaction(tenant: nil) { _ = try await $0.query("SELECT 1") }
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
