import Messages
import NIOCore
import Testing

@testable import RPC

@Suite("Compressed messages")
struct CompressionTests {
    /// A frame as the wire has it.
    private func frame(_ message: Blob, compressed: Bool) -> [UInt8] {
        let frame = MessageCoding.frame(message)
        return Array((compressed ? MessageCompression.compress(frame, .gzip) : frame).readableBytesView)
    }

    private var compressing: EchoFixture {
        var fixture = EchoFixture()
        fixture.onUnary = { request, context in
            context.compressAnswers()
            return request
        }
        fixture.onExpand = { request, writer, context in
            context.compressAnswers()
            for index in 0..<4 { try await writer.write(request, compressing: index % 2 == 0) }
        }
        return fixture
    }

    private let accepting = [("grpc-accept-encoding", "identity, deflate, gzip")]
    private let encoded = [("grpc-encoding", "gzip")]

    @Test("a compressed request is read, and one that is not, in a call that names an encoding")
    func requests() async throws {
        try await withRawClient { client in
            for compressed in [true, false] {
                let body = frame(Blob(size: 1000), compressed: compressed)
                #expect(body[0] == (compressed ? 1 : 0))
                let answer = try await client.call("/test.Echo/Unary", headers: encoded, body: body)
                #expect(answer.status == "0")
                #expect(answer.body == frame(Blob(size: 1000), compressed: false))
            }
        }
    }

    @Test("the limit holds for what is decompressed, at it and one past it", arguments: ["Unary", "Collect"])
    func limit(_ method: String) async throws {
        var limits = ServerLimits()
        limits.messageBytesMax = 1000
        try await withRawClient(limits: limits) { client in
            for (bytes, status) in [(1000, "0"), (1001, "8"), (1 << 20, "8")] {
                let body = frame(Blob(messageBytes: bytes), compressed: true)
                let answer = try await client.call("/test.Echo/\(method)", headers: encoded, body: body)
                #expect(answer.status == status, "\(bytes) bytes")
                guard status == "8", body.count < 1000 else { continue }
                let text = answer.trailers["grpc-message"] ?? answer.headers["grpc-message"]
                #expect(text?.contains("1000 bytes when decompressed, the limit messageBytesMax") == true)
            }
        }
    }

    @Test("what requests take when decompressed counts for their connection, until they are over")
    func accounting() async throws {
        var limits = ServerLimits()
        limits.bufferedBytesPerConnectionMax = 100_000
        let large = frame(Blob(size: 100_000), compressed: true)
        let fitting = frame(Blob(size: 60_000), compressed: true)
        try await withRawClient(limits: limits) { client in
            let answer = try await client.call("/test.Echo/Unary", headers: encoded, body: large)
            #expect(answer.status == "8")
            for _ in 0..<10 {
                #expect(try await client.call("/test.Echo/Unary", headers: encoded, body: fitting).status == "0")
            }
        }
    }

    @Test("bytes that are no gzip are INTERNAL", arguments: ["Unary", "Collect"])
    func damaged(_ method: String) async throws {
        var body = frame(Blob(size: 1000), compressed: true)
        body[body.count - 1] ^= 1
        try await withRawClient { client in
            for body in [body, [1, 0, 0, 0, 3, 1, 2, 3], [1, 0, 0, 0, 0]] {
                let answer = try await client.call("/test.Echo/\(method)", headers: encoded, body: body)
                #expect(answer.status == "13")
            }
        }
    }

    @Test("answers are compressed for clients that accept it only", arguments: [true, false])
    func acceptance(_ accepts: Bool) async throws {
        try await withRawClient(compressing) { client in
            let plain = frame(Blob(size: 1000), compressed: false)
            let answer = try await client.call(
                "/test.Echo/Unary", headers: accepts ? accepting : [("grpc-accept-encoding", "deflate,gzipped")],
                body: plain)
            #expect(answer.status == "0")
            #expect(answer.headers["grpc-encoding"] == (accepts ? "gzip" : nil))
            #expect(answer.body == frame(Blob(size: 1000), compressed: accepts))
        }
    }

    @Test("a message that compression does not make smaller goes as it is")
    func small() async throws {
        try await withRawClient(compressing) { client in
            let body = frame(Blob("tiny"), compressed: false)
            let answer = try await client.call("/test.Echo/Unary", headers: accepting, body: body)
            #expect(answer.headers["grpc-encoding"] == "gzip")
            #expect(answer.body == body)
        }
    }

    @Test("headers that are out already settle it")
    func tooLate() async throws {
        var fixture = EchoFixture()
        fixture.onUnary = { request, context in
            context.sendInitialMetadata(["early": "yes"])
            context.compressAnswers()
            return request
        }
        try await withRawClient(fixture) { client in
            let body = frame(Blob(size: 1000), compressed: false)
            let answer = try await client.call("/test.Echo/Unary", headers: accepting, body: body)
            #expect(answer.headers["grpc-encoding"] == nil)
            #expect(answer.body == body)
        }
    }

    @Test("client and server choose per message", arguments: Transport.allCases)
    func perMessage(_ transport: Transport) async throws {
        let requestsSeen = AsyncStream<Bool>.makeStream()
        var fixture = compressing
        fixture.onCollect = { requests, _ in
            var iterator = requests.makeAsyncIterator()
            while try await iterator.next() != nil { requestsSeen.continuation.yield(iterator.lastWasCompressed) }
            requestsSeen.continuation.finish()
            return Blob()
        }
        try await withLoopback(transport, fixture) { _, channel in
            let answers: ResponseStream<Blob> = try await channel.serverStreaming(EchoFixture.expand, Blob(size: 1000))
            var iterator = answers.makeAsyncIterator()
            for index in 0..<4 {
                #expect(try await iterator.next()?.bytes.count == 1000)
                #expect(iterator.lastWasCompressed == (index % 2 == 0))
            }
            let _: Blob = try await channel.clientStreaming(
                EchoFixture.collect, options: CallOptions(encoding: .gzip)
            ) { (writer: RequestWriter<Blob>) in
                for index in 0..<4 { try await writer.write(Blob(size: 1000), compressing: index % 2 == 0) }
            }
            #expect(await requestsSeen.stream.reduce(into: []) { $0.append($1) } == [true, false, true, false])
        }
    }

    @Test("the client's limit holds for what is decompressed, at it and one past it", arguments: Transport.allCases)
    func clientLimit(_ transport: Transport) async throws {
        var configuration = ChannelConfiguration()
        configuration.messageBytesMax = 1000
        try await withLoopback(transport, compressing, channel: configuration) { _, channel in
            let answer: Blob = try await channel.unary(EchoFixture.unary, Blob(messageBytes: 1000))
            #expect(answer == Blob(messageBytes: 1000))
            let error = await failure {
                let _: Blob = try await channel.unary(EchoFixture.unary, Blob(messageBytes: 1001))
            }
            #expect(error?.code == .resourceExhausted)
        }
    }
}
