import Messages
import NIOCore
import NIOPosix
import TestKit
import Testing

@testable import RPC

/// What all connections of a server share: at each limit, and one past it; who is within goes on undisturbed.
@Suite("Limits of a whole server", .timeLimit(.minutes(1))) struct SharedLimitTests {
    private static let empty: [UInt8] = [0, 0, 0, 0, 0]

    /// Starts `count` calls that a gate holds, and returns when their handlers run.
    private func hold(
        _ count: Int, on clients: [RawHTTP2Client], _ group: inout ThrowingTaskGroup<String?, any Error>,
        _ started: AsyncStream<Void>
    ) async {
        for number in 0..<count {
            let client = clients[number % clients.count]
            group.addTask { try await client.call("/test.Echo/Unary", body: Self.empty).status }
        }
        var running = 0
        for await _ in started {
            running += 1
            if running == count { return }
        }
    }

    @Test("calls that run: one more is refused with a pause to make; health is told nevertheless, not watched")
    func calls() async throws {
        let gate = Gate()
        let (started, tell) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            tell.yield()
            await gate.pass()
            return request
        }
        var limits = ServerLimits()
        limits.callsMax = 3
        try await withServer(ServerConfiguration(limits: limits), [fixture.service, Self.health]) { server in
            let clients = try await [
                RawHTTP2Client.connect(port: server.port), RawHTTP2Client.connect(port: server.port),
            ]
            try await withThrowingTaskGroup(of: String?.self) { group in
                await hold(3, on: clients, &group, started)
                for path in ["/test.Echo/Unary", "/test.Echo/Chat", "/grpc.health.v1.Health/Watch"] {
                    let refused = try await clients[1].call(path, body: Self.empty)
                    #expect(refused.status == "8")
                    #expect(refused.headers["grpc-message"]?.contains("callsMax") == true)
                    let pause = refused.headers["grpc-retry-pushback-ms"].flatMap { Int($0) } ?? 0
                    #expect((500...1500).contains(pause))
                }
                for path in ["/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/List"] {
                    let health = try await clients[1].call(path, body: Self.empty)
                    #expect(health.status == "0")
                }
                #expect(server.statistics.callsShed == 3)
                gate.open()
                for try await status in group { #expect(status == "0") }
            }
            // A slot is free when a handler has ended, a moment before its client is told.
            let again = try await clients[0].call("/test.Echo/Unary", body: Self.empty)
            #expect(again.status == "0")
            for client in clients { await client.close() }
        }
    }

    @Test("calls that run: a request is refused before its bytes are taken in")
    func refusedByHead() async throws {
        let gate = Gate()
        let (started, tell) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            tell.yield()
            await gate.pass()
            return request
        }
        var limits = ServerLimits()
        limits.callsMax = 1
        try await withServer(ServerConfiguration(limits: limits), [fixture.service]) { server in
            let client = try await RawHTTP2Client.connect(port: server.port)
            try await withThrowingTaskGroup(of: String?.self) { group in
                await hold(1, on: [client], &group, started)
                // The rest of the request never comes.
                let refused = try await client.call("/test.Echo/Unary", body: [0, 0], isComplete: false)
                #expect(refused.status == "8")
                gate.open()
                try await group.waitForAll()
            }
            await client.close()
        }
    }

    private static var health: RPCService {
        let methods = [("Check", MethodKind.unary), ("List", .unary), ("Watch", .serverStreaming)].map {
            MethodDescriptor(
                service: "grpc.health.v1.Health", method: $0, kind: $1, inputType: "", outputType: "")
        }
        var service = RPCService(ServiceDescriptor(name: "grpc.health.v1.Health", methods: methods))
        for method in methods {
            service.register(method) { call, _ in call.respond(try call.request(Blob.self)) }
        }
        return service
    }

    @Test("connections from one address: one more is closed, another address and the open ones are served")
    func connectionsPerAddress() async throws {
        var limits = ServerLimits()
        limits.connectionsPerAddressMax = 2
        let log = LogRecorder()
        let configuration = ServerConfiguration(limits: limits, logger: log.logger)
        try await withServer(configuration, [EchoFixture().service]) { server in
            var clients: [RawHTTP2Client] = []
            for address in ["127.0.0.1", "127.0.0.1", "127.0.0.2"] {
                let client = try await RawHTTP2Client.connect(port: server.port, from: address)
                // Connections become active in any order: wait until this one is.
                #expect(try await client.call("/test.Echo/Unary", body: Self.empty).status == "0")
                clients.append(client)
            }
            for _ in 0..<2 {
                let third = try await RawHTTP2Client.connect(port: server.port)
                _ = try await third.closed.futureResult.get()
            }
            #expect(server.statistics.connectionsPerAddressRefused == 2)
            #expect(log.lines.filter { $0.contains("connectionsPerAddressMax") }.count == 1)
            for client in clients {
                #expect(try await client.call("/test.Echo/Unary", body: Self.empty).status == "0")
            }
            await clients[0].close()
            try await eventually { server.connectionCount == 2 }
            let next = try await RawHTTP2Client.connect(port: server.port)
            #expect(try await next.call("/test.Echo/Unary", body: Self.empty).status == "0")
            for client in clients + [next] { await client.close() }
        }
    }

    @Test("connections of a server: many more are closed, the open ones are served")
    func connections() async throws {
        var limits = ServerLimits()
        limits.connectionsMax = 2
        try await withServer(ServerConfiguration(limits: limits), [EchoFixture().service]) { server in
            var clients: [RawHTTP2Client] = []
            for _ in 0..<2 {
                let client = try await RawHTTP2Client.connect(port: server.port)
                #expect(try await client.call("/test.Echo/Unary", body: Self.empty).status == "0")
                clients.append(client)
            }
            for _ in 0..<50 {
                let other = try await RawHTTP2Client.connect(port: server.port)
                _ = try await other.closed.futureResult.get()
            }
            #expect(server.statistics.connectionsRefused == 50)
            #expect(server.connectionCount == 2)
            for client in clients {
                #expect(try await client.call("/test.Echo/Unary", body: Self.empty).status == "0")
                await client.close()
            }
        }
    }

    @Test("bytes of unread requests of all connections", arguments: [0, 1])
    func bufferedBytes(excess: Int) async throws {
        var limits = ServerLimits()
        limits.bufferedBytesMax = 100_000
        try await withServer(ServerConfiguration(limits: limits), [EchoFixture().service]) { server in
            try await withChannel(server) { channel in
                let message = 100_000 + BufferedBytes.freeBytes - MessageCoding.prefixBytes
                let error = await failure {
                    let _: Blob = try await channel.unary(EchoFixture.unary, Blob(messageBytes: message + excess))
                }
                #expect(error?.code == (excess == 0 ? nil : .resourceExhausted))
                if excess == 1 { #expect(error?.message.contains("bufferedBytesMax") == true) }
            }
            try await eventually { server.runtime.bufferedBytes.available == 100_000 }
        }
    }

    @Test("a connection that holds all bytes stops large requests of others, not their small ones")
    func bytesAreShared() async throws {
        let gate = Gate()
        var fixture = EchoFixture()
        fixture.onCollect = { requests, _ in
            await gate.pass()
            var text = ""
            for try await request in requests { text += request.text }
            return Blob(text)
        }
        var limits = ServerLimits()
        limits.bufferedBytesMax = 100_000
        try await withServer(ServerConfiguration(limits: limits), [fixture.service]) { server in
            let client = try await RawHTTP2Client.connect(port: server.port)
            let message = MessageCoding.frame(Blob(messageBytes: 100_000 + BufferedBytes.freeBytes - 5))
            let held = Task { try await client.call("/test.Echo/Collect", body: Array(message.readableBytesView)) }
            try await eventually { server.runtime.bufferedBytes.available == 0 }
            try await withChannel(server) { channel in
                let large = await failure {
                    let _: Blob = try await channel.unary(EchoFixture.unary, Blob(size: 50_000))
                }
                #expect(large?.code == .resourceExhausted)
                #expect(large?.metadata["grpc-retry-pushback-ms"] != nil)
                let small: Blob = try await channel.unary(EchoFixture.unary, Blob(size: 5_000))
                #expect(small.bytes.count == 5_000)
                gate.open()
                let answer = try await held.value
                #expect(answer.status == "0")
                try await eventually { server.runtime.bufferedBytes.available == 100_000 }
                let again: Blob = try await channel.unary(EchoFixture.unary, Blob(size: 50_000))
                #expect(again.bytes.count == 50_000)
            }
            await client.close()
        }
    }
}
