import HTTP2
import NIOCore
import NIOPosix

@testable import RPC

/// A client that sends what no decent gRPC client would.
///
/// Unchecked: confined to its channel's loop.
final class RawHTTP2Client: ChannelInboundHandler, HTTP2SessionDelegate, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    struct Answer: Sendable {
        var headers: [String: String] = [:]
        var trailers: [String: String] = [:]
        var body: [UInt8] = []
        var closedWith: HTTP2ErrorCode?

        var status: String? { trailers["grpc-status"] ?? headers["grpc-status"] }
    }

    private let session: HTTP2Session
    private var context: ChannelHandlerContext?
    /// Set before anybody else has the client.
    private var channel: (any Channel)?
    let closed: EventLoopPromise<HTTP2ErrorCode?>
    private var goAway: HTTP2ErrorCode?

    init(loop: any EventLoop) throws {
        session = try HTTP2Session(role: .client)
        closed = loop.makePromise()
        session.delegate = self
    }

    /// - Parameter address: of several that this machine has on its loopback.
    static func connect(port: Int, from address: String = "127.0.0.1") async throws -> RawHTTP2Client {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let client = try RawHTTP2Client(loop: loop)
        let channel = try await ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(client) }
            }
            .bind(to: SocketAddress(ipAddress: address, port: 0))
            .connect(host: "127.0.0.1", port: port).get()
        client.channel = channel
        return client
    }

    private final class Stream: HTTP2Stream {
        var answer = Answer()
        var hasHeaders = false
        var outgoing: [UInt8]
        let isComplete: Bool
        let done: EventLoopPromise<Answer>

        init(body: [UInt8], isComplete: Bool, done: EventLoopPromise<Answer>) {
            outgoing = body
            self.isComplete = isComplete
            self.done = done
        }

        override func receivedHeader(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
            let (name, value) = (String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
            if hasHeaders { answer.trailers[name] = value } else { answer.headers[name] = value }
        }
        override func receivedHeaders(isTrailers: Bool, endStream: Bool) { hasHeaders = true }
        override func receivedData(_ bytes: UnsafeRawBufferPointer) { answer.body += bytes }
        override func nextChunk(limit: Int) -> HTTP2Chunk {
            let count = min(limit, outgoing.count)
            if count == outgoing.count && isComplete { return .last(count) }
            return count == 0 ? .blocked : .bytes(count)
        }
        override func writeChunk(count: Int, to buffer: inout ByteBuffer) {
            buffer.writeBytes(outgoing.prefix(count))
            outgoing.removeFirst(count)
        }
        override func closed(_ code: HTTP2ErrorCode) {
            answer.closedWith = code
            done.succeed(answer)
        }
    }

    /// Opens a stream, and waits for its end.
    func call(
        _ path: String, method: String = "POST", contentType: String = "application/grpc",
        headers extra: [(String, String)] = [], body: [UInt8], isComplete: Bool = true, resets: Bool = false
    ) async throws -> Answer {
        guard let loop = channel?.eventLoop else { throw ChannelError.ioOnClosedChannel }
        return try await loop.flatSubmit {
            let done = loop.makePromise(of: Answer.self)
            guard self.context != nil else {
                done.fail(ChannelError.ioOnClosedChannel)
                return done.futureResult
            }
            var headers = HTTP2Headers()
            for (name, value) in [
                (":method", method), (":scheme", "http"), (":path", path), (":authority", "x"), ("te", "trailers"),
                ("content-type", contentType),
            ] + extra { headers.add(name, value) }
            do {
                let stream = Stream(body: body, isComplete: isComplete, done: done)
                try self.session.request(headers, on: stream)
                self.flush()
                if resets {
                    self.session.reset(stream, .cancel)
                    self.flush()
                }
            } catch {
                done.fail(error)
            }
            return done.futureResult
        }.get()
    }

    func ping() async throws {
        try await channel?.eventLoop.submit {
            self.session.ping(1)
            self.flush()
        }.get()
    }

    private func flush() {
        guard let context, (try? session.flush()) != nil else { return }
        context.writeAndFlush(wrapOutboundOut(session.output), promise: nil)
        session.output.clear()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func channelActive(context: ChannelHandlerContext) { flush() }
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unwrapInboundIn(data).withUnsafeReadableBytes { try? session.receive($0) }
        flush()
    }
    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        session.abandon()
        closed.succeed(goAway)
    }

    func opened(_ id: Int32) -> HTTP2Stream? { nil }
    func receivedSettings() {}
    func receivedPing(_ payload: UInt64, isAcknowledgement: Bool) {}
    func receivedGoAway(_ code: HTTP2ErrorCode, lastStreamID: Int32, message: String) { goAway = code }

    /// What the server's GOAWAY said, if there was one.
    func receivedGoAway() async throws -> HTTP2ErrorCode? {
        guard let loop = channel?.eventLoop else { return nil }
        return try await loop.submit { self.goAway }.get()
    }

    var remotePort: Int? { channel?.remoteAddress?.port }

    func close() async {
        try? await channel?.close().get()
    }
}

func withRawClient<R>(
    _ fixture: EchoFixture = EchoFixture(), limits: ServerLimits = ServerLimits(),
    _ body: (RawHTTP2Client) async throws -> R
) async throws -> R {
    try await withLoopback(.plain, fixture, limits: limits) { server, _ in
        let client = try await RawHTTP2Client.connect(port: server.port)
        let result = try await body(client)
        await client.close()
        return result
    }
}
