import Glibc
import Messages
import NIOCore
import NIOPosix
import Synchronization
import TestKit
import Testing

@testable import RPC

@Suite("The end of a server", .timeLimit(.minutes(1))) struct ShutdownTests {
    private func server(
        _ fixture: EchoFixture, _ log: LogRecorder, group: MultiThreadedEventLoopGroup = .singleton
    ) async throws -> RPCServer {
        var configuration = ServerConfiguration(eventLoopGroup: group, logger: log.logger)
        // Long enough for every loop to say what goes on on it.
        configuration.limits.cancelledHandlersGrace = .seconds(1)
        let server = RPCServer(configuration: configuration, services: [fixture.service])
        try await server.start()
        return server
    }

    @Test("handlers that take no notice of their cancellation are given up, and the log names their methods")
    func stubbornHandlers() async throws {
        let gate = StubbornGate()
        let (started, tell) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            tell.yield()
            await gate.pass()
            return request
        }
        fixture.onExpand = { _, _, _ in
            tell.yield()
            await gate.pass()
        }
        let log = LogRecorder()
        let server = try await server(fixture, log)
        let first = try await RawHTTP2Client.connect(port: server.port)
        let second = try await RawHTTP2Client.connect(port: server.port)
        async let one = first.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
        async let two = first.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
        async let three = second.call("/test.Echo/Expand", body: [0, 0, 0, 0, 0])
        var count = 0
        for await _ in started {
            count += 1
            if count == 3 { break }
        }
        await server.shutdown(grace: .zero)
        let answers = try await [one, two, three]
        #expect(answers.map(\.status) == ["14", "14", "14"])
        #expect(server.statistics.connectionsGivenUp == 2)
        let lines = log.lines.filter { $0.hasPrefix("error") }
        #expect(lines.count == 1)
        #expect(lines.first?.contains("methods=/test.Echo/Expand (1), /test.Echo/Unary (2)") == true, "\(lines)")
        // They end at last, and nothing minds.
        gate.open()
    }

    @Test("a handler whose client has gone is waited for, and named, like any other")
    func clientIsGone() async throws {
        let gate = StubbornGate()
        let (started, tell) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            tell.yield()
            await gate.pass()
            return request
        }
        let log = LogRecorder()
        let server = try await server(fixture, log)
        let client = try await RawHTTP2Client.connect(port: server.port)
        _ = try await client.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0], resets: true)
        await client.close()
        for await _ in started { break }
        await server.shutdown(grace: .zero)
        #expect(log.lines.contains { $0.contains("methods=/test.Echo/Unary (1)") }, "\(log.lines)")
        gate.open()
    }

    @Test("a handler that blocks its event loop holds up no shutdown")
    func blockedLoop() async throws {
        let isOver = Atomic(false)
        let (started, tell) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            tell.yield()
            while !isOver.load(ordering: .acquiring) { usleep(1000) }
            return request
        }
        let log = LogRecorder()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try await server(fixture, log, group: group)
        let client = try await RawHTTP2Client.connect(port: server.port)
        async let answer = client.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
        for await _ in started { break }
        await server.shutdown(grace: .zero)
        #expect(log.lines.contains { $0.contains("connections_on_blocked_loops=1") })
        isOver.store(true, ordering: .releasing)
        _ = try await answer
        try await group.shutdownGracefully()
    }

    @Test("a port is free again when its server has been shut down")
    func portIsFree() async throws {
        let server = try await server(EchoFixture(), LogRecorder())
        let client = try await RawHTTP2Client.connect(port: server.port)
        _ = try await client.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
        let port = server.port
        await server.shutdown(grace: .seconds(5))
        await #expect(throws: (any Error).self) { _ = try await RawHTTP2Client.connect(port: port) }
    }
}
