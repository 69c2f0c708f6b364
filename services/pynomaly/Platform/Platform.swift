import FoundationEssentials
import NIOHTTP1
import Postgres
import ServiceKit
import Subprocess

/// The parts of a platform on one machine, started from the bottom up and stopped from the top down.
struct Platform: Sendable {
    static let database = "pynomaly"
    /// From the bottom up: nobody is asked for anything before it runs.
    static let startOrder: [PlatformService] = [.auth, .metrics, .dataset, .detection, .gateway]
    static let readyTimeout: Duration = .seconds(60)
    static let readyPause: Duration = .milliseconds(50)

    var folder: DataFolder
    var programs: ServicePrograms
    var ports: PortPlan
    var adminPasswordFile: String?

    /// Runs until the task is cancelled, or until a service can't be kept running.
    func run(whenReady: @Sendable (PortPlan) throws -> Void) async throws {
        var options = LocalCluster.Options()
        options.maxConnections = 100
        let cluster = try await LocalCluster.start(directory: folder.cluster, options: options)
        let result = await Result { try await serve(cluster, whenReady) }
        await cluster.stop()
        try result.get()
    }

    private func serve(_ cluster: LocalCluster, _ whenReady: @Sendable (PortPlan) throws -> Void) async throws {
        try await PlatformRoles.create(
            superuser: ConnectionSettings(url: cluster.url()), database: Self.database)
        for service in Self.startOrder where service != .gateway { try await migrate(service, cluster) }
        Terminal.answer(try await bootstrapAdmin(cluster.address))
        let (failures, report) = AsyncStream<CommandFailure>.makeStream()
        var running: [Task<Void, Never>] = []
        var runs: [PlatformService: ServiceRun] = [:]
        let result = await Result {
            for service in Self.startOrder {
                let keeper = ServiceKeeper(service: service, child: try child(service, cluster.address))
                runs[service] = keeper.run
                running.append(Task { await keeper.keepRunning { report.yield($0) } })
            }
            try await waitUntilReady(runs, failures, whenReady)
        }
        for task in running.reversed() {
            task.cancel()
            await task.value
        }
        try result.get()
    }

