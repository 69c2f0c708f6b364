import HTTP2
import Messages
import NIOCore
import Testing

@testable import RPC

@Suite("A call that no handler has seen is repeated, whatever its method", .timeLimit(.minutes(2)))
struct UnseenTests {
    private static let read: MethodDescriptor = {
        var method = EchoFixture.unary
        method.idempotency = .noSideEffects
        return method
    }()

    private static func answer(_ request: ScriptedServer.Request) -> [ScriptedServer.Step] {
        guard request.moment == .end else { return [] }
        return [ScriptedServer.ok, .data(request.body), .trailers([("grpc-status", "0")])]
    }

    /// A server does this with the first request, at its end, and answers the others with what they contain.
    private func withFirst(
        _ steps: [ScriptedServer.Step], at moment: ScriptedServer.Moment = .end,
        channel configuration: ChannelConfiguration = ChannelConfiguration(),
        _ body: (ScriptedServer, RPCChannel) async throws -> Void
    ) async throws {
        try await withScript(
            channel: configuration,
            { request in
                if request.number > 1 { return Self.answer(request) }
                return request.moment == moment ? steps : []
            }, body)
    }

    @Test(
        "after its request has left: a refused stream, and one above the last id of a GOAWAY",
        arguments: [
            [.reset(.refusedStream)], [.raw(goAwayFrame(last: 0))], [.raw(goAwayFrame(last: 0)), .close],
        ] as [[ScriptedServer.Step]])
    func unary(steps: [ScriptedServer.Step]) async throws {
        try await withFirst(steps) { server, channel in
            let answer: Blob = try await channel.unary(EchoFixture.unary, Blob("again"))
            #expect(answer.text == "again")
            #expect(server.requests.count == 2)
            #expect(server.requests[1].headers["grpc-previous-rpc-attempts"] == nil)
        }
    }

    @Test("a stream of requests is sent again from its beginning, and goes on")
    func stream() async throws {
        try await withFirst([.reset(.refusedStream)], at: .data) { server, channel in
            let texts = try await channel.bidirectional(EchoFixture.chat) {
                (writer: RequestWriter<Blob>, answers: ResponseStream<Blob>) -> [String] in
                try await writer.write(Blob("one"))
                while server.requests.count < 2 { try await Task.sleep(for: .milliseconds(1)) }
                try await writer.write(Blob("two"))
                writer.finish()
                var texts: [String] = []
                for try await answer in answers { texts.append(answer.text) }
                return texts
            }
            #expect(texts == ["one", "two"])
            #expect(server.requests.count == 2)
        }
    }

