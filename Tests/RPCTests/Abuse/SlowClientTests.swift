import HTTP2
import Messages
import NIOCore
import NIOPosix
import Synchronization
import TLS
import TestKit
import Testing

@testable import RPC

@Suite("Abuse: clients that keep the server waiting", .timeLimit(.minutes(2)))
struct SlowClientTests {
    private static let calm = HTTP2ErrorCode.enhanceYourCalm.rawValue

    /// A message that says that it has 100 bytes, of which there are three.
    private static let partOfMessage: [UInt8] = [0, 0, 0, 0, 100, 1, 2, 3]

    @Test("slow preface", arguments: [[], Array(FrameClient.preface.prefix(10)), FrameClient.preface])
    func preface(_ bytes: [UInt8]) async throws {
        var limits = ServerLimits()
        limits.prefaceTimeMax = .seconds(1)
        try await withLoopback(limits: limits) { server, channel in
            // On a busy machine a decent client may be too slow as well, at first.
            while await failure({ let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }) != nil {}
            try await withBystander(channel) {
                let client = try await FrameClient.connectSilently(port: server.port)
                await client.send(bytes)
                // The server's own settings, then the end.
                #expect(await client.next { $0.kind == .settings } != nil)
                await expectGoodbye(of: client, nil)
            }
        }
    }

    @Test("slow TLS handshake: a client that says nothing, or not enough", arguments: [[], [0x16, 0x03, 0x01]])
    func handshake(_ bytes: [UInt8]) async throws {
        let files = try await TestCertificates.shared()
        var limits = ServerLimits()
        // So that it is not this one.
        limits.prefaceTimeMax = .seconds(300)
        let tls = try TLSContext(
            .server, TLSConfiguration(certificateFile: files.server, keyFile: files.serverKey, handshakeSecondsMax: 1))
        let server = RPCServer(
            configuration: ServerConfiguration(tls: tls, limits: limits), services: [EchoFixture().service])
        try await server.start()
        let channel = RPCChannel(
            target: Endpoint(
                host: "127.0.0.1", port: server.port,
                tls: try TLSContext(.client, TLSConfiguration(authorityFile: files.authority))),
            group: MultiThreadedEventLoopGroup.singleton)
        while await failure({ let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }) != nil {}
        try await withBystander(channel) {
            let client = try await FrameClient.connectSilently(port: server.port)
            await client.send(bytes)
            await expectGoodbye(of: client, nil)
        }
        await channel.shutdown()
        await server.shutdown(grace: .seconds(5))
    }

    @Test(
        "slow body: a request that does not go on ends its call, and not its connection",
        arguments: ["Unary", "Collect"])
    func body(_ method: String) async throws {
        var limits = ServerLimits()
        limits.bodyProgressTimeMax = .milliseconds(100)
        try await withRawClient(limits: limits) { client in
            let answer = try await client.call("/test.Echo/\(method)", body: Self.partOfMessage, isComplete: false)
            #expect(answer.status == "4")
            #expect(answer.headers["grpc-message"]?.contains("bodyProgressTimeMax") == true)
            let next = try await client.call("/test.Echo/\(method)", body: [0, 0, 0, 0, 0])
            #expect(next.status == "0")
        }
    }

