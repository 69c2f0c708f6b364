import Messages
import NIOCore
import Testing

@testable import RPC

/// Lets an attacker at a server, while somebody else has a stream open there: its connection must feel nothing of it.
///
/// - Parameter attack: Gets the attacker, and the other's channel for calls in the middle of it.
func withAttack<R>(
    _ fixture: EchoFixture = EchoFixture(), limits: ServerLimits = ServerLimits(),
    initialWindow: UInt32? = nil, _ attack: (FrameClient, RPCChannel) async throws -> R
) async throws -> R {
    var limits = limits
    // A busy machine does not make a slow client.
    limits.prefaceTimeMax = .seconds(300)
    return try await withLoopback(.plain, fixture, limits: limits) { server, bystander in
        try await withBystander(bystander) {
            let attacker = try await FrameClient.connect(port: server.port, initialWindow: initialWindow)
            let result = try await attack(attacker, bystander)
            await attacker.close()
            return result
        }
    }
}

/// A stream that is open before, stays idle meanwhile and is used after; and a new call.
func withBystander<R>(_ channel: RPCChannel, _ body: () async throws -> R) async throws -> R {
    try await channel.bidirectional(EchoFixture.chat) {
        (writer: RequestWriter<Blob>, answers: ResponseStream<Blob>) -> R in
        var iterator = answers.makeAsyncIterator()
        try await writer.write(Blob("before"))
        #expect(try await iterator.next()?.text == "before")
        let result = try await body()
        try await writer.write(Blob("after"))
        #expect(try await iterator.next()?.text == "after")
        let answer: Blob = try await channel.unary(EchoFixture.unary, Blob("later"))
        #expect(answer.text == "later")
        return result
    }
}

/// The connection ends, and its last GOAWAY says why; nil when there is none.
func expectGoodbye(
    of client: FrameClient, _ code: UInt32?, sourceLocation: SourceLocation = #_sourceLocation
) async {
    let found = await client.goodbye()
    #expect(found == code, sourceLocation: sourceLocation)
}

extension EchoFixture {
    /// What a request to `Unary` looks like on a stream of its own.
    static func request(_ stream: Int, _ message: Blob) -> [Frame] {
        let body = Array(MessageCoding.frame(message).readableBytesView)
        return [.headers(stream, HeaderBlock.request("Unary")), .data(stream, body, ends: true)]
    }
}
