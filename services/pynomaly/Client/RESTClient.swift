import Messages
import NIOCore
import NIOHTTP1
import Protobuf

/// Calls the platform's REST form with the messages of its protos.
struct RESTClient: Sendable {
    /// An answer as a value, and as the JSON that the server sent.
    struct Reply<Message: ProtobufMessage>: Sendable {
        var value: Message
        var json: [UInt8]
    }

    var server: ServerAddress
    var accessToken: String?

    func get<Answer: ProtobufMessage>(_ path: String, as answer: Answer.Type) async throws -> Reply<Answer> {
        try await call(.GET, path, body: nil, as: answer)
    }

    func post<Request: ProtobufMessage, Answer: ProtobufMessage>(
        _ path: String, _ request: Request, as answer: Answer.Type
    ) async throws -> Reply<Answer> {
        try await call(.POST, path, body: try MessageJSON.encode(request), as: answer)
    }

    func delete(_ path: String) async throws {
        _ = try await call(.DELETE, path, body: nil, as: GoogleProtobuf.Empty.self)
    }

    /// Hands each message of a server stream to `each`, until the stream ends.
    func watch<Event: ProtobufMessage>(
        _ path: String, as event: Event.Type, each: @Sendable (Event) -> Void
    ) async throws {
        let exchange = exchange(.GET, path, [("Accept", "application/x-ndjson")])
        try await exchange.run(writeBody: { _ in }) { head, body in
            guard head.status == .ok else {
                throw CommandFailure(status: Int(head.status.code), body: try await body.collect())
            }
            while let line = try await body.nextLine() {
                each(try MessageJSON.decodeStreamLine(line, as: event))
            }
        }
    }

    private func call<Answer: ProtobufMessage>(
        _ method: HTTPMethod, _ path: String, body: [UInt8]?, as answer: Answer.Type
    ) async throws -> Reply<Answer> {
        var headers: [(String, String)] = []
        if let body {
            headers = [("Content-Type", "application/json"), ("Content-Length", "\(body.count)")]
        }
        let json = try await exchange(method, path, headers).run { outbound in
            if let body { try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: body)))) }
        } read: { head, content in
            let bytes = try await content.collect()
            guard (200..<300).contains(head.status.code) else {
                throw CommandFailure(status: Int(head.status.code), body: bytes)
            }
            return bytes
        }
        return Reply(value: try MessageJSON.decode(json, as: answer), json: json)
    }

    func exchange(_ method: HTTPMethod, _ path: String, _ headers: [(String, String)]) -> HTTPExchange {
        var headers = headers
        if let accessToken { headers.append(("Authorization", "Bearer \(accessToken)")) }
        return HTTPExchange(server: server, method: method, path: path, headers: headers)
    }
}
