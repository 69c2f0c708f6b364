import HTTP2
import Messages
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import RPC

@Suite("Limits: at each one, and one past it")
struct LimitTests {
    @Test("the size of a request", arguments: [0, 1])
    func request(excess: Int) async throws {
        var limits = ServerLimits()
        limits.messageBytesMax = 1000
        try await withLoopback(limits: limits) { _, channel in
            let error = await failure {
                let _: Blob = try await channel.unary(EchoFixture.unary, Blob(messageBytes: 1000 + excess))
            }
            #expect(error?.code == (excess == 0 ? nil : .resourceExhausted))
            if excess == 1 { #expect(error?.message.contains("messageBytesMax") == true) }
        }
    }

    @Test("the size of an answer", arguments: [0, 1])
    func answer(excess: Int) async throws {
        var configuration = ChannelConfiguration()
        configuration.messageBytesMax = 1000
        try await withLoopback(channel: configuration) { _, channel in
            let error = await failure {
                let _: Blob = try await channel.unary(EchoFixture.unary, Blob(messageBytes: 1000 + excess))
            }
            #expect(error?.code == (excess == 0 ? nil : .resourceExhausted))
        }
    }

    @Test("the default is 4 MiB", arguments: [0, 1])
    func defaultLimit(excess: Int) async throws {
        var configuration = ChannelConfiguration()
        configuration.messageBytesMax = 8 << 20
        try await withLoopback(channel: configuration) { _, channel in
            let error = await failure {
                let _: Blob = try await channel.unary(EchoFixture.unary, Blob(messageBytes: 4 << 20 + excess))
            }
            #expect(error?.code == (excess == 0 ? nil : .resourceExhausted))
        }
    }

    @Test("the path", arguments: [0, 1])
    func path(excess: Int) async throws {
        var limits = ServerLimits()
        limits.pathBytesMax = 100
        try await withRawClient(limits: limits) { client in
            let answer = try await client.call("/" + String(repeating: "p", count: 99 + excess), body: [])
            #expect(answer.status == (excess == 0 ? "12" : "8"))
        }
    }

    @Test("the headers", arguments: [100, 2000])
    func headers(bytes: Int) async throws {
        var limits = ServerLimits()
        limits.http2.headerListBytesMax = 1000
        try await withRawClient(limits: limits) { client in
            let answer = try await client.call(
                "/test.Echo/Unary", headers: [("x", String(repeating: "v", count: bytes))], body: [0, 0, 0, 0, 0])
            #expect(answer.status == (bytes == 100 ? "0" : "8"))
        }
    }

    @Test("unread bytes of a connection")
    func bufferedBytes() async throws {
        var limits = ServerLimits()
        limits.bufferedBytesPerConnectionMax = 10_000
        try await withLoopback(limits: limits) { _, channel in
            let fits = await failure {
                let _: Blob = try await channel.unary(EchoFixture.unary, Blob(messageBytes: 9_995))
            }
            #expect(fits == nil)
            let tooMuch = await failure {
                let _: Blob = try await channel.unary(EchoFixture.unary, Blob(messageBytes: 9_996))
            }
            #expect(tooMuch?.code == .resourceExhausted)
        }
    }

    @Test("handlers that run: resetting streams buys no more of them")
    func runningHandlers() async throws {
        var limits = ServerLimits()
        limits.handlersPerConnectionMax = 2
        let started = Mutex(0)
        let (gate, open) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            started.withLock { $0 += 1 }
            // Ignores its cancellation, as a handler in the middle of something may.
            await Task { for await _ in gate {} }.value
            return request
        }
        try await withRawClient(fixture, limits: limits) { client in
            for _ in 0..<2 {
                let answer = try await client.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0], resets: true)
                #expect(answer.closedWith == .cancel)
            }
            let refused = try await client.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
            #expect(refused.closedWith == .refusedStream)
            #expect(started.withLock { $0 } == 2)
            open.finish()
        }
    }

    @Test("connections of a server")
    func connections() async throws {
        var limits = ServerLimits()
        limits.connectionsMax = 1
        try await withRawClient(limits: limits) { first in
            // Connections become active in any order: wait until the first one is.
            _ = try await first.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
            let port = try #require(first.remotePort)
            let second = try await RawHTTP2Client.connect(port: port)
            _ = try await second.closed.futureResult.get()
            let answer = try await first.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
            #expect(answer.status == "0")
        }
    }

    @Test("PINGs without calls: two too early are borne, the third ends the connection")
    func pings() async throws {
        try await withRawClient { client in
            for _ in 0..<4 { try await client.ping() }
            let reason = try await client.closed.futureResult.get()
            #expect(reason == .enhanceYourCalm)
        }
    }

    @Test("control frames")
    func controlFrames() async throws {
        var limits = ServerLimits()
        limits.http2.controlFramesBurst = 20
        limits.http2.controlFramesPerSecond = 0
        limits.pingStrikesMax = 1000
        try await withRawClient(limits: limits) { client in
            for _ in 0..<30 { try? await client.ping() }
            let reason = try await client.closed.futureResult.get()
            #expect(reason == .enhanceYourCalm)
        }
    }

    @Test("a token bucket gives its burst, then its rate")
    func tokenBucket() {
        let start = ContinuousClock.now
        var bucket = TokenBucket(burst: 2, perSecond: 1, now: start)
        let taken = [0, 0, 0, 1, 1].map { bucket.take(1, now: start + .seconds($0)) }
        #expect(taken == [true, true, false, true, false])
    }

    @Test("pings that come with answers are no strikes")
    func pingGuard() {
        let start = ContinuousClock.now
        var pings = PingGuard(intervalMin: .seconds(300), strikesMax: 2)
        let withAnswers = (0..<20).map { second in
            defer { pings.sentAnswer() }
            return pings.receivedPing(now: start + .seconds(second))
        }
        #expect(withAnswers.allSatisfy { !$0 })
        let without = (0..<4).map { _ in pings.receivedPing(now: start) }
        #expect(without == [false, false, false, true])
    }
}
