import HTTP2
import Messages
import NIOCore
import Synchronization
import Testing

@testable import RPC

@Suite("Abuse: headers", .timeLimit(.minutes(2)))
struct HeaderAttackTests {
    private static let calm = HTTP2ErrorCode.enhanceYourCalm.rawValue
    fileprivate static let filler = HeaderBlock.literal("x", "y")

    @Test("CONTINUATION flood (CVE-2024-27316): at the limit, and one past it", arguments: [0, 1])
    func continuations(excess: Int) async throws {
        try await withAttack { attacker, _ in
            await attacker.send(.headers(1, HeaderBlock.request("Chat"), endsBlock: false))
            let count = ServerLimits().http2.continuationsMax + excess
            await attacker.send((1...count).map { .continuation(1, Self.filler, endsBlock: $0 == count) })
            if excess == 0 {
                #expect(await attacker.isAlive())
            } else {
                await expectGoodbye(of: attacker, Self.calm)
            }
        }
    }

    @Test("empty CONTINUATION frames without an end")
    func emptyContinuations() async throws {
        try await withAttack { attacker, _ in
            await attacker.send(.headers(1, HeaderBlock.request("Chat"), endsBlock: false))
            for _ in 0..<100 { await attacker.send(.continuation(1), times: 100) }
            await expectGoodbye(of: attacker, Self.calm)
        }
    }

    /// Each stops in the middle of something that the server has to wait for.
    enum Unfinished: CaseIterable, Sendable {
        case frameHeader, headersFrame, headerBlock, continuationHeader, continuationFrame, settingsFrame

        var bytes: [UInt8] {
            let block = HeaderBlock.request("Chat")
            let headers = Frame.headers(1, block, endsBlock: false).bytes
            return switch self {
            case .frameHeader: Array(headers.prefix(5))
            case .headersFrame: Array(headers.dropLast(10))
            case .headerBlock: headers
            case .continuationHeader: headers + Frame.continuation(1, HeaderAttackTests.filler).bytes.prefix(4)
            case .continuationFrame: headers + Frame.continuation(1, HeaderAttackTests.filler).bytes.dropLast()
            case .settingsFrame: Array(Frame.settings(initialWindows: [9]).bytes.dropLast())
            }
        }
    }

    @Test("slow headers: what begins has to end in time", arguments: Unfinished.allCases)
    func slowHeaders(_ unfinished: Unfinished) async throws {
        var limits = ServerLimits()
        limits.headerBlockTimeMax = .milliseconds(100)
        try await withAttack(limits: limits) { attacker, bystander in
            await attacker.send(unfinished.bytes)
            let _: Blob = try await bystander.unary(EchoFixture.unary, Blob())
            await expectGoodbye(of: attacker, Self.calm)
        }
    }

    @Test("a header block that goes on and on, as the number of its frames permits, has to end in time")
    func drippingHeaders() async throws {
        var limits = ServerLimits()
        limits.headerBlockTimeMax = .milliseconds(100)
        limits.http2.continuationsMax = 1_000_000
        try await withAttack(limits: limits) { attacker, _ in
            await attacker.send(.headers(1, HeaderBlock.request("Chat"), endsBlock: false))
            let dripping = Task {
                while !Task.isCancelled {
                    await attacker.send(.continuation(1))
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            await expectGoodbye(of: attacker, Self.calm)
            dripping.cancel()
        }
    }

    @Test("a legal client whose bytes come one by one is served")
    func singleBytes() async throws {
        try await withAttack { client, _ in
            var block = HeaderBlock.request("Unary")
            let rest = block.count / 2
            let tail = Array(block.suffix(rest))
            block.removeLast(rest)
            let frames: [Frame] = [
                .headers(1, block, endsBlock: false), .continuation(1, Array(tail.prefix(20))),
                .continuation(1, Array(tail.dropFirst(20)), endsBlock: true),
            ]
            let body = Array(MessageCoding.frame(Blob("slow")).readableBytesView)
            for byte in frames.flatMap(\.bytes) + Frame.data(1, body, ends: true).bytes { await client.send([byte]) }
            let answer = await client.next { $0.kind == .data }
            #expect(answer?.payload == body)
            #expect(await client.isAlive())
        }
    }

    @Test("HPACK bomb: a large field that is named again and again")
    func bomb() async throws {
        let started = Mutex(0)
        var fixture = EchoFixture()
        fixture.onCollect = { _, _ in
            started.withLock { $0 += 1 }
            return Blob()
        }
        try await withAttack(fixture) { attacker, _ in
            // 4000 bytes in the table, and 16,000 references of a byte each: 64 MB of headers.
            let field = HeaderBlock.indexed("bomb", String(repeating: "b", count: 4000))
            let bomb = [UInt8](repeating: HeaderBlock.newest, count: 16_000 - field.count)
            await attacker.send(
                .headers(1, HeaderBlock.request("Collect") + field, endsBlock: false),
                .continuation(1, bomb, endsBlock: true))
            await expectGoodbye(of: attacker, Self.calm)
        }
        #expect(started.withLock { $0 } == 0)
    }

    @Test("a smaller bomb is decoded and dropped; its call fails, and the connection goes on")
    func smallBomb() async throws {
        try await withRawClient { client in
            let large = (0..<10).map { ("large-\($0)", String(repeating: "v", count: 4000)) }
            let answer = try await client.call("/test.Echo/Unary", headers: large, body: [0, 0, 0, 0, 0])
            #expect(answer.status == "8")
            let next = try await client.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
            #expect(next.status == "0")
        }
    }

    @Test("oversized metadata: the fatal limit, at it and one past it", arguments: [0, 1])
    func metadata(excess: Int) async throws {
        var limits = ServerLimits()
        limits.http2.headerListBytesMax = 1000
        // The size of the request without the large field, and 32 bytes and its name for that.
        let fields = [
            (":method", "POST"), (":scheme", "http"), (":path", "/test.Echo/Chat"), (":authority", "x"),
            ("te", "trailers"), ("content-type", "application/grpc"),
        ]
        let fixed = fields.map { $0.0.utf8.count + $0.1.utf8.count + 32 }.reduce(0, +)
        let value = String(repeating: "v", count: 3000)
        limits.http2.headerListBytesFatal = fixed + 5 + 32 + 3000 - excess
        try await withAttack(limits: limits) { attacker, _ in
            await attacker.send(.headers(1, HeaderBlock.request("Chat", [("large", value)])))
            if excess == 0 {
                #expect(await attacker.next { $0.kind == .headers && $0.endsStream } != nil)
                #expect(await attacker.isAlive())
            } else {
                await expectGoodbye(of: attacker, Self.calm)
            }
        }
    }
}
