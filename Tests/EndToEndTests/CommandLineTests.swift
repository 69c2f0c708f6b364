import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import TestKit
import Testing

/// `pynomaly up`: everything with one command, and nothing left of it afterwards.
@Suite(.timeLimit(.minutes(4))) struct CommandLineTests {
    private struct Addresses: Decodable {
        var http: Int
    }

    /// Waits until the platform has written where it is.
    private func addresses(_ file: String, _ process: ChildProcess) async throws -> Addresses {
        while true {
            if let data = FileManager.default.contents(atPath: file) {
                return try JSONDecoder().decode(Addresses.self, from: data)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Processes that carry this test's mark in their environment, or its folder in their command line: PostgreSQL's
    /// get no environment.
    private func left(_ mark: String, _ folder: TemporaryDirectory) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { Int($0) != nil }.compactMap { id in
            guard let command = Self.contents("/proc/\(id)/cmdline") else { return nil }
            let environment = Self.contents("/proc/\(id)/environ") ?? ""
            guard environment.contains(mark) || command.contains(folder.path) else { return nil }
            return command.split(separator: "\0").joined(separator: " ")
        }
    }

    /// The files of /proc say that they are empty; they are read to their end.
    private static func contents(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while case let count = read(file, &part, part.count), count > 0 { bytes += part.prefix(count) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func start(_ folder: TemporaryDirectory, mark: String) throws -> ChildProcess {
        try ChildProcess(
            Programs.path(of: "pynomaly"),
            ["up", "--any-ports", "--data-directory", folder.file("data"), "--address-file", folder.file("addresses")],
            environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path, "TZ": mark], output: folder.file("up.log"))
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal stops the platform in order and leaves no process`(signal: Int32) async throws {
        let folder = try TemporaryDirectory()
        let mark = "UTC-\(UUID().uuidString)"
        let platform = try start(folder, mark: mark)
        let http = try await addresses(folder.file("addresses"), platform).http
        let ready = try await HTTPCaller(port: http).call(.GET, "/ready")
        #expect(ready.status == 200)
        #expect(left(mark, folder).count > 5)
        platform.signal(signal)
        #expect(await platform.exitCode() == 0)
        #expect(left(mark, folder) == [])
    }

    @Test func `a platform that is killed takes its services with it`() async throws {
        let folder = try TemporaryDirectory()
        let mark = "UTC-\(UUID().uuidString)"
        let platform = try start(folder, mark: mark)
        _ = try await addresses(folder.file("addresses"), platform)
        platform.signal(SIGKILL)
        #expect(await platform.exitCode() == 128 + SIGKILL)
        while !left(mark, folder).isEmpty { try await Task.sleep(for: .milliseconds(50)) }
    }

    @Test(arguments: [("AUDIT_RETENTION_DAYS", "1"), ("SECRET_KEY_PREVIOUS_FILE", "/nowhere"), ("REDIS_URL", "x")])
    func `auth is told what whoever starts the platform sets`(name: String, value: String) async throws {
        let folder = try TemporaryDirectory()
        let platform = try ChildProcess(
            Programs.path(of: "pynomaly"), ["up", "--any-ports", "--data-directory", folder.file("data")],
            environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path, name: value], output: folder.file("up.log"))
        #expect(await platform.exitCode() != 0)
        #expect(Self.contents(folder.file("data/logs/auth.log"))?.contains(name) == true)
    }

    @Test func `services run in the environment that whoever starts the platform names`() async throws {
        let folder = try TemporaryDirectory()
        let result = try await run(
            folder, ["up", "--any-ports", "--data-directory", folder.file("data")], ["ENVIRONMENT": "prod"])
        #expect(result.code != 0 && result.text.contains("ENVIRONMENT must be one of"), "\(result.text)")
    }

    @Test func `two platforms can't share a data folder`() async throws {
        let folder = try TemporaryDirectory()
        let first = try start(folder, mark: "UTC")
        _ = try await addresses(folder.file("addresses"), first)
        let second = try ChildProcess(
            Programs.path(of: "pynomaly"), ["up", "--any-ports", "--data-directory", folder.file("data")],
            environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path], output: folder.file("second.log"))
        #expect(await second.exitCode() != 0)
        let text = String(
            decoding: FileManager.default.contents(atPath: folder.file("second.log")) ?? Data(), as: UTF8.self)
        #expect(text.contains("another platform"))
        #expect(await first.stop() == 0)
    }

    /// Runs `pynomaly` to its end.
    private func run(
        _ folder: TemporaryDirectory, _ arguments: [String], _ environment: [String: String] = [:]
    ) async throws -> (code: Int32, text: String) {
        let output = folder.file("output-\(UUID().uuidString)")
        let process = try ChildProcess(
            Programs.path(of: "pynomaly"), arguments,
            environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) { $1 }, output: output)
        let code = await process.exitCode()
        return (code, Self.contents(output) ?? "")
    }

    @Test func `a port that is taken is named before anything starts`() async throws {
        let folder = try TemporaryDirectory()
        let other = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(other.localAddress?.port)
        let result = try await run(folder, ["up", "--port", "\(port)", "--data-directory", folder.file("data")])
        try await other.close()
        #expect(result.code != 0)
        #expect(result.text.contains("port \(port) of 127.0.0.1 is taken") && result.text.contains("--port"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("data/postgres")))
    }

    @Test func `what a failing service wrote is shown and kept, even of a temporary platform`() async throws {
        let folder = try TemporaryDirectory()
        let result = try await run(folder, ["up", "--any-ports", "--temporary"], ["AUDIT_RETENTION_DAYS": "1"])
        #expect(result.code != 0)
        let message = try #require(result.text.split(separator: "the end of its log, ").last)
        let log = String(message.prefix { $0 != ":" })
        defer { try? FileManager.default.removeItem(atPath: String(log.dropLast("/logs/auth.log".count))) }
        #expect(message.contains("AUDIT_RETENTION_DAYS must be at least"))
        #expect(Self.contents(log)?.contains("AUDIT_RETENTION_DAYS") == true)
        #expect(!FileManager.default.fileExists(atPath: String(log.dropLast("/logs/auth.log".count)) + "/secrets"))
    }

    @Test func `the break-glass finds the platform of the data folder, whether it runs or not`() async throws {
        let folder = try TemporaryDirectory()
        let bootstrap = ["admin", "bootstrap", "--data-directory", folder.file("data")]
        let nowhere = try await run(folder, bootstrap)
        #expect(nowhere.code != 0 && nowhere.text.contains("no platform has run"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("data")))
        let platform = try start(folder, mark: "UTC")
        _ = try await addresses(folder.file("addresses"), platform)
        // The folder's own key is used, not one that happens to be around.
        let running = try await run(folder, bootstrap, ["SECRET_KEY": String(repeating: "z", count: 40)])
        #expect(running.code == 0 && running.text.contains("One-time password: "), "\(running.text)")
        #expect(await platform.stop() == 0)
        let stopped = try await run(folder, bootstrap)
        #expect(stopped.code == 0 && stopped.text.contains("One-time password: "), "\(stopped.text)")
    }
}
