import HTTP2
import NIOCore
import Synchronization

/// One connection of a `ScriptedServer`. Steps run after what has arrived was taken in, so that they may flush.
///
/// Unchecked: confined to its channel's loop.
final class ScriptedConnection: ChannelInboundHandler, HTTP2SessionDelegate, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let session: HTTP2Session
    private let log: ScriptedServer.Log
    private let script: ScriptedServer.Script
    private var context: ChannelHandlerContext?
    fileprivate var pending: [(ScriptedStream, ScriptedServer.Request)] = []

    init(log: ScriptedServer.Log, script: @escaping ScriptedServer.Script) throws {
        session = try HTTP2Session(role: .server)
        self.log = log
        self.script = script
        session.delegate = self
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func channelActive(context: ChannelHandlerContext) { flush() }
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unwrapInboundIn(data).withUnsafeReadableBytes { try? session.receive($0) }
        while !pending.isEmpty {
            let (stream, request) = pending.removeFirst()
            log.requests.withLock { $0[request.number - 1] = request }
            for step in script(request) { perform(step, on: stream) }
        }
        flush()
    }
    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        session.abandon()
    }

    private func flush() {
        guard let context, (try? session.flush()) != nil, session.output.readableBytes > 0 else { return }
        context.writeAndFlush(wrapOutboundOut(session.output), promise: nil)
        session.output.clear()
    }

    private func perform(_ step: ScriptedServer.Step, on stream: ScriptedStream) {
        switch step {
        case .raw(let bytes):
            flush()
            context?.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .close:
            flush()
            context?.close(promise: nil)
        default: if stream.isOpen { answer(step, on: stream) }
        }
    }

    private func answer(_ step: ScriptedServer.Step, on stream: ScriptedStream) {
        switch step {
        case .headers(let fields): session.respond(stream, Self.headers(fields))
        case .only(let fields): session.respondOnly(stream, Self.headers(fields))
        case .data(let bytes): stream.outgoing += bytes
        case .trailers(let fields):
            stream.ending = { [session, unowned stream] in
                session.trailers(stream, Self.headers(fields))
                return .lastBeforeTrailers($0)
            }
        case .end: stream.ending = { .last($0) }
        case .reset(let code):
            flush()
            session.reset(stream, code)
        case .raw, .close: break
        }
        session.resume(stream)
    }

    private static func headers(_ fields: [(String, String)]) -> HTTP2Headers {
        var headers = HTTP2Headers()
        for (name, value) in fields { headers.add(name, value) }
        return headers
    }

    func opened(_ id: Int32) -> HTTP2Stream? {
        let number = log.requests.withLock { requests in
            requests.append(ScriptedServer.Request(number: requests.count + 1))
            return requests.count
        }
        return ScriptedStream(ScriptedServer.Request(number: number), of: self)
    }
    func receivedSettings() {}
    func receivedPing(_ payload: UInt64, isAcknowledgement: Bool) {}
    func receivedGoAway(_ code: HTTP2ErrorCode, lastStreamID: Int32, message: String) {}
    func receivedInvalidFrame() {}
}

/// One request to a `ScriptedServer`; belongs to its connection's loop.
private final class ScriptedStream: HTTP2Stream {
    private unowned let connection: ScriptedConnection
    private var request: ScriptedServer.Request
    var outgoing: [UInt8] = []
    /// What follows the last bytes.
    var ending: ((Int) -> HTTP2Chunk)?

    init(_ request: ScriptedServer.Request, of connection: ScriptedConnection) {
        self.request = request
        self.connection = connection
    }

    private func note(_ moment: ScriptedServer.Moment) {
        request.moment = moment
        connection.pending.append((self, request))
    }

    override func receivedHeader(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        request.headers[String(decoding: name, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
    }
    override func receivedHeaders(isTrailers: Bool, endStream: Bool) { note(endStream ? .end : .headers) }
    override func receivedData(_ bytes: UnsafeRawBufferPointer) {
        request.body += bytes
        note(.data)
    }
    override func receivedEnd() { note(.end) }
    override func nextChunk(limit: Int) -> HTTP2Chunk {
        let count = min(limit, outgoing.count)
        if count == outgoing.count, let ending { return ending(count) }
        return count == 0 ? .blocked : .bytes(count)
    }
    override func writeChunk(count: Int, to buffer: inout ByteBuffer) {
        buffer.writeBytes(outgoing.prefix(count))
        outgoing.removeFirst(count)
    }
}
