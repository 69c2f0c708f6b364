import FoundationEssentials
import Postgres

/// A real Redis of a test's own: on a Unix domain socket and, with certificates, on a port with TLS. It goes when the test
/// stops it or the process ends, in whatever way.
package final class TestRedis: Sendable {
    package static let password = "the password of redis"

    private let directory: TemporaryDirectory
    private let command: [String]
    private let tlsPort: Int?
    private let process: SupervisedProcess

    /// - Parameters:
    ///   - requiresPassword: whether clients must give `password`.
    ///   - certificates: those of the TLS port, if there is to be one.
    package static func start(
        requiresPassword: Bool = false, certificates: TestCertificates? = nil
    ) async throws -> TestRedis {
        let directory = try TemporaryDirectory()
        var command = [
            "/usr/bin/redis-server", "--port", "0", "--unixsocket", directory.file("redis.sock"), "--save", "",
            "--appendonly", "no", "--dir", directory.path,
        ]
        if requiresPassword { command += ["--requirepass", password] }
        let tlsPort = try certificates.map { _ in try freePort() }
        if let certificates, let tlsPort {
            command += [
                "--tls-port", String(tlsPort), "--bind", "127.0.0.1", "--tls-cert-file", certificates.server,
                "--tls-key-file", certificates.serverKey, "--tls-ca-cert-file", certificates.authority,
                "--tls-auth-clients", "no",
            ]
        }
        return try await TestRedis(directory, command, tlsPort)
    }

    private init(_ directory: TemporaryDirectory, _ command: [String], _ tlsPort: Int?) async throws {
        self.directory = directory
        self.command = command
        self.tlsPort = tlsPort
        let log = directory.file("redis.log")
        process = try SupervisedProcess.start(command, log: log, removingAfterwards: [])
        // The socket's file is there before the server listens on it, so the log tells.
        try await eventually {
            if process.hasEnded { throw Failure(log: log) }
            return String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
                .contains("ready to accept connections at")
        }
    }

    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        init(log: String) {
            let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
            description = "redis-server ended: \(text.suffix(1000))"
        }
    }

    package var url: String { "unix://\(directory.file("redis.sock"))" }

    /// Of the port with TLS.
    package func tlsURL(host: String = "localhost") -> String { "rediss://\(host):\(tlsPort ?? 0)" }

    /// Ends the server.
    package func stop() async { await process.stop() }

    /// A server in the place of this one, which must have ended. It knows nothing of what the other one held.
    package func restarted() async throws -> TestRedis {
        try? FileManager.default.removeItem(atPath: directory.file("redis.sock"))
        try? FileManager.default.removeItem(atPath: directory.file("redis.log"))
        return try await TestRedis(directory, command, tlsPort)
    }
}
