import HTTP2
import Messages
import Testing

@testable import RPC

/// What makes up for PINGs that come soon after one another (gRFC A8): DATA or HEADERS that we send.
@Suite("PINGs between answers", .timeLimit(.minutes(1))) struct PingStrikeTests {
    /// An answer, or as much of one as there is, without DATA.
    enum Answer: CaseIterable, Sendable {
        case trailersOnly, headersAndTrailers, headersAhead

        var fixture: EchoFixture {
            var fixture = EchoFixture()
            if self == .headersAhead {
                // The other client wants its answers.
                fixture.onChat = { requests, writer, context in
                    context.sendInitialMetadata(["early": "1"])
                    for try await request in requests { try await writer.write(request) }
                }
            }
            return fixture
        }

        func request(_ stream: Int) -> Frame {
            switch self {
            case .trailersOnly: .headers(stream, HeaderBlock.request("Missing"), ends: true)
            case .headersAndTrailers: .headers(stream, HeaderBlock.request("Chat"), ends: true)
            case .headersAhead: .headers(stream, HeaderBlock.request("Chat"))
            }
        }
    }

    @Test("headers without data make up for PINGs too", arguments: Answer.allCases)
    func headers(_ answer: Answer) async throws {
        try await withAttack(answer.fixture) { client, _ in
            for stream in (0..<10).map({ 2 * $0 + 1 }) {
                await client.send(.ping, answer.request(stream))
                let isLast = answer != .headersAhead
                let headers = await client.next {
                    $0.kind == .headers && $0.stream == stream && $0.endsStream == isLast
                }
                #expect(headers != nil)
            }
            #expect(await client.isAlive())
        }
    }
}
