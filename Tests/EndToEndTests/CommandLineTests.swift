import FoundationEssentials
import Glibc
import NIOHTTP1
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
}
