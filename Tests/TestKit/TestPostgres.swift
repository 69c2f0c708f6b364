package import Postgres
import Synchronization

/// A real PostgreSQL for tests: one private server per test process, a database of its own for each test. The server
/// goes when the process does, in whatever way.
package final class TestPostgres: Sendable {
    let cluster: LocalCluster
    private let databases = Atomic(0)
    let directory: TemporaryDirectory
    /// What runs in the place of the first server since that was killed.
    let successor = Mutex<LocalCluster?>(nil)

    private static let starting = Task {
        var options = LocalCluster.Options()
        options.isDurable = false
        options.isTemporary = true
        options.maxConnections = 200
        return try await start(options)
    }

    /// A server of a test's own, which keeps what it has committed when it is killed.
    package static func startDurable() async throws -> TestPostgres {
        try await start(LocalCluster.Options())
    }

    private static func start(_ options: LocalCluster.Options) async throws -> TestPostgres {
        let directory = try TemporaryDirectory()
        let cluster = try await LocalCluster.start(directory: directory.path, options: options)
        // Roles belong to the whole server: tests that create databases side by side find them made.
        let server = try await PostgresConnection.open(ConnectionSettings(url: cluster.url()))
        try await server.script(PlatformRoles().clusterScript)
        return TestPostgres(cluster, directory)
    }

    private init(_ cluster: LocalCluster, _ directory: TemporaryDirectory) {
        self.cluster = cluster
        self.directory = directory
    }

    /// As superuser, apart from any test's database.
    package var adminURL: String { cluster.url() }

    package static func shared() async throws -> TestPostgres { try await starting.value }

    /// A fresh database with the platform's schemas and rights.
    package func makeDatabase() async throws -> TestDatabase {
        let name = "test_\(databases.add(1, ordering: .relaxed).newValue)"
        let server = try await PostgresConnection.open(ConnectionSettings(url: cluster.url()))
        try await server.script("CREATE DATABASE \(name) OWNER \(PlatformRoles.owner)")
        let database = TestDatabase(name: name, cluster: cluster)
        let inside = try await PostgresConnection.open(ConnectionSettings(url: database.superuserURL))
        try await inside.script(PlatformRoles().databaseScript(name))
        return database
    }
}

/// One test's database and the ways to log in to it.
package struct TestDatabase: Sendable {
    package let name: String
    let cluster: LocalCluster

    package var superuserURL: String { cluster.url(database: name) }
    package var ownerURL: String { cluster.url(user: PlatformRoles.owner, database: name) }

    /// As the role of a service, for instance `auth`.
    package func url(service: String) -> String {
        cluster.url(user: PlatformRoles.serviceRole(service), database: name)
    }

    /// A pool of the service's role; the test closes it.
    package func pool(service: String, size: Int = 4) throws -> PostgresPool {
        var settings = try PoolSettings(url: url(service: service))
        settings.size = size
        return PostgresPool(settings)
    }

    /// A connection as owner or superuser.
    package func connect(url: String? = nil) async throws -> PostgresConnection {
        try await PostgresConnection.open(ConnectionSettings(url: url ?? ownerURL))
    }
}
