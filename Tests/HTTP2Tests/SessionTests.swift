import NIOCore
import Testing

@testable import HTTP2

@Suite("HTTP/2 sessions, joined in memory")
struct SessionTests {
    private static let headers = HTTP2StaticHeaders([":status": "200", "content-type": "text/plain"])
    private static let trailers = HTTP2StaticHeaders(["result": "fine"])

    @Test("request, answer and trailers arrive, however the bytes are cut", arguments: [Int.max, 100, 9, 8, 3, 1])
    func exchange(pieceBytes: Int) throws {
        let joined = try JoinedSessions()
        let request = try joined.request([("custom", "value")], body: Array("question".utf8))
        try joined.settle(pieceBytes: pieceBytes)
        let answer = try #require(joined.serverSide.opened.first)
        #expect(answer.headers["custom"] == "value")
        #expect(answer.body == Array("question".utf8))
        #expect(answer.hasEnded)

        answer.outgoing = Array("answer".utf8)
        answer.isComplete = true
        answer.outgoingTrailers = Self.trailers
        joined.server.respond(answer, Self.headers)
        try joined.settle(pieceBytes: pieceBytes)
        #expect(request.headers[":status"] == "200")
        #expect(request.body == Array("answer".utf8))
        #expect(request.trailers["result"] == "fine")
        #expect(request.closedWith == .noError)
        #expect(answer.closedWith == .noError)
    }

    @Test("a header block in many CONTINUATION frames survives single-byte reads")
    func continuations() throws {
        var configuration = HTTP2Configuration()
        configuration.headerListBytesMax = 200 << 10
        let joined = try JoinedSessions(server: configuration)
        // Incompressible enough to need several frames of 16 KiB.
        let value = String((0..<60_000).map { _ in "!\"#$%&'()*+,-./".randomElement() ?? "!" })
        _ = try joined.request([("large", value)], body: [])
        try joined.settle(pieceBytes: 1)
        #expect(joined.serverSide.opened.first?.headers["large"] == value)
    }

    @Test("headers at the limit pass, and one byte more is told to the handler", arguments: [0, 1])
    func headerListLimit(excess: Int) throws {
        var configuration = HTTP2Configuration()
        configuration.headerListBytesMax = 1000
        let joined = try JoinedSessions(server: configuration)
        // :method POST, :scheme http, :path /x, :authority a, and 32 bytes for each of five fields.
        let fixed = 11 + 11 + 7 + 11 + 5 * 32 + 1
        _ = try joined.request([("n", String(repeating: "v", count: 1000 - fixed + excess))], body: [])
        try joined.settle()
        #expect(joined.serverSide.opened.first?.sawTooManyHeaders == (excess == 1))
    }

    @Test("a header block beyond the fatal limit ends the connection")
    func headerBomb() throws {
        var configuration = HTTP2Configuration()
        configuration.headerListBytesMax = 1000
        configuration.headerListBytesFatal = 16_000
        let joined = try JoinedSessions(server: configuration)
        _ = try joined.request((0..<20).map { ("n\($0)", String(repeating: "v", count: 1000)) }, body: [])
        #expect { try joined.settle() } throws: { ($0 as? HTTP2Error)?.reason == .headerListTooLarge }
    }

    @Test("an unread stream stalls itself and not its neighbour")
    func flowControl() throws {
        var configuration = HTTP2Configuration()
        configuration.streamWindowBytes = 1000
        let joined = try JoinedSessions(server: configuration)
        try joined.settle()
        _ = try joined.request(body: [UInt8](repeating: 1, count: 5000))
        _ = try joined.request(body: [UInt8](repeating: 2, count: 900))
        try joined.settle()
        let (stalled, neighbour) = (joined.serverSide.opened[0], joined.serverSide.opened[1])
        #expect(stalled.body.count == 1000)
        #expect(neighbour.hasEnded)
        joined.server.consume(stalled, bytes: 1000)
        try joined.settle()
        #expect(stalled.body.count == 2000)
    }

    @Test("a refused stream is closed with REFUSED_STREAM")
    func refusal() throws {
        let joined = try JoinedSessions()
        joined.serverSide.refusesStreams = true
        let request = try joined.request(body: [])
        try joined.settle()
        #expect(request.closedWith == .refusedStream)
    }

    @Test("resetting a stream closes it on both sides")
    func reset() throws {
        let joined = try JoinedSessions()
        let request = try joined.request()
        try joined.settle()
        joined.client.reset(request, .cancel)
        try joined.settle()
        #expect(joined.serverSide.opened.first?.closedWith == .cancel)
    }

    @Test("an answer before the end of the request asks the client to stop")
    func earlyAnswer() throws {
        let joined = try JoinedSessions()
        let request = try joined.request()
        try joined.settle()
        var headers = HTTP2Headers()
        headers.add(":status", "415")
        joined.server.respondOnly(try #require(joined.serverSide.opened.first), headers)
        try joined.settle()
        #expect(request.headers[":status"] == "415")
        #expect(request.closedWith == .noError)
    }

    @Test("draining: the announcement lets streams through, the second GOAWAY finishes the connection")
    func draining() throws {
        let joined = try JoinedSessions()
        let request = try joined.request()
        try joined.settle()
        joined.server.announceShutdown()
        joined.server.ping(42)
        try joined.settle()
        #expect(joined.clientSide.goAway == .noError)
        #expect(joined.serverSide.pings.contains { $0 == (42, true) })
        #expect(!joined.server.isFinished)
        joined.server.goAway()
        request.isComplete = true
        joined.client.resume(request)
        joined.server.respondOnly(try #require(joined.serverSide.opened.first), HTTP2Headers(status: "200"))
        try joined.settle()
        #expect(joined.server.isFinished)
    }

    @Test("losing the connection closes every stream")
    func abandon() throws {
        let joined = try JoinedSessions()
        let requests = try [joined.request(), joined.request()]
        try joined.settle()
        joined.client.abandon()
        #expect(requests.allSatisfy { $0.closedWith == .connectionLost })
    }

    @Test("a stream whose headers had not been written when the connection was lost is told apart")
    func unsent() throws {
        let joined = try JoinedSessions()
        try joined.settle()
        let written = try joined.request()
        _ = try joined.client.flush()
        let unwritten = try joined.request(body: [1])
        joined.client.abandon()
        #expect(written.closedWith == .connectionLost)
        #expect(unwritten.closedWith == .unsent)
    }

    @Test("a client knows how many streams its server takes")
    func peerStreams() throws {
        var configuration = HTTP2Configuration()
        configuration.concurrentStreamsMax = 7
        let joined = try JoinedSessions(server: configuration)
        try joined.settle()
        #expect(joined.client.peerConcurrentStreamsMax == 7)
    }

    @Test("bytes that are not HTTP/2 are refused")
    func notHTTP2() throws {
        let joined = try JoinedSessions()
        #expect {
            try Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8).withUnsafeBytes { try joined.server.receive($0) }
        } throws: {
            ($0 as? HTTP2Error)?.reason == .notHTTP2
        }
    }

    @Test("frames that cost the client little are counted")
    func controlFrames() throws {
        let joined = try JoinedSessions()
        try joined.settle()
        _ = joined.server.takeControlFrames()
        for number in 0..<10 { joined.client.ping(UInt64(number)) }
        try joined.settle()
        #expect(joined.server.takeControlFrames() == 10)
    }
}

extension HTTP2Headers {
    init(status: String) {
        self.init()
        add(":status", status)
    }
}
