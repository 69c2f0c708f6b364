import API
import Logging
import Messages
import NIOHTTP1
import NIOPosix
import Protobuf
import RPC
import ServiceKit
import ServiceLifecycle
import Synchronization
import Telemetry
import TestKit
import Testing

/// A service without a database: one public method, one that needs a token.
@Suite(.timeLimit(.minutes(2))) struct RunningServiceTests {
    private static let descriptor = ServiceDescriptor(name: "test.Probe", methods: [open, closed])
    private static let open = method("Open", .public)
    private static let closed = method("Closed", .authenticated)

    private static func method(_ name: String, _ access: MethodPolicy.Access) -> MethodDescriptor {
        MethodDescriptor(
            service: "test.Probe", method: name, kind: .unary, inputType: "", outputType: "",
            policy: MethodPolicy(access: access))
    }

    private static func definition(
        background: [any Service] = [],
        handler: @escaping @Sendable (TestingV1.EchoMessage) async throws -> TestingV1.EchoMessage = { $0 }
    ) -> ServiceDefinition {
        ServiceDefinition(service: .gateway) { _ in
            var service = RPCService(descriptor)
            for method in descriptor.methods {
                service.register(method) { call, _ in
                    call.respond(try await handler(call.request(TestingV1.EchoMessage.self)))
                }
            }
            return ServiceComponents(services: [service], background: background)
        }
    }

    private func with<R>(_ definition: ServiceDefinition, _ body: (RunningService, RPCChannel) async throws -> R)
        async throws -> R
    {
        let service = try await ServiceHarness.start(definition)
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: service.rpcPort), group: service.environment.group)
        let result = await Result(catching: { try await body(service, channel) })
        await channel.shutdown()
        await service.stop()
        return try result.get()
    }

    private func call(_ method: MethodDescriptor, _ channel: RPCChannel) async throws -> TestingV1.EchoMessage {
        try await channel.unary(method, TestingV1.EchoMessage(text: "hello"))
    }

    @Test func `metrics say since when it is not known what has ended`() async throws {
        try await with(Self.definition()) { service, _ in
            func age() async throws -> Double? {
                try await AdminClient.request(.GET, "/metrics", port: service.adminPort).body.split(separator: "\n")
                    .first { $0.hasPrefix("pynomaly_revocations_age_seconds ") }?.split(separator: " ").last
                    .flatMap { $0 == "NaN" ? .nan : Double($0) }
            }
            #expect(try await age()?.isNaN == true)
            service.environment.identity.apply([], isComplete: true, at: .now - .seconds(500))
            let seconds = try #require(try await age())
            #expect(seconds >= 500)
        }
    }

    @Test func `a service serves what it declares and refuses who shows no token`() async throws {
        try await with(Self.definition()) { _, channel in
            let answer = try await call(Self.open, channel)
            #expect(answer.text == "hello")
            let error = await #expect(throws: RPCError.self) { try await call(Self.closed, channel) }
            #expect(error?.code == .unauthenticated)
        }
    }

    @Test func `calls are counted by method and status`() async throws {
        try await with(Self.definition()) { service, channel in
            _ = try await call(Self.open, channel)
            _ = try? await call(Self.closed, channel)
            // The count is taken when the server has ended the call, a moment after the client saw its answer.
            var text = ""
            try await eventually {
                text = try await AdminClient.request(.GET, "/metrics", port: service.adminPort).body
                return text.contains("UNAUTHENTICATED")
            }
            #expect(text.contains(#"grpc_server_call_started_total{grpc_method="test.Probe/Open"} 1"#))
            let duration = "grpc_server_call_duration_seconds_count"
            #expect(text.contains(#"\#(duration){grpc_method="test.Probe/Open",grpc_status="OK"} 1"#))
            #expect(text.contains(#"\#(duration){grpc_method="test.Probe/Closed",grpc_status="UNAUTHENTICATED"} 1"#))
        }
    }

    @Test func `a service without a database is ready at once`() async throws {
        try await with(Self.definition()) { service, _ in
            try await eventually {
                try await AdminClient.request(.GET, "/ready", port: service.adminPort).status == 200
            }
        }
    }

    @Test func `gRPC clients can ask for health, and watch it until the service drains`() async throws {
        let service = try await ServiceHarness.start(Self.definition())
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: service.rpcPort), group: MultiThreadedEventLoopGroup.singleton)
        let health = GrpcHealthV1.HealthClient(channel)
        try await eventually { service.health.isReady }
        #expect(try await health.check(.init()).status == .serving)
        #expect(try await health.check(.init(service: "test.Probe")).status == .serving)
        let unknown = await #expect(throws: RPCError.self) { try await health.check(.init(service: "test.Other")) }
        #expect(unknown?.code == .notFound)
        var seen: [GrpcHealthV1.HealthCheckResponse.ServingStatus] = []
        var stopping: Task<Void, Never>?
        for try await answer in try await health.watch(.init()) {
            seen.append(answer.status)
            if stopping == nil { stopping = Task { await service.stop() } }
        }
        #expect(seen == [.serving, .notServing])
        await stopping?.value
        await channel.shutdown()
    }

    @Test func `every watcher of a service that drains sees it and is let go, unknown names too`() async throws {
        let service = try await ServiceHarness.start(Self.definition())
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: service.rpcPort), group: MultiThreadedEventLoopGroup.singleton)
        let health = GrpcHealthV1.HealthClient(channel)
        try await eventually { service.health.isReady }
        let (watching, tell) = AsyncStream<Void>.makeStream()
        typealias Statuses = [GrpcHealthV1.HealthCheckResponse.ServingStatus]
        let seen = try await withThrowingTaskGroup(of: Statuses.self) { group in
            for name in ["", "test.Probe", "test.Other"] {
                group.addTask {
                    var seen: Statuses = []
                    for try await answer in try await health.watch(.init(service: name)) {
                        if seen.isEmpty { tell.yield() }
                        seen.append(answer.status)
                    }
                    return seen
                }
            }
            var watchers = 0
            for await _ in watching {
                watchers += 1
                if watchers == 3 { break }
            }
            await service.stop()
            return try await group.reduce(into: [Statuses]()) { $0.append($1) }
        }
        #expect(seen.count { $0 == [.serving, .notServing] } == 2)
        #expect(seen.count { $0 == [.serviceUnknown] } == 1)
        await channel.shutdown()
    }

    @Test func `a handler's failure does not show its text to callers`() async throws {
        struct Leak: Error, CustomStringConvertible { let description = "password=hunter2" }
        try await with(Self.definition { _ in throw Leak() }) { _, channel in
            let error = await #expect(throws: RPCError.self) { try await call(Self.open, channel) }
            #expect(error?.message.contains("hunter2") == false)
        }
    }

    @Test func `stopping lets a call in flight end well`() async throws {
        let (started, tell) = AsyncStream<Void>.makeStream()
        let (gate, open) = AsyncStream<Void>.makeStream()
        let definition = Self.definition { request in
            tell.yield()
            for await _ in gate { break }
            return request
        }
        let service = try await ServiceHarness.start(definition)
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: service.rpcPort), group: MultiThreadedEventLoopGroup.singleton)
        async let answer = call(Self.open, channel)
        for await _ in started { break }
        async let stopped: Void = service.stop()
        try await eventually { service.health.phase == .draining }
        open.yield()
        #expect(try await answer.text == "hello")
        await stopped
        await channel.shutdown()
    }

    @Test func `a handler that takes no notice of its cancellation holds up no stop, and the log names it`()
        async throws
    {
        let (started, tell) = AsyncStream<Void>.makeStream()
        let definition = Self.definition { request in
            tell.yield()
            await Self.never.value
            return request
        }
        let values = SettingValues(environment: [
            "RPC_PORT": "0", "ADMIN_PORT": "0", "EVENT_LOOPS": "2", "SHUTDOWN_GRACE": "100ms",
        ])
        var settings = try ServiceSettings(service: .gateway, values: values)
        settings.rpcLimits.cancelledHandlersGrace = .seconds(1)
        let log = LogRecorder()
        let service = try await RunningService.start(definition, settings, logger: log.logger)
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: service.rpcPort), group: MultiThreadedEventLoopGroup.singleton)
        let call = Task { try await self.call(Self.open, channel) }
        for await _ in started { break }
        await service.stop()
        let error = await #expect(throws: RPCError.self) { try await call.value }
        #expect(error?.code == .unavailable)
        #expect(log.lines.contains { $0.hasPrefix("error ") && $0.contains("methods=/test.Probe/Open (1)") })
        await channel.shutdown()
    }

    /// A handler that waits for it stays where it is until the process ends: its event loop may be gone before.
    private static let never = Task { for await _ in endless.stream {} }
    private static let endless = AsyncStream<Void>.makeStream()

    @Test func `background services end after the calls, in order`() async throws {
        let events = Events()
        let service = try await ServiceHarness.start(Self.definition(background: [Recorder(events: events)]))
        try await events.wait(for: "running")
        await service.stop()
        #expect(events.all == ["running", "ended"])
    }

    @Test func `a background service that fails ends the service`() async throws {
        struct Broken: Error {}
        let service = try await ServiceHarness.start(Self.definition(background: [Failing(error: Broken())]))
        #expect(await service.waitForFailure() is Broken)
        await service.stop()
    }

    @Test func `an RPC port in use is one sentence, and nothing is left behind`() async throws {
        try await with(Self.definition()) { service, _ in
            let error = await #expect(throws: ListenError.self) {
                _ = try await ServiceHarness.start(Self.definition(), ["RPC_PORT": String(service.rpcPort)])
            }
            #expect(
                error?.description == "The RPC port 127.0.0.1:\(service.rpcPort) is already in use; "
                    + "stop whatever listens there or set RPC_PORT.")
        }
    }

    private struct Recorder: Service {
        var events: Events

        func run() async throws {
            events.add("running")
            try? await gracefulShutdown()
            events.add("ended")
        }
    }

    private struct Failing: Service {
        var error: any Error
        func run() async throws { throw error }
    }

    private final class Events: Sendable {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0 } }
        func add(_ event: String) { list.withLock { $0.append(event) } }
        func wait(for event: String) async throws {
            try await eventually { all.contains(event) }
        }
    }
}

extension Result where Failure == any Error {
    init(catching body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
