import Messages
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import RPC

@Suite("Connections come and go")
struct ConnectionTests {
    private func endpoint(_ port: Int) -> Endpoint { Endpoint(host: "127.0.0.1", port: port) }

    private func channel(_ port: Int) -> RPCChannel {
        RPCChannel(target: endpoint(port), group: MultiThreadedEventLoopGroup.singleton)
    }

    private func start(port: Int = 0, _ fixture: EchoFixture = EchoFixture()) async throws -> RPCServer {
        let server = RPCServer(configuration: ServerConfiguration(port: port), services: [fixture.service])
        try await server.start()
        return server
    }

    /// A server on a port that stays free for its successor: below the range from which the system gives out ports.
    private func startRestartable() async throws -> RPCServer {
        while true {
            if let server = try? await start(port: .random(in: 12_000..<30_000)) { return server }
        }
    }

    /// A process that another test is just starting holds our sockets until its exec; so try again.
    private func restart(port: Int) async throws -> RPCServer {
        for _ in 0..<200 {
            if let server = try? await start(port: port) { return server }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try await start(port: port)
    }

    @Test("calls without a server are UNAVAILABLE, those that wait for it succeed")
    func waitForReady() async throws {
        let first = try await startRestartable()
        let port = first.port
        await first.shutdown(grace: .zero)
        let channel = channel(port)
        let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
        #expect(error?.code == .unavailable)
        async let waiting: Blob = channel.unary(
            EchoFixture.unary, Blob("late"), options: CallOptions(waitForReady: true))
        let second = try await restart(port: port)
        let answer = try await waiting
        #expect(answer.text == "late")
        await channel.shutdown()
        await second.shutdown(grace: .seconds(1))
    }

    @Test("a channel connects again after its server was restarted")
    func reconnect() async throws {
        let first = try await startRestartable()
        let port = first.port
        let channel = channel(port)
        let _: Blob = try await channel.unary(EchoFixture.unary, Blob("one"))
        await first.shutdown(grace: .seconds(1))
        let second = try await restart(port: port)
        let answer: Blob = try await channel.unary(
            EchoFixture.unary, Blob("two"), options: CallOptions(waitForReady: true))
        #expect(answer.text == "two")
        await channel.shutdown()
        await second.shutdown(grace: .seconds(1))
    }

    @Test("draining under load loses no call that had begun")
    func drainUnderLoad() async throws {
        let running = Mutex(0)
        let (started, startedContinuation) = AsyncStream<Void>.makeStream()
        let (gate, open) = AsyncStream<Void>.makeStream()
        let release = Task { for await _ in gate {} }
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            if running.withLock({
                $0 += 1; return $0 == 50
            }) {
                startedContinuation.yield()
            }
            await release.value
            return request
        }
        let server = try await start(fixture)
        let channel = channel(server.port)
        try await withThrowingTaskGroup(of: Blob.self) { group in
            for index in 0..<50 { group.addTask { try await channel.unary(EchoFixture.unary, Blob("\(index)")) } }
            for await _ in started { break }
            async let drained: Void = server.shutdown(grace: .seconds(60))
            open.finish()
            var answers = 0
            for try await _ in group { answers += 1 }
            #expect(answers == 50)
            await drained
        }
        await channel.shutdown()
    }

    @Test("after the grace, handlers are cancelled and their calls are UNAVAILABLE")
    func graceEnds() async throws {
        let (started, continuation) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            continuation.yield()
            try await Task.sleep(for: .seconds(600))
            return request
        }
        let server = try await start(fixture)
        let channel = channel(server.port)
        let call = Task { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
        for await _ in started { break }
        await server.shutdown(grace: .milliseconds(20))
        let error = await failure { try await call.value }
        #expect(error?.code == .unavailable)
        await channel.shutdown()
    }

    @Test("shutting a channel down ends its calls")
    func channelShutdown() async throws {
        let (started, continuation) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            continuation.yield()
            try await Task.sleep(for: .seconds(600))
            return request
        }
        let server = try await start(fixture)
        let channel = channel(server.port)
        let call = Task { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
        for await _ in started { break }
        await channel.shutdown()
        let error = await failure { try await call.value }
        #expect(error?.code == .unavailable)
        let late = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
        #expect(late?.code == .unavailable)
        await server.shutdown(grace: .seconds(5))
    }

    @Test("a port in use is an error of start")
    func portInUse() async throws {
        let first = try await start()
        await #expect(throws: (any Error).self) { _ = try await start(port: first.port) }
        await first.shutdown(grace: .zero)
    }

    @Test("credentials come with each call that brings none")
    func credentials() async throws {
        var configuration = ChannelConfiguration()
        configuration.credentials = { ["authorization": "Bearer ours"] }
        var fixture = EchoFixture()
        fixture.onUnary = { _, context in Blob(context.requestMetadata["authorization"] ?? "") }
        try await withLoopback(.plain, fixture, channel: configuration) { _, channel in
            let ours: Blob = try await channel.unary(EchoFixture.unary, Blob())
            #expect(ours.text == "Bearer ours")
            let own = CallOptions(metadata: ["authorization": "Bearer user"])
            let theirs: Blob = try await channel.unary(EchoFixture.unary, Blob(), options: own)
            #expect(theirs.text == "Bearer user")
        }
    }

    @Test("interceptors admit calls and see their end")
    func interceptors() async throws {
        final class Recorder: ServerInterceptor, CallObserver {
            let seen = Mutex<[String]>([])
            func admit(_ context: ServerContext) async throws(RPCError) {
                if context.requestMetadata["key"] == nil { throw RPCError(.unauthenticated, "no key") }
            }
            func finished(_ context: ServerContext, status: StatusCode, duration: Duration) {
                seen.withLock { $0.append("\(context.method.method) \(status.name)") }
            }
        }
        let recorder = Recorder()
        try await withLoopback(interceptors: [recorder], observers: [recorder]) { _, channel in
            let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
            #expect(error?.code == .unauthenticated)
            let _: Blob = try await channel.unary(
                EchoFixture.unary, Blob(), options: CallOptions(metadata: ["key": "k"]))
        }
        #expect(recorder.seen.withLock { $0 } == ["Unary UNAUTHENTICATED", "Unary OK"])
    }

    @Test("the machine that connects: backs off after failures, and connects again when it is needed")
    func machine() throws {
        var random = SystemRandomNumberGenerator()
        var machine = ConnectionMachine(backoff: Backoff(initial: .seconds(1), factor: 2, max: .seconds(3)))
        let begins = [machine.connect(), machine.connect()]
        #expect(begins == [true, false])
        for expected in [1.0, 2.0, 3.0, 3.0] {
            let pause = machine.failed(using: &random)
            let delay = try #require(pause)
            #expect(delay >= .seconds(expected * 0.79) && delay <= .seconds(expected * 1.21))
            #expect(machine.state == .backingOff)
            let begins = [machine.connect(), machine.waited(isNeeded: true)]
            #expect(begins == [false, true])
        }
        machine.connected()
        #expect(machine.state == .ready)
        let late = machine.failed(using: &random)
        #expect(late == nil)
        machine.lost()
        #expect(machine.state == .idle)
        let anew = machine.connect()
        let pause = machine.failed(using: &random)
        let delay = try #require(pause)
        #expect(anew && delay <= .seconds(1.21), "success begins the pauses anew")
        let isNeeded = machine.waited(isNeeded: false)
        #expect(!isNeeded && machine.state == .idle)
    }
}
