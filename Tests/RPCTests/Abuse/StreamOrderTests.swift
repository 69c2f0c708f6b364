import HTTP2
import Messages
import Testing

@testable import RPC

@Suite("Abuse: frames where they do not belong", .timeLimit(.minutes(2)))
struct StreamOrderTests {
    enum Misplaced: CaseIterable, Sendable {
        case lowerStreamID, lowerStreamIDNeverUsed, evenStreamID, headersAfterEnd, dataAfterEnd, resetOfIdleStream
        case windowUpdateByZero, priorityOfWrongSize, pushPromise, tooManySettings, tooManyStreams

        /// The handler of `Collect` hangs, so that its streams stay open.
        var frames: [Frame] {
            func open(_ stream: Int, ends: Bool = false) -> Frame {
                .headers(stream, HeaderBlock.request("Collect"), ends: ends)
            }
            return switch self {
            case .lowerStreamID: [open(1), .reset(1), open(3), open(1)]
            case .lowerStreamIDNeverUsed: [open(5), open(3)]
            case .evenStreamID: [open(2)]
            case .headersAfterEnd: [open(1, ends: true), open(1)]
            case .dataAfterEnd: [open(1, ends: true), .data(1, [0])]
            case .resetOfIdleStream: [.reset(1)]
            case .windowUpdateByZero: [open(1), .windowUpdate(1, by: 0)]
            case .priorityOfWrongSize: [open(1), Frame(.priority, stream: 1, payload: [0, 0, 0, 0])]
            case .pushPromise:
                [open(1), Frame(.pushPromise, flags: Frame.endHeaders, stream: 1, payload: [0, 0, 0, 2])]
            case .tooManySettings: [.settings(initialWindows: [UInt32](repeating: 1000, count: 33))]
            case .tooManyStreams: (0...100).map { open(2 * $0 + 1) }
            }
        }

        var code: UInt32 {
            switch self {
            case .headersAfterEnd, .dataAfterEnd: HTTP2ErrorCode.streamClosed.rawValue
            case .priorityOfWrongSize: 6
            case .tooManySettings: HTTP2ErrorCode.enhanceYourCalm.rawValue
            default: HTTP2ErrorCode.protocolError.rawValue
            }
        }
    }

    @Test("each ends its connection with the error of RFC 9113", arguments: Misplaced.allCases)
    func misplaced(_ misplaced: Misplaced) async throws {
        var fixture = EchoFixture()
        fixture.onCollect = { _, _ in
            await Gate().pass()
            return Blob()
        }
        try await withAttack(fixture) { attacker, _ in
            await attacker.send(misplaced.frames)
            await expectGoodbye(of: attacker, misplaced.code)
        }
    }

    @Test("trailers that were under way when their stream was reset are ignored")
    func lateTrailers() async throws {
        try await withAttack { attacker, _ in
            await attacker.send(.headers(1, HeaderBlock.request("Nothing")))
            _ = await attacker.next { $0.kind == .reset && $0.stream == 1 }
            await attacker.send(EchoFixture.request(3, Blob("next")))
            await attacker.send(.headers(1, HeaderBlock.literal("trailer", "x"), ends: true))
            #expect(await attacker.isAlive())
        }
    }

    @Test("late trailers are counted: at the limit of control frames, and one past it")
    func floodOfLateTrailers() async throws {
        var limits = ServerLimits()
        limits.http2.controlFramesBurst = 100
        limits.http2.controlFramesPerSecond = 0
        try await withAttack(limits: limits) { attacker, _ in
            await attacker.send(.headers(1, HeaderBlock.request("Nothing")))
            _ = await attacker.next { $0.kind == .reset && $0.stream == 1 }
            let late = Frame.headers(1, HeaderBlock.literal("trailer", "x"), ends: true)
            // Settings and their acknowledgement have taken 20, and the look whether it lives takes one.
            await attacker.send(late, times: 79)
            #expect(await attacker.isAlive())
            await attacker.send(late)
            await expectGoodbye(of: attacker, HTTP2ErrorCode.enhanceYourCalm.rawValue)
        }
    }

    @Test("trailers on an open stream with a lower id than the last are legal")
    func trailers() async throws {
        try await withAttack { attacker, _ in
            await attacker.send(
                .headers(1, HeaderBlock.request("Chat")), .headers(3, HeaderBlock.request("Chat")),
                .headers(1, HeaderBlock.literal("trailer", "x"), ends: true))
            #expect(await attacker.next { $0.kind == .headers && $0.stream == 1 && $0.endsStream } != nil)
            #expect(await attacker.isAlive())
        }
    }
}
