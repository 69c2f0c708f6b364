import HTTP2
import Messages
import Synchronization
import Testing

@testable import RPC

@Suite("Back-pressure")
struct BackPressureTests {
    @Test("an unread stream stalls itself only, and holds no more than its window", arguments: Transport.allCases)
    func unreadStream(_ transport: Transport) async throws {
        var fixture = EchoFixture()
        let (gate, open) = AsyncStream<Void>.makeStream()
        fixture.onCollect = { requests, _ in
            for await _ in gate { break }
            var count = 0
            for try await request in requests { count += request.bytes.count }
            return Blob("\(count)")
        }
        try await withLoopback(transport, fixture) { _, channel in
            let sent = Mutex(0)
            async let stalled: Blob = channel.clientStreaming(EchoFixture.collect) { (writer: RequestWriter<Blob>) in
                for _ in 0..<128 {
                    try await writer.write(Blob(size: 64 << 10))
                    sent.withLock { $0 += 64 << 10 }
                }
            }
            // Others go on meanwhile, with more bytes than any window has.
            for _ in 0..<16 {
                let answer: Blob = try await channel.unary(EchoFixture.unary, Blob(size: 1 << 20))
                #expect(answer.bytes.count == 1 << 20)
            }
            // The window, what the client queues, and one message in between.
            let bound = ServerLimits().http2.streamWindowBytes + OutboundQueue.queuedBytesMax + 128 << 10
            #expect(sent.withLock { $0 } <= bound)
            open.yield()
            let answer = try await stalled
            #expect(answer.text == "\(8 << 20)")
        }
    }

    @Test("a writer waits for a client that does not read", arguments: Transport.allCases)
    func unreadAnswers(_ transport: Transport) async throws {
        let written = Mutex(0)
        var fixture = EchoFixture()
        fixture.onExpand = { _, writer, _ in
            for _ in 0..<128 {
                try await writer.write(Blob(size: 64 << 10))
                written.withLock { $0 += 64 << 10 }
            }
        }
        try await withLoopback(transport, fixture) { _, channel in
            let answers: ResponseStream<Blob> = try await channel.serverStreaming(EchoFixture.expand, Blob())
            for _ in 0..<16 { let _: Blob = try await channel.unary(EchoFixture.unary, Blob(size: 1 << 20)) }
            #expect(written.withLock { $0 } <= 256 << 10 + OutboundQueue.queuedBytesMax + 128 << 10)
            var received = 0
            for try await answer in answers { received += answer.bytes.count }
            #expect(received == 8 << 20)
        }
    }

    @Test("a message larger than the window gets through when it is waited for", arguments: Transport.allCases)
    func messageBeyondWindow(_ transport: Transport) async throws {
        try await withLoopback(transport) { _, channel in
            let received = try await channel.bidirectional(EchoFixture.chat) {
                (writer: RequestWriter<Blob>, answers: ResponseStream<Blob>) -> Int in
                var iterator = answers.makeAsyncIterator()
                var received = 0
                for _ in 0..<3 {
                    try await writer.write(Blob(size: 3 << 20))
                    received += try await iterator.next()?.bytes.count ?? 0
                }
                return received
            }
            #expect(received == 9 << 20)
        }
    }
}
