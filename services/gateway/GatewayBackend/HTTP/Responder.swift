import NIOCore
import NIOHTTP1

/// The answer to one request. Belongs to the connection's task.
final class Responder {
    typealias Writer = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

    private let writer: Writer
    private let version: HTTPVersion
    private let isHEAD: Bool
    /// On every answer, whatever it says.
    var headers: HTTPHeaders = [:]
    /// Whether another request may follow on the connection.
    var keepsAlive: Bool
    private(set) var status: HTTPResponseStatus?

    init(_ writer: Writer, for request: HTTPRequestHead) {
        self.writer = writer
        self.version = request.version
        self.isHEAD = request.method == .HEAD
        self.keepsAlive = request.isKeepAlive
    }

    var hasStarted: Bool { status != nil }

    /// The answer has begun, and nothing but the connection's end will tell its own: a body without length or chunks.
    private(set) var endsWithConnection = false

    func continueRequest() async throws {
        if hasStarted { return }
        try await writer.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
    }

    /// A whole answer.
    func send(_ status: HTTPResponseStatus, type: String?, _ body: [UInt8], _ extra: HTTPHeaders = [:]) async throws {
        var fields = extra
        if let type { fields.replaceOrAdd(name: "Content-Type", value: type) }
        // Of a 304 it would be the length of what is not sent.
        if status != .noContent, status != .notModified {
            fields.replaceOrAdd(name: "Content-Length", value: "\(body.count)")
        }
        var parts = [HTTPServerResponsePart.head(head(status, fields))]
        if !isHEAD, !body.isEmpty { parts.append(.body(.byteBuffer(ByteBuffer(bytes: body)))) }
        parts.append(.end(nil))
        try await writer.write(contentsOf: parts)
    }

    /// The beginning of an answer whose length is not known.
    func start(_ status: HTTPResponseStatus, type: String, _ extra: HTTPHeaders = [:]) async throws {
        var fields = extra
        fields.replaceOrAdd(name: "Content-Type", value: type)
        if version == .http1_0 {
            // Without chunks, only the connection's end tells the body's.
            keepsAlive = false
            endsWithConnection = true
        } else {
            fields.replaceOrAdd(name: "Transfer-Encoding", value: "chunked")
        }
        try await writer.write(.head(head(status, fields)))
    }

    func write(_ bytes: [UInt8]) async throws {
        if !isHEAD { try await writer.write(.body(.byteBuffer(ByteBuffer(bytes: bytes)))) }
    }

    func finish() async throws { try await writer.write(.end(nil)) }

    private func head(_ status: HTTPResponseStatus, _ extra: HTTPHeaders) -> HTTPResponseHead {
        self.status = status
        var fields = headers
        for (name, value) in extra { fields.replaceOrAdd(name: name, value: value) }
        if !keepsAlive {
            fields.replaceOrAdd(name: "Connection", value: "close")
        } else if version == .http1_0 {
            fields.replaceOrAdd(name: "Connection", value: "keep-alive")
        }
        // The version tells the encoder whether it may use chunks.
        return HTTPResponseHead(version: version, status: status, headers: fields)
    }
}
