import HTTP2
import Testing

@testable import RPC

@Suite("How a connection is ended", .timeLimit(.minutes(2)))
struct GoodbyeTests {
    private func limits(goodbye: Duration) -> ServerLimits {
        var limits = ServerLimits()
        limits.http2.controlFramesBurst = 100
        limits.http2.controlFramesPerSecond = 0
        limits.goodbyeTimeMax = goodbye
        return limits
    }

    @Test("the client learns why, although much of what it has sent is never looked at")
    func reason() async throws {
        try await withAttack(limits: limits(goodbye: .seconds(60))) { attacker, _ in
            try await attacker.setReading(false)
            await attacker.send(Frame(type: 0xf0), times: 500_000)
            // The end of the connection may have made it read already.
            try? await attacker.setReading(true)
            await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
        }
    }

    @Test("a client that does not go is not waited for")
    func patience() async throws {
        try await withLoopback(limits: limits(goodbye: .milliseconds(100))) { server, channel in
            try await withBystander(channel) {
                let attacker = try await FrameClient.connect(port: server.port, ignoresEnd: true)
                await attacker.sendUntilClosed(Frame(type: 0xf0))
                await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
            }
        }
    }
}
