import HTTP2
import Messages
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import RPC

@Suite("What clients make a server hold")
struct HeldMemoryTests {
    private let message = Array(MessageCoding.frame(Blob("hello")).readableBytesView)

    @Test("requests that were incomplete together run no more handlers than the limit")
    func handlers() throws {
        let started = Mutex(0)
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            started.withLock { $0 += 1 }
            // Ignores its cancellation.
            await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
            return request
        }
        var limits = ServerLimits()
        limits.handlersPerConnectionMax = 5
        let server = try EmbeddedServer(fixture, limits: limits)
        _ = try server.open()
        for number in 0..<4 {
            let stream = 2 * number + 1
            _ = try server.receive(.headers(stream, HeaderBlock.request("Unary")), .data(stream, message, ends: true))
            _ = try server.receive(.reset(stream))
        }
        for number in 4..<20 { _ = try server.receive(.headers(2 * number + 1, HeaderBlock.request("Unary"))) }
        var refused = 0
        for number in 4..<20 {
            let answers = try server.receive(.data(2 * number + 1, message, ends: true))
            refused += answers.filter { $0.kind == .reset && $0.word == HTTP2ErrorCode.refusedStream.rawValue }.count
        }
        #expect(started.withLock { $0 } == 5)
        #expect(refused == 15)
        server.close()
    }

    @Test("a call that comes after the last GOAWAY is refused, though that waits for the socket")
    func lateCall() throws {
        let started = Mutex(0)
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            started.withLock { $0 += 1 }
            return request
        }
        let server = try EmbeddedServer(fixture, limits: ServerLimits())
        _ = try server.open()
        server.setWritable(false)
        server.connection.drain()
        _ = try server.advance(by: .seconds(2))
        _ = try server.receive(.headers(1, HeaderBlock.request("Unary")), .data(1, message, ends: true))
        server.setWritable(true)
        _ = try server.advance(by: .milliseconds(1))
        #expect(started.withLock { $0 } == 0)
        server.close()
    }

    @Test("resets that can't be sent end the connection before they fill the memory")
    func unsentResets() throws {
        let server = try EmbeddedServer(limits: ServerLimits())
        // Without an acknowledgement of the server's settings, libnghttp2 resets each further stream by itself.
        _ = try server.receive(FrameClient.preface + Frame.settings().bytes)
        server.setWritable(false)
        var stream = 1
        for _ in 0..<100 {
            _ = try server.receive(.headers(stream, HeaderBlock.request("Unary")))
            stream += 2
        }
        let framesMax = HTTP2Configuration().outboundFramesMax
        for _ in 0..<framesMax - 200 {
            _ = try server.receive(.headers(stream, []))
            stream += 2
        }
        #expect(!server.hasEnded)
        for _ in 0..<300 where !server.hasEnded {
            _ = try? server.receive(.headers(stream, []))
            stream += 2
        }
        #expect(server.hasEnded)
        server.close()
    }

    @Test("answers of streams whose handlers have ended count", arguments: [0, 1])
    func streamedAnswers(excess: Int) throws {
        var fixture = EchoFixture()
        fixture.onExpand = { _, writer, _ in try await writer.write(Blob(messageBytes: 995)) }
        var limits = ServerLimits()
        limits.answerBytesPerConnectionMax = 4000 - excess
        let server = try EmbeddedServer(fixture, limits: limits)
        _ = try server.open(initialWindow: 0)
        for number in 0..<4 {
            let stream = 2 * number + 1
            _ = try server.receive(.headers(stream, HeaderBlock.request("Expand")), .data(stream, message, ends: true))
        }
        var bytes = 0
        for number in 0..<4 {
            let answers = try server.receive(.windowUpdate(2 * number + 1, by: 10_000))
            bytes += answers.filter { $0.kind == .data }.reduce(0) { $0 + $1.payload.count }
            #expect(answers.contains { $0.kind == .headers && $0.endsStream })
        }
        #expect(bytes == (4 - excess) * 1000)
        server.close()
    }

    @Test("the answers of all connections have a budget")
    func answersOfAll() throws {
        var limits = ServerLimits()
        limits.answerBytesMax = 0
        var fixture = EchoFixture()
        fixture.onUnary = { _, _ in Blob(messageBytes: BufferedBytes.freeBytes) }
        let server = try EmbeddedServer(fixture, limits: limits)
        _ = try server.open()
        let refused = try server.receive(.headers(1, HeaderBlock.request("Unary")), .data(1, message, ends: true))
        #expect(refused.contains { $0.kind == .headers && $0.endsStream })
        server.close()
    }

    @Test("windows that open by a byte now and then are no progress")
    func drippingWindow() throws {
        var fixture = EchoFixture()
        fixture.onExpand = { _, writer, _ in try await writer.write(Blob(size: 100_000)) }
        let server = try EmbeddedServer(fixture, limits: ServerLimits())
        _ = try server.open(initialWindow: 0)
        _ = try server.receive(.headers(1, HeaderBlock.request("Expand")), .data(1, message, ends: true))
        var reset = false
        for _ in 0..<10 where !reset {
            let answers = try server.advance(by: .seconds(100)) + server.receive(.windowUpdate(1, by: 1))
            reset = answers.contains { $0.kind == .reset && $0.stream == 1 }
        }
        #expect(reset)
        server.close()
    }

    @Test("bytes that were given back are anybody's again")
    func returnedBytes() throws {
        let budget = SharedBudget(10 << 20)
        var bytes = BufferedBytes(ownMax: 8 << 20, budget: budget)
        try bytes.add(8 << 20)
        bytes.remove((8 << 20) - 17_000)
        #expect(budget.available >= (10 << 20) - 17_000 - BufferedBytes.chunkBytes)
        bytes.remove(17_000)
        #expect(budget.available == 10 << 20)
    }
}
