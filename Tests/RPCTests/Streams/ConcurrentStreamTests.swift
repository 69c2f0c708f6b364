import HTTP2
import Messages
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import RPC

@Suite("A client opens no more streams than its server takes", .timeLimit(.minutes(2)))
struct ConcurrentStreamTests {
    /// A server that holds its calls, two streams a connection.
    private final class Holding: Sendable {
        let gate = Gate()
        let started = Mutex(0)
        let held: AsyncStream<Void>
        let nextHeld: AsyncStream<Void>.Continuation

        init() { (held, nextHeld) = AsyncStream.makeStream() }

        func waitForHeld(_ count: Int) async {
            var rest = count
            for await _ in held {
                rest -= 1
                if rest == 0 { return }
            }
        }
    }

    private func withHolding(
        connectionsMax: Int, waitingMax: Int = 100, idle: Duration = .seconds(600),
        _ body: (Holding, RPCServer, RPCChannel) async throws -> Void
    ) async throws {
        let holding = Holding()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            guard request.text == "hold" else { return request }
            holding.started.withLock { $0 += 1 }
            holding.nextHeld.yield()
            await holding.gate.pass()
            return request
        }
        var limits = ServerLimits()
        limits.http2.concurrentStreamsMax = 2
        var configuration = ChannelConfiguration()
        configuration.connectionsPerAddressMax = connectionsMax
        configuration.waitingCallsMax = waitingMax
        configuration.furtherConnectionIdleMax = idle
        try await withLoopback(.plain, fixture, limits: limits, channel: configuration) { server, channel in
            defer { holding.gate.open() }
            // Connected, the server's settings known.
            let _: Blob = try await channel.unary(EchoFixture.unary, Blob("first"))
            try await body(holding, server, channel)
        }
    }

    private static func call(_ channel: RPCChannel, timeout: Duration? = nil) async -> RPCError? {
        await failure {
            let _: Blob = try await channel.unary(
                EchoFixture.unary, Blob("hold"), options: CallOptions(timeout: timeout))
        }
    }

    @Test("calls beyond wait in the client, where deadlines and cancellation reach them, and start in turn")
    func waiting() async throws {
        try await withHolding(connectionsMax: 1) { holding, server, channel in
            try await withThrowingTaskGroup(of: RPCError?.self) { group in
                for _ in 0..<2 { group.addTask { await Self.call(channel) } }
                await holding.waitForHeld(2)
                let late = await Self.call(channel, timeout: .milliseconds(20))
                #expect(late?.code == .deadlineExceeded)
                let cancelled = Task { await Self.call(channel) }
                cancelled.cancel()
                let error = await cancelled.value
                #expect(error?.code == .cancelled)
                for _ in 0..<5 { group.addTask { await Self.call(channel) } }
                // Nothing of those three has reached the server, and there is no other connection.
                #expect(holding.started.withLock { $0 } == 2)
                #expect(server.openConnections == 1)
                holding.gate.open()
                for try await error in group { #expect(error == nil) }
                #expect(holding.started.withLock { $0 } == 7)
            }
        }
    }

    @Test("the queue is bounded; a call that has left it makes room")
    func bound() async throws {
        try await withHolding(connectionsMax: 1, waitingMax: 3) { holding, _, channel in
            let running = (0..<2).map { _ in Task { await Self.call(channel) } }
            await holding.waitForHeld(2)
            for _ in 0..<3 {
                await withTaskGroup(of: StatusCode?.self) { group in
                    for _ in 0..<4 { group.addTask { await Self.call(channel)?.code } }
                    // Three wait; which one does not, the order of their tasks says.
                    let refused = await group.next()
                    #expect(refused == .resourceExhausted)
                    group.cancelAll()
                    for await code in group { #expect(code == .cancelled) }
                }
            }
            holding.gate.open()
            for call in running { #expect(await call.value == nil) }
        }
    }

    @Test("further connections take more calls, up to their limit, and close when they are not used")
    func furtherConnections() async throws {
        try await withHolding(connectionsMax: 3, idle: .milliseconds(20)) { holding, server, channel in
            try await withThrowingTaskGroup(of: RPCError?.self) { group in
                for _ in 0..<8 { group.addTask { await Self.call(channel) } }
                await holding.waitForHeld(6)
                #expect(server.openConnections == 3)
                #expect(holding.started.withLock { $0 } == 6)
                holding.gate.open()
                for try await error in group { #expect(error == nil) }
            }
            while server.openConnections > 1 { try await Task.sleep(for: .milliseconds(1)) }
            let _: Blob = try await channel.unary(EchoFixture.unary, Blob("still there"))
            #expect(server.openConnections == 1)
        }
    }

    @Test("a hundred calls more than streams all succeed", arguments: [Transport.memory, .plain])
    func many(_ transport: Transport) async throws {
        var limits = ServerLimits()
        limits.http2.concurrentStreamsMax = 5
        try await withLoopback(transport, limits: limits) { server, channel in
            await withTaskGroup(of: RPCError?.self) { group in
                for index in 0..<500 {
                    group.addTask {
                        await failure {
                            let answer: Blob = try await channel.unary(EchoFixture.unary, Blob("\(index)"))
                            #expect(answer.text == "\(index)")
                        }
                    }
                }
                for await error in group { #expect(error == nil) }
            }
            #expect(server.openConnections <= ChannelConfiguration().connectionsPerAddressMax)
        }
    }

    @Test("the number may change while connected")
    func change() throws {
        let joined = try JoinedConnection(ChannelConfiguration())
        let connection = try #require(joined.connection)
        func settings(_ streams: UInt8) throws {
            try joined.channel.writeInbound(ByteBuffer(bytes: [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, streams]))
        }
        #expect(!connection.isFull)
        let before = joined.freed
        let call = try joined.startCall()
        try settings(1)
        #expect(connection.isFull && joined.freed == before)
        try settings(2)
        #expect(!connection.isFull && joined.freed == before + 1)
        try settings(0)
        #expect(connection.isFull)
        try settings(1)
        #expect(connection.isFull && joined.freed == before + 1)
        call.cancel()
        joined.channel.embeddedEventLoop.run()
        #expect(!connection.isFull && joined.freed == before + 2)
    }
}