    /// Announces readiness once every service is ready, then waits for a failure or for the cancellation.
    private func waitUntilReady(
        _ runs: [PlatformService: ServiceRun], _ failures: AsyncStream<CommandFailure>,
        _ whenReady: @Sendable (PortPlan) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await waitUntilReady(runs)
            }
            group.addTask {
                for await failure in failures { throw failure }
                throw CancellationError()
            }
            defer { group.cancelAll() }
            try await group.next()
            try whenReady(ports)
            try await group.next()
        }
    }

    /// Believes only what a program says that ran before it said it, and still runs when all others are ready.
    private func waitUntilReady(_ runs: [PlatformService: ServiceRun]) async throws {
        var ready: [PlatformService: Int] = [:]
        repeat {
            for service in Self.startOrder {
                guard let run = runs[service] else { continue }
                ready[service] = try await waitUntilReady(service, run)
            }
        } while runs.contains { service, run in run.current != ready[service] }
    }

    /// Returns the number of the run that is ready.
    private func waitUntilReady(_ service: PlatformService, _ run: ServiceRun) async throws -> Int {
        let end = ContinuousClock.now + Self.readyTimeout
        let admin = try ServerAddress("http://\(PortPlan.host):\(ports.ports(of: service).admin)")
        while ContinuousClock.now < end {
            let asked = run.current
            let probe = HTTPExchange(server: admin, method: .GET, path: "/ready", headers: [])
            // A refused connection is what a service that is still starting looks like.
            let isReady = try? await probe.run(writeBody: { _ in }) { head, _ in head.status == .ok }
            if isReady == true, let asked, run.current == asked { return asked }
            try await Task.sleep(for: Self.readyPause)
        }
        throw CommandFailure("\(service.rawValue) did not become ready", log: log(service))
    }

    private func migrate(_ service: PlatformService, _ cluster: LocalCluster) async throws {
        var environment = given(to: service)
        environment["DATABASE_URL"] = cluster.url(user: PlatformRoles.owner, database: Self.database)
        _ = try await once(service, ["migrate"], environment)
    }

    /// What auth prints about the first administrator.
    private func bootstrapAdmin(_ cluster: ClusterAddress) async throws -> String {
        var environment = try environment(.auth, cluster)
        if let adminPasswordFile { environment["ADMIN_PASSWORD_FILE"] = adminPasswordFile }
        return try await once(.auth, ["bootstrap-admin", "--if-absent", "true"], environment)
    }

    /// Lets an administrator in again whose password or factor is lost.
    func resetAdmin(_ username: String, _ cluster: ClusterAddress) async throws -> String {
        try await once(.auth, ["bootstrap-admin", "--username", username], environment(.auth, cluster))
    }

    private func once(
        _ service: PlatformService, _ arguments: [String], _ environment: [String: String]
    ) async throws -> String {
        let result = try await Subprocess.run(
            .name("env"), arguments: Arguments([programs.path(of: service)] + arguments),
            environment: ChildProcess.environment(environment), output: .string(limit: 1 << 16),
            error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else {
            throw CommandFailure("pynomaly-\(service.rawValue) \(arguments[0]) failed: \(result.standardError)")
        }
        return String(result.standardOutput.split(separator: "\n").joined(separator: "\n"))
    }

    private func child(_ service: PlatformService, _ cluster: ClusterAddress) throws -> ChildProcess {
        ChildProcess(
            program: programs.path(of: service), environment: try environment(service, cluster), log: log(service))
    }

    private func log(_ service: PlatformService) -> String { "\(folder.logs)/\(service.rawValue).log" }

    private func environment(_ service: PlatformService, _ cluster: ClusterAddress) throws -> [String: String] {
        var environment = given(to: service).merging(ports.settings(for: service)) { $1 }
        if service != .gateway {
            let role = PlatformRoles.serviceRole(service.rawValue)
            environment["DATABASE_URL"] = cluster.url(user: role, database: Self.database)
        }
        if service == .auth {
            environment["SECRET_KEY_FILE"] = try folder.secretFile("secret-key")
            for peer in PlatformService.allCases where peer != .auth {
                environment["SERVICE_SECRET_\(peer.rawValue.uppercased())_FILE"] =
                    try folder.secretFile("service-\(peer.rawValue)")
            }
            if environment["AUDIT_KEY"] == nil, environment["AUDIT_KEY_FILE"] == nil {
                environment["AUDIT_KEY_FILE"] = try folder.secretFile("audit-key")
            }
        } else {
            environment["SERVICE_SECRET_FILE"] = try folder.secretFile("service-\(service.rawValue)")
        }
        if service == .detection {
            environment["MODEL_SIGNING_KEY_FILE"] = try folder.secretFile("model-signing-key")
        }
        return environment
    }

    /// What whoever starts the platform may set. Addresses, ports and the secrets of the data folder are the platform's
    /// own to give.
    private func given(to service: PlatformService) -> [String: String] {
        let own = ProcessInfo.processInfo.environment
        let names = Self.passed.union(RPCLimitSettings.names).union(Self.passedTo[service] ?? [])
        return own.filter { names.contains($0.key) }
    }

    private static let passed: Set = [
        "PATH", "HOME", "ENVIRONMENT", "LOG_LEVEL", "WORKER_COUNT", "EVENT_LOOPS", "TASK_ROWS", "TASK_LEASE", "TZ",
    ]

    private static let passedTo: [PlatformService: Set<String>] = [
        .auth: [
            "SECRET_KEY_PREVIOUS", "SECRET_KEY_PREVIOUS_FILE", "SIGNING_KEY_ROTATION_DAYS", "AUDIT_KEY",
            "AUDIT_KEY_FILE", "AUDIT_KEY_PREVIOUS", "AUDIT_KEY_PREVIOUS_FILE", "AUDIT_RETENTION_DAYS",
            "AUDIT_HEADS_FILE", "LOGIN_RATE_PER_SECOND", "LOGIN_BURST", "PASSWORD_DENYLIST_FILE", "REDIS_URL",
            "REDIS_URL_FILE", "REDIS_PASSWORD", "REDIS_PASSWORD_FILE", "REDIS_CA_FILE",
        ],
        .dataset: [
            "UPLOADS_MAX", "UPLOADS_PER_TENANT_MAX", "TENANT_UPLOADS_MAX", "TENANT_DATASETS_MAX",
            "TENANT_STORED_BYTES_MAX", "DATABASE_BYTES_MAX", "BLOCK_CACHE_BYTES", "DATASET_RETENTION", "SWEEP_INTERVAL",
        ],
        .detection: ["MODEL_CACHE_BYTES", "TRAINING_BYTES_MAX"],
        .gateway: ["TRUSTED_PROXIES"],
    ]
}

extension Result where Failure == any Error {
    init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
