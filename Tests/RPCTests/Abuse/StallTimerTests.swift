import HTTP2
import Messages
import NIOCore
import NIOEmbedded
import Testing

@testable import RPC

/// Times at their limit and past it, by a clock that the test moves; not async, so that all is on one thread.
@Suite("The timer that looks for stalls")
struct StallTimerTests {
    private static let calm = HTTP2ErrorCode.enhanceYourCalm.rawValue

    /// Each is 100 s long: a tick is 25 s.
    private var limits: ServerLimits {
        var limits = ServerLimits()
        limits.headerBlockTimeMax = .seconds(100)
        limits.bodyProgressTimeMax = .seconds(100)
        limits.windowStallTimeMax = .seconds(100)
        limits.writeStallTimeMax = .seconds(100)
        limits.bodyProgressBytesMin = 1024
        limits.answerProgressBytesMin = 1
        // Ends of another kind, which the clock of these tests would reach.
        limits.connectionAgeMax = nil
        limits.connectionIdleMax = nil
        return limits
    }

    private let message = Array(MessageCoding.frame(Blob("hello")).readableBytesView)

    @Test("there is none while nothing is awaited: without calls, and with a stream that is idle between messages")
    func none() throws {
        let server = try EmbeddedServer(limits: limits)
        _ = try server.open()
        #expect(server.connection.stallTimer == nil)
        let answers = try server.receive(
            .headers(1, HeaderBlock.request("Chat")), .data(1, message))
        #expect(answers.contains { $0.kind == .data && $0.payload == message })
        _ = try server.advance(by: .seconds(25))
        #expect(server.connection.stallTimer == nil)
        // Half a message, the rest, and nothing more.
        _ = try server.receive(.data(1, Array(message.prefix(7))))
        _ = try server.advance(by: .seconds(25))
        #expect(server.connection.stallTimer != nil)
        _ = try server.receive(.data(1, Array(message.dropFirst(7))))
        _ = try server.advance(by: .seconds(25))
        #expect(server.connection.stallTimer == nil)
        let later = try server.advance(by: .seconds(100_000))
        #expect(later.isEmpty && server.channel.isActive)
        server.close()
    }

    @Test("a header block lives at its limit and ends past it")
    func headerBlock() throws {
        let server = try EmbeddedServer(limits: limits)
        _ = try server.open()
        _ = try server.receive(.headers(1, HeaderBlock.request("Chat"), endsBlock: false))
        #expect(try server.advance(by: .seconds(100)).isEmpty)
        #expect(try server.advance(by: .seconds(50)).last?.secondWord == Self.calm)
        server.close()
    }

    @Test("header blocks that end are never too many")
    func headerBlocks() throws {
        let server = try EmbeddedServer(limits: limits)
        _ = try server.open()
        for number in 0..<20 {
            let stream = 2 * number + 1
            _ = try server.receive(.headers(stream, HeaderBlock.request("Nothing"), endsBlock: false))
            let meanwhile = try server.advance(by: .seconds(90))
            #expect(meanwhile.isEmpty)
            let answer = try server.receive(.continuation(stream, endsBlock: true))
            #expect(answer.contains { $0.kind == .headers && $0.stream == stream })
        }
        server.close()
    }

    @Test("a request lives at its limit and ends past it", arguments: ["Unary", "Collect"])
    func body(_ method: String) throws {
        let server = try EmbeddedServer(limits: limits)
        _ = try server.open()
        _ = try server.receive(.headers(1, HeaderBlock.request(method)), .data(1, Array(message.prefix(7))))
        #expect(try server.advance(by: .seconds(100)).isEmpty)
        let end = try server.advance(by: .seconds(50))
        #expect(end.contains { $0.kind == .headers && $0.stream == 1 && $0.endsStream })
        #expect(server.channel.isActive)
        server.close()
    }

    @Test("a slow request goes on as long as it brings enough bytes", arguments: [1024, 1023])
    func slowBody(bytes: Int) throws {
        let server = try EmbeddedServer(limits: limits)
        _ = try server.open()
        _ = try server.receive(.headers(1, HeaderBlock.request("Unary")), .data(1, [0, 0, 1, 0, 0]))
        var frames: [Frame] = []
        for _ in 0..<10 {
            frames += try server.advance(by: .seconds(100))
            frames += try server.receive(.data(1, [UInt8](repeating: 0, count: bytes)))
        }
        #expect(frames.contains { $0.endsStream && $0.kind == .headers } == (bytes < 1024))
        server.close()
    }

    @Test("an answer waits for its window up to the limit, and is reset past it")
    func window() throws {
        let server = try EmbeddedServer(limits: limits)
        _ = try server.open(initialWindow: 4)
        _ = try server.receive(.headers(1, HeaderBlock.request("Unary")), .data(1, message, ends: true))
        // A byte now and then is enough.
        for _ in 0..<5 {
            #expect(try server.advance(by: .seconds(75)).isEmpty)
            #expect(try server.receive(.windowUpdate(1, by: 1)).map(\.payload.count) == [1])
        }
        #expect(try server.advance(by: .seconds(100)).isEmpty)
        let end = try server.advance(by: .seconds(75))
        #expect(end.map(\.kind) == [.reset])
        #expect(end.first?.word == Self.calm)
        #expect(server.channel.isActive)
        server.close()
    }

    @Test("a socket that is not read is given up past the limit, unless it is read now and then")
    func socket() throws {
        let server = try EmbeddedServer(limits: limits)
        _ = try server.open()
        func set(writable: Bool) {
            server.channel.isWritable = writable
            server.channel.pipeline.fireChannelWritabilityChanged()
        }
        for _ in 0..<5 {
            set(writable: false)
            _ = try server.advance(by: .seconds(75))
            set(writable: true)
        }
        #expect(server.channel.isActive)
        set(writable: false)
        _ = try server.advance(by: .seconds(100))
        #expect(server.channel.isActive)
        _ = try server.advance(by: .seconds(50))
        #expect(!server.channel.isActive)
    }
}
