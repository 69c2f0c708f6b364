import HTTP2
import Messages
import NIOPosix
import Testing

@testable import RPC

@Suite("Abuse: servers that attack their clients", .timeLimit(.minutes(2)))
struct HostileServerTests {
    enum Attack: CaseIterable, Sendable {
        case settingsFlood, pingFlood, unknownFlood, continuationFlood, headerBomb, push, streamOfItsOwn

        /// At once, or on a request.
        var greeting: [Frame] {
            switch self {
            case .settingsFlood: [Frame](repeating: .settings(), count: 200)
            case .pingFlood: [Frame](repeating: .ping, count: 2000)
            case .unknownFlood: [Frame](repeating: Frame(type: 0xf0), count: 2000)
            default: []
            }
        }

        var answer: [Frame] {
            switch self {
            case .continuationFlood:
                [.headers(1, HeaderBlock.literal(":status", "200"), endsBlock: false)]
                    + [Frame](repeating: .continuation(1, HeaderBlock.literal("x", "y")), count: 100)
            case .headerBomb:
                [
                    .headers(
                        1,
                        HeaderBlock.literal(":status", "200")
                            + HeaderBlock.indexed("bomb", String(repeating: "b", count: 4000)), endsBlock: false),
                    .continuation(1, [UInt8](repeating: HeaderBlock.newest, count: 10_000), endsBlock: true),
                ]
            case .push:
                [Frame(.pushPromise, flags: Frame.endHeaders, stream: 1, payload: [0, 0, 0, 2, 0x82])]
            case .streamOfItsOwn: [.headers(2, HeaderBlock.literal(":status", "200"))]
            default: []
            }
        }
    }

    @Test("their calls fail, and calls to others go on", arguments: Attack.allCases)
    func attack(_ attack: Attack) async throws {
        var configuration = ChannelConfiguration()
        configuration.http2.controlFramesBurst = 1000
        configuration.http2.controlFramesPerSecond = 0
        let hostile = try await FrameServer(greeting: attack.greeting, answer: attack.answer)
        let victim = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: hostile.port), configuration: configuration,
            group: MultiThreadedEventLoopGroup.singleton)
        try await withLoopback { _, channel in
            try await withBystander(channel) {
                let error = await failure {
                    let _: Blob = try await victim.unary(
                        EchoFixture.unary, Blob(), options: CallOptions(timeout: .seconds(60)))
                }
                #expect(error?.code == (attack == .headerBomb ? .resourceExhausted : .unavailable))
            }
        }
        await victim.shutdown()
        await hostile.close()
    }

    @Test("headers a little larger than the limit fail their call only")
    func largeHeaders() async throws {
        let value = String(repeating: "v", count: 9000)
        let large = HeaderBlock.literal(":status", "200") + HeaderBlock.literal("x", value)
        let hostile = try await FrameServer(
            answer: [
                .headers(1, large, endsBlock: false),
                .continuation(1, HeaderBlock.literal("y", value), endsBlock: true),
            ])
        let victim = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: hostile.port), group: MultiThreadedEventLoopGroup.singleton)
        let error = await failure { let _: Blob = try await victim.unary(EchoFixture.unary, Blob()) }
        #expect(error?.code == .resourceExhausted)
        #expect(error?.message.contains("headerListBytesMax") == true)
        await victim.shutdown()
        await hostile.close()
    }
}
