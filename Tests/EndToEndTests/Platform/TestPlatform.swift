import FoundationEssentials
import Glibc
import NIOHTTP1
import ServiceKit
import TestKit

/// The whole platform as users run it: five processes of the built programs over a private PostgreSQL.
final class TestPlatform: Sendable {
    /// Never shown anywhere: the tests look for it in every log.
    static let secretMark = "do-not-log-me"
    static let oneTimePassword = "first-\(secretMark)-Passw0rd"

    let database: TestDatabase
    let folder: TemporaryDirectory
    private let ports: [PlatformService: Ports]
    private let processes: ProcessTable
    /// Settings beyond those that every test has.
    private let extra: [String: String]

    struct Ports: Sendable {
        var rpc = FreePorts.take()
        var admin = FreePorts.take()
    }

    private init(database: TestDatabase, folder: TemporaryDirectory, extra: [String: String]) {
        self.extra = extra
        self.database = database
        self.folder = folder
        ports = Dictionary(uniqueKeysWithValues: PlatformService.allCases.map { ($0, Ports()) })
        processes = ProcessTable()
    }

    /// Migrates, makes the first administrator, starts the services and waits until they are ready.
    static func start(_ extra: [String: String] = [:], on postgres: TestPostgres? = nil) async throws -> TestPlatform {
        let server = if let postgres { postgres } else { try await TestPostgres.shared() }
        let platform = TestPlatform(
            database: try await server.makeDatabase(), folder: try TemporaryDirectory(), extra: extra)
        for service in PlatformService.allCases where service != .gateway {
            try await platform.run(service, ["migrate"], ["DATABASE_URL": platform.database.ownerURL])
        }
        try await platform.run(.auth, ["bootstrap-admin"], ["ADMIN_PASSWORD": oneTimePassword])
        // From the bottom up, as `pynomaly up` does: who asks for somebody that is not there yet asks later again.
        for service in [PlatformService.auth, .metrics, .dataset, .detection, .gateway] {
            try await platform.launch(service)
            try await platform.waitUntilReady(service)
        }
        return platform
    }

    /// Starts a platform, lends it, and stops it whatever happens.
    static func with<R>(
        _ extra: [String: String] = [:], on postgres: TestPostgres? = nil, _ body: (TestPlatform) async throws -> R
    ) async throws -> R {
        let platform = try await start(extra, on: postgres)
        do {
            let result = try await body(platform)
            await platform.stop()
            return result
        } catch {
            await platform.stop()
            throw error
        }
    }

    var gatewayPort: Int { ports[.gateway]?.rpc ?? 0 }
    func rpcPort(_ service: PlatformService) -> Int { ports[service]?.rpc ?? 0 }
    func adminPort(_ service: PlatformService) -> Int { ports[service]?.admin ?? 0 }

    func launch(_ service: PlatformService) async throws {
        let command = Programs.confined(service, ["serve"])
        let process = try ChildProcess(
            command.program, command.arguments, environment: environment(of: service), output: log(of: service))
        await processes.set(process, for: service)
    }

    /// A service's memory in MiB, as the kernel counts it: `VmRSS`, what is resident now, or `VmHWM`, the most that ever was.
    func memory(_ measure: String, of service: PlatformService) async throws -> Int {
        guard let process = await processes.process(of: service),
            let status = FileManager.default.contents(atPath: "/proc/\(process.pid)/status"),
            let line = String(decoding: status, as: UTF8.self).split(separator: "\n")
                .first(where: { $0.hasPrefix(measure + ":") }),
            let kilobytes = line.split(separator: " ").dropLast().last.flatMap({ Int($0) })
        else { throw PlatformFailure("\(service.rawValue) has no \(measure)") }
        return kilobytes >> 10
    }

    func kill(_ service: PlatformService) async {
        await processes.process(of: service)?.signal(SIGKILL)
        _ = await processes.process(of: service)?.exitCode()
    }

    /// From the outside in; returns the exit codes.
    @discardableResult
    func stop() async -> [PlatformService: Int32] {
        var codes: [PlatformService: Int32] = [:]
        for service in [PlatformService.gateway, .detection, .dataset, .metrics, .auth] {
            codes[service] = await processes.take(service)?.stop()
        }
        return codes
    }

    func log(of service: PlatformService) -> String { folder.file("\(service.rawValue).log") }

    func logText(of service: PlatformService) -> String {
        String(decoding: FileManager.default.contents(atPath: log(of: service)) ?? Data(), as: UTF8.self)
    }

    /// Runs one of a service's commands to its end.
    @discardableResult
    func run(_ service: PlatformService, _ arguments: [String], _ extra: [String: String]) async throws -> String {
        let output = folder.file("\(service.rawValue)-\(arguments[0]).out")
        let command = Programs.confined(service, arguments)
        let process = try ChildProcess(
            command.program, command.arguments, environment: environment(of: service).merging(extra) { $1 },
            output: output)
        let code = await process.exitCode()
        let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
        guard code == 0 else {
            throw PlatformFailure("\(service.rawValue) \(arguments[0]) exited with \(code): \(text)")
        }
        return text
    }

    func environment(of service: PlatformService) -> [String: String] {
        var environment = [
            "PATH": "/usr/bin:/bin", "ENVIRONMENT": "test", "LOG_LEVEL": "debug", "STOP_WITH_INPUT": "true",
            "RPC_PORT": String(rpcPort(service)), "ADMIN_PORT": String(adminPort(service)),
            "REPORT_INTERVAL": "500ms", "SHUTDOWN_GRACE": "5s", "SERVICE_SECRET": secret(of: service),
        ]
        for peer in PlatformService.allCases where peer != .gateway {
            environment[peer.endpointSetting] = "127.0.0.1:\(rpcPort(peer))"
        }
        switch service {
        case .gateway:
            environment["HTTP_PORT"] = String(gatewayPort)
        case .auth:
            // Tests sign in often, all from one address.
            environment["LOGIN_RATE_PER_SECOND"] = "10000"
            environment["LOGIN_BURST"] = "100000"
            environment["SECRET_KEY"] = "\(Self.secretMark)-key\n0123456789abcdef0123456789abcdef"
            for peer in PlatformService.allCases {
                environment["SERVICE_SECRET_\(peer.rawValue.uppercased())"] = secret(of: peer)
            }
        case .detection:
            environment["MODEL_SIGNING_KEY"] = "\(Self.secretMark)-models-0123456789abcdef0123456789abcdef"
        case .dataset, .metrics: break
        }
        if service != .gateway { environment["DATABASE_URL"] = database.url(service: service.rawValue) }
        return environment.merging(extra) { $1 }
    }

    func secret(of service: PlatformService) -> String {
        "\(Self.secretMark)-\(service.rawValue)-0123456789abcdef0123456789abcdef"
    }

    /// Asks the admin port until it says that the service is ready; the process's own end is the only other way out.
    func waitUntilReady(_ service: PlatformService) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            let answer = try? await HTTPCaller(port: adminPort(service)).call(.GET, "/ready")
            if answer?.status == 200 { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw PlatformFailure("\(service.rawValue) did not become ready: \(logText(of: service).suffix(2000))")
    }
}

struct PlatformFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

actor ProcessTable {
    private var processes: [PlatformService: ChildProcess] = [:]

    func set(_ process: ChildProcess, for service: PlatformService) {
        processes[service] = process
    }

    func process(of service: PlatformService) -> ChildProcess? {
        processes[service]
    }

    func take(_ service: PlatformService) -> ChildProcess? {
        processes.removeValue(forKey: service)
    }
}