    @Test("a request that drips has to bring so many bytes in its time")
    func drippingBody() async throws {
        var limits = ServerLimits()
        limits.bodyProgressTimeMax = .milliseconds(200)
        try await withAttack(limits: limits) { attacker, bystander in
            let size: [UInt8] = [0, 0, 0x10, 0, 0]
            await attacker.send(.headers(1, HeaderBlock.request("Collect")), .data(1, size))
            let dripping = Task {
                while !Task.isCancelled {
                    await attacker.send(.data(1, [0]))
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
            #expect(await attacker.next { $0.kind == .headers && $0.stream == 1 && $0.endsStream } != nil)
            dripping.cancel()
            let _: Blob = try await bystander.unary(EchoFixture.unary, Blob())
            #expect(await attacker.isAlive())
        }
    }

    @Test("a client is not blamed for a handler that does not read, nor for a stream that is idle between messages")
    func blameless() async throws {
        var limits = ServerLimits()
        // Long enough for the rest of a request on a busy machine, once it may come.
        limits.bodyProgressTimeMax = .seconds(1)
        limits.http2.streamWindowBytes = 1000
        let gate = Gate()
        let (started, continuation) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onCollect = { requests, _ in
            continuation.yield()
            await gate.pass()
            var bytes = 0
            for try await request in requests { bytes += request.bytes.count }
            return Blob("\(bytes)")
        }
        try await withLoopback(.plain, fixture, limits: limits) { server, channel in
            try await withBystander(channel) {
                let client = try await RawHTTP2Client.connect(port: server.port)
                let body = Array(MessageCoding.frame(Blob(size: 1500)).readableBytesView)
                // The small window is known when this is answered.
                _ = try await client.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
                async let unread = client.call("/test.Echo/Collect", body: body)
                for await _ in started { break }
                // This one waits no longer than the others, and is found out.
                let late = try await client.call("/test.Echo/Unary", body: Self.partOfMessage, isComplete: false)
                #expect(late.status == "4")
                gate.open()
                #expect(try await unread.status == "0")
                await client.close()
            }
        }
    }

    // MARK: Answers

    @Test("zero window: answers that can't leave are given up", arguments: [0, 70_000])
    func zeroWindow(initial: UInt32) async throws {
        var limits = ServerLimits()
        limits.windowStallTimeMax = .milliseconds(100)
        let cancelled = Mutex(0)
        var fixture = EchoFixture()
        fixture.onExpand = { _, writer, _ in
            do {
                while true { try await writer.write(Blob(size: 32 << 10)) }
            } catch {
                cancelled.withLock { $0 += 1 }
                throw error
            }
        }
        // With the larger one, it is the connection's window of 65,535 bytes that is closed.
        try await withAttack(fixture, limits: limits, initialWindow: initial) { attacker, bystander in
            for stream in [1, 3, 5] {
                await attacker.send(
                    .headers(stream, HeaderBlock.request("Expand")), .data(stream, [0, 0, 0, 0, 0], ends: true))
            }
            let _: Blob = try await bystander.unary(EchoFixture.unary, Blob())
            let resets = await attacker.next(3) { $0.kind == .reset }
            #expect(Set(resets.map(\.stream)) == [1, 3, 5])
            #expect(resets.map(\.word) == [UInt32](repeating: Self.calm, count: 3))
            #expect(await attacker.isAlive())
        }
        #expect(cancelled.withLock { $0 } == 3)
    }

    @Test("zero window: what waits in memory is bounded")
    func waitingAnswers() async throws {
        var limits = ServerLimits()
        limits.answerBytesPerConnectionMax = 3 << 20
        var fixture = EchoFixture()
        // Each framed answer is a mebibyte.
        fixture.onUnary = { request, _ in request.text == "large" ? Blob(messageBytes: 1 << 20 - 5) : request }
        try await withAttack(fixture, limits: limits, initialWindow: 0) { attacker, bystander in
            await attacker.send([1, 3, 5, 7, 9].flatMap { EchoFixture.request($0, Blob("large")) })
            let heads = await attacker.next(5) { $0.kind == .headers }
            // Two calls have failed at once.
            #expect(heads.filter(\.endsStream).map(\.stream) == [7, 9])
            let _: Blob = try await bystander.unary(EchoFixture.unary, Blob())
            await attacker.send(.windowUpdate(0, by: 8 << 20))
            await attacker.send([1, 3, 5].map { .windowUpdate($0, by: 2 << 20) })
            _ = await attacker.next(3) { $0.kind == .headers && $0.endsStream }
            // Their room is free again.
            await attacker.send(EchoFixture.request(11, Blob("large")))
            let next = await attacker.next { $0.kind == .headers && $0.stream == 11 }
            #expect(next?.endsStream == false)
        }
    }

    @Test("slow read: a client that leaves its socket unread is cut off")
    func slowRead() async throws {
        var limits = ServerLimits()
        limits.writeStallTimeMax = .milliseconds(100)
        let (failed, continuation) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onExpand = { _, writer, _ in
            do {
                while true { try await writer.write(Blob(size: 64 << 10)) }
            } catch {
                continuation.yield()
                throw error
            }
        }
        try await withAttack(fixture, limits: limits, initialWindow: 0x7fff_ffff) { attacker, bystander in
            try await attacker.setReading(false)
            await attacker.send(.windowUpdate(0, by: 0x7fff_0000), .headers(1, HeaderBlock.request("Expand")))
            await attacker.send(.data(1, [0, 0, 0, 0, 0], ends: true))
            for await _ in failed { break }
            let _: Blob = try await bystander.unary(EchoFixture.unary, Blob())
            try await attacker.setReading(true)
            await expectGoodbye(of: attacker, nil)
        }
    }
}
