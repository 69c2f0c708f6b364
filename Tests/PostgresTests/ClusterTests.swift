import FoundationEssentials
import Glibc
import Postgres
import TestKit
import Testing

/// Servers that tests may stop.
@Suite(.serialized) struct ClusterTests {
    private func start(_ directory: TemporaryDirectory, port: Int? = nil) async throws -> LocalCluster {
        var options = LocalCluster.Options()
        options.isDurable = false
        options.port = port
        return try await LocalCluster.start(directory: directory.path, options: options)
    }

    @Test func `a pool outlives a server that stops and comes back with its data`() async throws {
        let directory = try TemporaryDirectory()
        let first = try await start(directory)
        let pool = PostgresPool(try PoolSettings(url: first.url()))
        try await pool.start()
        try await pool.withConnection { try await $0.script("CREATE TABLE t (n int8); INSERT INTO t VALUES (7)") }
        await first.stop()
        #expect(!FileManager.default.fileExists(atPath: first.socketDirectory))
        let error = await #expect(throws: PostgresError.self) {
            try await pool.withConnection { try await $0.execute("SELECT 1") }
        }
        #expect(error?.kind == .connection)
        #expect(error?.message.contains(first.socketDirectory) == true)
        await pool.close()

        let second = try await start(directory)
        let connection = try await PostgresConnection.open(ConnectionSettings(url: second.url()))
        #expect(try await connection.query("SELECT n FROM t")[0].decode(Int.self, 0) == 7)
        await second.stop()
    }

    @Test func `a server holds no descriptor of the program that started it`() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let directory = try TemporaryDirectory()
        let cluster = try await start(directory)
        let connection = try await PostgresConnection.open(ConnectionSettings(url: cluster.url()))
        let process = try await connection.query("SELECT pg_backend_pid()")[0].decode(Int32.self, 0)
        let descriptors = "/proc/\(process)/fd"
        let held = try FileManager.default.contentsOfDirectory(atPath: descriptors).compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: descriptors + "/" + $0)
        }
        let ours = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(ends[0])")
        #expect(!held.isEmpty && !held.contains(ours))
        close(ends[0])
        close(ends[1])
        await cluster.stop()
    }

    @Test func `a second server on the same data is refused with the reason`() async throws {
        let directory = try TemporaryDirectory()
        let first = try await start(directory)
        let error = await #expect(throws: LocalClusterError.self) { try await start(directory) }
        #expect(error?.message.contains("postmaster.pid") == true)
        let connection = try await PostgresConnection.open(ConnectionSettings(url: first.url()))
        #expect(try await connection.query("SELECT 1").count == 1)
        await first.stop()
    }

    @Test func `a role with a password logs in over TCP with the right one only`() async throws {
        let directory = try TemporaryDirectory()
        let port = try freePort()
        let cluster = try await start(directory, port: port)
        var roles = PlatformRoles()
        roles.passwords = ["pynomaly_auth": "it's \\ secret"]
        let superuser = try ConnectionSettings(url: cluster.url())
        // Twice: what exists is brought in line.
        try await PlatformRoles.create(superuser: superuser, roles: roles)
        try await PlatformRoles.create(superuser: superuser, roles: roles)

        let url = "postgresql://pynomaly_auth@127.0.0.1:\(port)/pynomaly"
        let connection = try await PostgresConnection.open(ConnectionSettings(url: url, password: "it's \\ secret"))
        #expect(try await connection.query("SELECT 1").count == 1)
        let error = await #expect(throws: PostgresError.self) {
            try await PostgresConnection.open(ConnectionSettings(url: url, password: "wrong-secret"))
        }
        #expect(error?.message.contains("password authentication failed") == true)
        #expect(error?.message.contains("wrong-secret") == false)
        await cluster.stop()
    }

    @Test func `a listener hears, and hears again after its connection broke`() async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let observer = try await database.connect(url: database.superuserURL)
        var listener = try PostgresListener(ConnectionSettings(url: database.url(service: "auth")), channels: ["jobs"])
        listener.pauseFirst = .milliseconds(1)
        let (events, feed) = AsyncStream.makeStream(of: PostgresListener.Event.self)
        let listening = Task { [listener] in await listener.run { feed.yield($0) } }
        var iterator = events.makeAsyncIterator()

        #expect(await iterator.next() == .connected)
        try await observer.notify(channel: "jobs", payload: "one")
        try await observer.notify(channel: "other", payload: "unheard")
        try await observer.notify(channel: "jobs", payload: "two")
        #expect(await iterator.next() == .notification(channel: "jobs", payload: "one"))
        #expect(await iterator.next() == .notification(channel: "jobs", payload: "two"))

        try await observer.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE usename = 'pynomaly_auth' AND datname = \(database.name)
            """)
        #expect(await iterator.next() == .connected)
        try await observer.notify(channel: "jobs", payload: "three")
        #expect(await iterator.next() == .notification(channel: "jobs", payload: "three"))
        listening.cancel()
        await listening.value
    }

    @Test func `a listener has no more channels than its limit`() throws {
        let settings = try ConnectionSettings(url: "postgresql:///x")
        let atLimit = (0..<PostgresLimits.listenerChannelsMax).map { "c\($0)" }
        _ = try PostgresListener(settings, channels: atLimit)
        #expect(throws: PostgresError.self) { try PostgresListener(settings, channels: atLimit + ["more"]) }
    }
}
