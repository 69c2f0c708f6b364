import FoundationEssentials
import Synchronization

/// A private PostgreSQL: its own data folder, reachable only through a Unix socket in a folder of its owner's, and ended
/// with this process, however this process ends.
package final class LocalCluster: Sendable {
    package struct Options: Sendable {
        /// Trades safety against power failure for speed; for tests.
        package var isDurable = true
        /// Deletes the data when the server stops.
        package var isTemporary = false
        package var maxConnections = 100
        package var startTimeout: Duration = .seconds(60)
        /// Listens on 127.0.0.1 too, where roles need their passwords.
        package var port: Int?

        package init() {}
    }

    package static let superuser = "postgres"
    private static let defaultPort = 5432

    package let address: ClusterAddress
    private let directory: String
    private let server: Mutex<SupervisedProcess?>

    private init(address: ClusterAddress, directory: String, server: SupervisedProcess) {
        self.address = address
        self.directory = directory
        self.server = Mutex(server)
    }

    /// Creates the data folder if there is none, starts the server and returns when it answers.
    package static func start(
        directory: String, options: Options = Options()
    ) async throws(LocalClusterError) -> LocalCluster {
        let programs = try ServerPrograms.find()
        let account = try ServerAccount.current()
        let folders = try ClusterFolders(directory: directory, account: account)
        if !folders.hasData { try await initialize(folders, programs, account, options) }
        try folders.writeAuthentication()
        let server = try SupervisedProcess.start(
            account.command(programs.postgres, arguments(folders, options)), log: folders.log,
            removingAfterwards: [folders.socket] + (options.isTemporary ? [directory] : []))
        let cluster = LocalCluster(
            address: ClusterAddress(socketDirectory: folders.socket, port: options.port ?? defaultPort),
            directory: directory, server: server)
        try await cluster.waitUntilReady(server, folders, options)
        return cluster
    }

    package var socketDirectory: String { address.socketDirectory }

    package func url(user: String = superuser, database: String = "postgres") -> String {
        address.url(user: user, database: database)
    }

    /// Ends sessions, shuts down in order and returns when no process is left.
    package func stop() async {
        let running = server.withLock { server in
            defer { server = nil }
            return server
        }
        await running?.stop()
    }

    private static func initialize(
        _ folders: ClusterFolders, _ programs: ServerPrograms, _ account: ServerAccount, _ options: Options
    ) async throws(LocalClusterError) {
        var arguments = [
            "-D", folders.data, "-U", superuser, "--encoding=UTF8", "--locale=C", "--auth-local=trust",
            "--auth-host=scram-sha-256",
        ]
        if !options.isDurable { arguments.append("--no-sync") }
        let code = try await SupervisedProcess.run(account.command(programs.initdb, arguments), log: folders.log)
        if code != 0 { throw LocalClusterError("initdb failed: \(folders.logTail)") }
    }

    private static func arguments(_ folders: ClusterFolders, _ options: Options) -> [String] {
        var settings = [
            "unix_socket_directories=\(folders.socket)", "listen_addresses=\(options.port == nil ? "" : "127.0.0.1")",
            "port=\(options.port ?? defaultPort)", "max_connections=\(options.maxConnections)", "jit=off",
            "log_min_messages=warning", "password_encryption=scram-sha-256",
        ]
        if !options.isDurable {
            settings += [
                "fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB",
                "max_wal_size=512MB", "wal_level=minimal", "max_wal_senders=0",
            ]
        }
        return ["-D", folders.data] + settings.flatMap { ["-c", $0] }
    }

    private func waitUntilReady(
        _ server: SupervisedProcess, _ folders: ClusterFolders, _ options: Options
    ) async throws(LocalClusterError) {
        let deadline = ContinuousClock.now + options.startTimeout
        var lastReason = "no answer"
        while ContinuousClock.now < deadline, !server.hasEnded {
            do {
                _ = try await PostgresConnection.open(ConnectionSettings(url: url()))
                return
            } catch {
                lastReason = error.message
            }
            // A cancelled caller is noticed below; a short pause keeps the server's start from being crowded out.
            guard (try? await Task.sleep(for: .milliseconds(30))) != nil else { break }
        }
        await stop()
        throw LocalClusterError("PostgreSQL did not start in \(directory): \(folders.logTail) (\(lastReason))")
    }
}

/// Why the private cluster can't run, in a sentence for its user.
package struct LocalClusterError: Error, Sendable, CustomStringConvertible {
    package let message: String
    init(_ message: String) { self.message = message }
    package var description: String { message }
}
