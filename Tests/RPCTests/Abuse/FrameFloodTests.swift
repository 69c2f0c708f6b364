import HTTP2
import Messages
import TLS
import TestKit
import Testing

@testable import RPC

@Suite("Abuse: floods of frames that cost the client little", .timeLimit(.minutes(2)))
struct FrameFloodTests {
    enum Flood: CaseIterable, Sendable {
        case ping, pingAcknowledgement, settings, priority, connectionWindow, streamWindow, emptyData
        case emptyPaddedData, unknown, goAway

        func frame(_ stream: Int) -> Frame {
            switch self {
            case .ping: .ping
            case .pingAcknowledgement: Frame(.ping, flags: Frame.acknowledgement, payload: Frame.ping.payload)
            case .settings: .settings(initialWindows: [1000])
            case .priority: Frame(.priority, stream: stream, payload: [0, 0, 0, 0, 1])
            case .connectionWindow: .windowUpdate(0, by: 1)
            case .streamWindow: .windowUpdate(stream, by: 1)
            case .emptyData: .data(stream)
            case .emptyPaddedData: Frame(.data, flags: Frame.padded, stream: stream, payload: [3, 0, 0, 0])
            case .unknown: Frame(type: 0xf0, stream: stream, payload: [1])
            case .goAway: .goAway()
            }
        }

        var weight: Int { self == .settings ? 10 : 1 }
    }

    @Test("each: at the limit, and one past it", arguments: Flood.allCases)
    func flood(_ flood: Flood) async throws {
        var limits = ServerLimits()
        limits.http2.controlFramesBurst = 300
        limits.http2.controlFramesPerSecond = 0
        limits.pingStrikesMax = .max
        try await withAttack(limits: limits) { attacker, bystander in
            await attacker.send(.headers(1, HeaderBlock.request("Chat")))
            // Its settings and their acknowledgement have taken 20, and each look whether it lives takes one.
            #expect(await attacker.isAlive())
            await attacker.send(flood.frame(1), times: (300 - 22) / flood.weight)
            #expect(await attacker.isAlive())
            let _: Blob = try await bystander.unary(EchoFixture.unary, Blob())
            await attacker.send(flood.frame(1), times: 9)
            await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
        }
    }

    @Test("over TLS the connection ends the same way")
    func overTLS() async throws {
        var limits = ServerLimits()
        limits.http2.controlFramesBurst = 300
        limits.http2.controlFramesPerSecond = 0
        let authority = try await TestCertificates.shared().authority
        let tls = try TLSContext(.client, TLSConfiguration(authorityFile: authority))
        try await withLoopback(.tls, limits: limits) { server, channel in
            try await withBystander(channel) {
                let attacker = try await FrameClient.connect(port: server.port, tls: tls)
                await attacker.send(Flood.unknown.frame(0), times: 1000)
                await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
            }
        }
    }

    @Test("the default is 10,000: at the limit, and past it")
    func byDefault() async throws {
        var limits = ServerLimits()
        limits.http2.controlFramesPerSecond = 0
        try await withAttack(limits: limits) { attacker, _ in
            await attacker.send(.headers(1, HeaderBlock.request("Chat")))
            // The beginning has taken 20, as above.
            for _ in 0..<10 {
                await attacker.send(Flood.emptyData.frame(1), times: 997)
            }
            #expect(await attacker.isAlive())
            await attacker.send(Flood.emptyData.frame(1), times: 30)
            await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
        }
    }

    @Test("answers to PINGs that would wait for the client: at the limit, and one past it")
    func acknowledgements() async throws {
        var limits = ServerLimits()
        limits.http2.acknowledgementsMax = 10
        limits.pingStrikesMax = .max
        try await withAttack(limits: limits) { attacker, _ in
            await attacker.send(.ping, times: 10)
            let answers = await attacker.next(10) { $0.kind == .ping }
            #expect(answers.count == 10)
            await attacker.send(.ping, times: 11)
            await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
        }
    }
}
