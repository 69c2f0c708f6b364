import NIOCore
import NIOHTTP1
import NIOPosix
import TLS

/// One HTTP/1.1 request on a connection of its own, with bodies streamed in both directions.
struct HTTPExchange: Sendable {
    typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>
    typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>

    static let connectTimeout: TimeAmount = .seconds(10)
    /// The longest answer that is held in memory; streams are read line by line instead.
    static let answerBytesMax = 64 << 20

    var server: ServerAddress
    var method: HTTPMethod
    var path: String
    var headers: [(String, String)]

    /// Sends the head and what `writeBody` writes while `read` takes the answer.
    ///
    /// The two run side by side: a server that refuses an upload answers before it has read all of it.
    func run<Answer: Sendable>(
        writeBody: @escaping @Sendable (Outbound) async throws -> Void,
        read: @Sendable (HTTPResponseHead, inout AnswerBody) async throws -> Answer
    ) async throws -> Answer {
        let connection = try await connect()
        do {
            return try await exchange(on: connection, writeBody: writeBody, read: read)
        } catch let error as TLSError {
            throw CommandFailure("cannot trust or reach \(server.text): \(error)")
        }
    }

    private func exchange<Answer: Sendable>(
        on connection: Connection, writeBody: @escaping @Sendable (Outbound) async throws -> Void,
        read: @Sendable (HTTPResponseHead, inout AnswerBody) async throws -> Answer
    ) async throws -> Answer {
        try await connection.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let head = requestHead
                group.addTask {
                    try await outbound.write(.head(head))
                    try await writeBody(outbound)
                    try await outbound.write(.end(nil))
                }
                defer { group.cancelAll() }
                var parts = inbound.makeAsyncIterator()
                guard case .head(let answer)? = try await parts.next() else {
                    throw CommandFailure("\(server.text) closed the connection without an answer")
                }
                var body = AnswerBody(parts: parts)
                return try await read(answer, &body)
            }
        }
    }

    private var requestHead: HTTPRequestHead {
        var fields = HTTPHeaders(headers)
        fields.add(name: "Host", value: server.authority)
        fields.add(name: "Connection", value: "close")
        return HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: fields)
    }

    private func connect() async throws -> Connection {
        let tls = try tlsContext()
        do {
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(Self.connectTimeout)
                .connect(host: server.host, port: server.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            try channel.pipeline.syncOperations.addHandler(
                                TLSHandler(tls, serverName: server.host))
                        }
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        return try Connection(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw CommandFailure("cannot reach \(server.text): is the platform running? (pynomaly up)")
        }
    }

    /// Without ALPN: what is spoken is HTTP/1.1, which servers take where nothing else is agreed on.
    private func tlsContext() throws(CommandFailure) -> TLSContext? {
        guard server.scheme == .https else { return nil }
        do throws(TLSError) {
            return try TLSContext(
                .client, TLSConfiguration(authorityFile: server.authorityFile, protocols: []))
        } catch {
            throw CommandFailure("--ca: \(error)")
        }
    }
}

/// The body of an answer, part by part.
struct AnswerBody {
    fileprivate var parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator
    private var pending = ByteBuffer()

    fileprivate init(parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator) {
        self.parts = parts
    }

    mutating func next() async throws -> ByteBuffer? {
        guard case .body(let buffer)? = try await parts.next(isolation: #isolation) else { return nil }
        return buffer
    }

    /// The whole body, up to the limit.
    mutating func collect() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let buffer = try await next() {
            bytes.append(contentsOf: buffer.readableBytesView)
            guard bytes.count <= HTTPExchange.answerBytesMax else {
                throw CommandFailure("the answer is longer than \(HTTPExchange.answerBytesMax) bytes")
            }
        }
        return bytes
    }

    /// The next line of a newline-delimited body, without its end.
    mutating func nextLine() async throws -> [UInt8]? {
        while true {
            if let end = pending.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
                let line = pending.readBytes(length: end - pending.readerIndex)
                pending.moveReaderIndex(forwardBy: 1)
                return line
            }
            guard var more = try await next() else {
                return pending.readableBytes > 0 ? pending.readBytes(length: pending.readableBytes) : nil
            }
            pending.writeBuffer(&more)
        }
    }
}