    @Test("only once: a second refusal is the call's end, unless its method may run twice")
    func twice() async throws {
        try await withScript({ $0.moment == .end ? [.reset(.refusedStream)] : [] }) { server, channel in
            let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob("x")) }
            #expect(error?.code == .unavailable)
            #expect(server.requests.count == 2)
        }
        try await withScript({ $0.number <= 2 ? $0.moment == .end ? [.reset(.refusedStream)] : [] : Self.answer($0) }) {
            server, channel in
            let answer: Blob = try await channel.unary(Self.read, Blob("x"))
            #expect(answer.text == "x")
            #expect(server.requests.map { $0.headers["grpc-previous-rpc-attempts"] } == [nil, nil, "1"])
        }
    }

    @Test("not when its connection was lost after the headers had left: the server may have run it")
    func lost() async throws {
        try await withFirst([.close]) { server, channel in
            let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob("x")) }
            #expect(error?.code == .unavailable)
            #expect(server.requests.count == 1)
        }
        try await withFirst([.close]) { server, channel in
            let answer: Blob = try await channel.unary(Self.read, Blob("x"))
            #expect(answer.text == "x")
            #expect(server.requests[1].headers["grpc-previous-rpc-attempts"] == "1")
        }
    }

    @Test("not either when only the headers had left, of a call that has sent nothing yet")
    func lostAfterHeaders() async throws {
        try await withFirst([.close], at: .headers) { server, channel in
            let error = await failure {
                try await channel.bidirectional(EchoFixture.chat) {
                    (_: RequestWriter<Blob>, answers: ResponseStream<Blob>) in
                    for try await _ in answers {}
                }
            }
            #expect(error?.code == .unavailable)
            #expect(server.requests.count == 1)
        }
    }

    @Test("not when an answer has begun")
    func answered() async throws {
        try await withFirst([ScriptedServer.ok, .reset(.refusedStream)]) { server, channel in
            let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob("x")) }
            #expect(error?.code == .unavailable)
            #expect(server.requests.count == 1)
        }
    }

    @Test("what was sent is not kept any longer then")
    func answerBegins() async throws {
        let joined = try JoinedConnection(ChannelConfiguration())
        let call = try joined.startCall()
        try await call.send(ByteBuffer(repeating: 0, count: 100))
        try joined.exchange()
        #expect(call.outbound.queuedBytes == 0 && call.outbound.keptBytes == 100)
        let stream = try #require(joined.server.streams.first)
        joined.server.session.respond(stream, StatusHeaders.response)
        try joined.exchange()
        #expect(call.outbound.keptBytes == 0 && !call.isOver)
    }

    @Test("as long as what was sent is kept; a unary call has its request anyway", arguments: [1000, 1001])
    func bound(bytes: Int) async throws {
        var configuration = ChannelConfiguration()
        configuration.replayBytesMax = 1000
        let request = Blob(messageBytes: bytes - MessageCoding.prefixBytes)
        try await withFirst([.reset(.refusedStream)], channel: configuration) { server, channel in
            let error = await failure {
                let _: Blob = try await channel.clientStreaming(EchoFixture.collect) { (writer: RequestWriter<Blob>) in
                    try await writer.write(request)
                }
            }
            #expect(error?.code == (bytes == 1000 ? nil : .unavailable))
            #expect(server.requests.count == (bytes == 1000 ? 2 : 1))
        }
        try await withFirst([.reset(.refusedStream)], channel: configuration) { server, channel in
            let answer: Blob = try await channel.unary(EchoFixture.unary, request)
            #expect(answer == request)
            #expect(server.requests.count == 2)
        }
    }

    @Test("a connection that is lost before the headers have left is no loss, after that it is")
    func unsent() throws {
        final class Placer: CallPlacer {
            var calls = 0
            func placeAgain(_ call: ClientCall) -> Bool {
                calls += 1
                return true
            }
        }
        for hasLeft in [false, true] {
            let joined = try JoinedConnection(ChannelConfiguration())
            let placer = Placer()
            let call = try joined.beginCall()
            call.placer = placer
            if hasLeft { try joined.toServer() }
            joined.channel.close(promise: nil)
            #expect(placer.calls == (hasLeft ? 0 : 1))
            #expect(call.isOver == hasLeft)
        }
    }

    @Test("a call whose connections are lost under it again and again ends")
    func unsentLimit() {
        var repetition = UnseenRepetition()
        let allowed = (0...UnseenRepetition.unsentMax).map { _ in repetition.allows(.unsent) }
        #expect(allowed.filter { $0 }.count == UnseenRepetition.unsentMax && allowed.last == false)
        let refusals = (0..<2).map { _ in repetition.allows(.refusedStream) }
        #expect(refusals == [true, false])
        #expect(!repetition.allows(.connectionLost) && !repetition.allows(.cancel))
    }
}

@Suite("What a call has sent is kept")
struct ReplayQueueTests {
    private func taken(_ count: Int, from queue: OutboundQueue) -> String {
        var buffer = ByteBuffer()
        queue.take(count, to: &buffer)
        return String(buffer: buffer)
    }

    @Test("until it is sent again, also what was cut in the middle of a message")
    func rewind() async throws {
        let queue = OutboundQueue(replayBytesMax: 100)
        for text in ["abc", "def", "ghi"] { try await queue.send(ByteBuffer(string: text)) }
        #expect(taken(4, from: queue) == "abcd" && queue.queuedBytes == 5)
        #expect(queue.rewind() && queue.queuedBytes == 9)
        #expect(taken(2, from: queue) == "ab")
        #expect(taken(7, from: queue) == "cdefghi" && queue.queuedBytes == 0)
        try await queue.send(ByteBuffer(string: "jkl"))
        #expect(queue.rewind() && queue.queuedBytes == 12)
        #expect(taken(12, from: queue) == "abcdefghijkl")
    }

    @Test("until the answer begins, in the middle of a message too")
    func forget() async throws {
        let queue = OutboundQueue(replayBytesMax: 100)
        for text in ["abc", "def"] { try await queue.send(ByteBuffer(string: text)) }
        #expect(taken(4, from: queue) == "abcd")
        queue.forgetSent()
        #expect(!queue.rewind() && queue.queuedBytes == 2)
        #expect(taken(2, from: queue) == "ef")
    }

    @Test("up to the limit; nothing that was not sent is lost beyond it")
    func limit() async throws {
        let queue = OutboundQueue(replayBytesMax: 4)
        for text in ["abc", "def"] { try await queue.send(ByteBuffer(string: text)) }
        #expect(taken(4, from: queue) == "abcd" && queue.rewind())
        #expect(taken(4, from: queue) == "abcd")
        #expect(taken(1, from: queue) == "e" && !queue.rewind())
        #expect(taken(1, from: queue) == "f" && queue.queuedBytes == 0)
    }
}
