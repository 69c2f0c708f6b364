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
    var authority: (any ClientAuthority)?
    /// "tenants/{id}" where a super_admin works in another tenant than their own.
    var tenant: String?

    func get<Answer: ProtobufMessage>(_ path: String, as answer: Answer.Type) async throws -> Reply<Answer> {
        try await call(.GET, path, body: nil, as: answer)
    }

    func post<Request: ProtobufMessage, Answer: ProtobufMessage>(
        _ path: String, _ request: Request, as answer: Answer.Type
    ) async throws -> Reply<Answer> {
        try await call(.POST, path, body: try MessageJSON.encode(request), as: answer)
    }

    func patch<Request: ProtobufMessage, Answer: ProtobufMessage>(
        _ path: String, _ request: Request, as answer: Answer.Type
    ) async throws -> Reply<Answer> {
        try await call(.PATCH, path, body: try MessageJSON.encode(request), as: answer)
    }

    @discardableResult
    func delete<Answer: ProtobufMessage>(
        _ path: String, as answer: Answer.Type = GoogleProtobuf.Empty.self
    ) async throws -> Reply<Answer> {
        try await call(.DELETE, path, body: nil, as: answer)
    }

    /// Hands each message of a server stream to `each`, until the stream ends.
    func watch<Event: ProtobufMessage>(
        _ path: String, as event: Event.Type, each: @Sendable (Event) throws -> Void
    ) async throws {
        try await authorized(.GET, path, [("Accept", "application/x-ndjson")]) { exchange in
            try await exchange.run(writeBody: { _ in }) { head, body in
                guard head.status == .ok else {
                    throw CommandFailure(status: Int(head.status.code), body: try await body.collect())
                }
                while let line = try await body.nextLine() {
                    try each(MessageJSON.decodeStreamLine(line, as: event))
                }
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
        let json = try await authorized(method, path, headers) { exchange in
            try await exchange.run { outbound in
                if let body { try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: body)))) }
            } read: { head, content in
                let bytes = try await content.collect()
                guard (200..<300).contains(head.status.code) else {
                    throw CommandFailure(status: Int(head.status.code), body: bytes)
                }
                return bytes
            }
        }
        return Reply(value: try MessageJSON.decode(json, as: answer), json: json)
    }

    /// Makes a request, and once more with another token if the first one was not good enough and there is another.
    func authorized<Answer>(
        _ method: HTTPMethod, _ path: String, _ headers: [(String, String)],
        _ send: (HTTPExchange) async throws -> Answer
    ) async throws -> Answer {
        func exchange(_ token: String?) -> HTTPExchange {
            let authorization = token.map { [("Authorization", "Bearer \($0)")] } ?? []
            let place = tenant.map { [("X-Tenant", $0)] } ?? []
            return HTTPExchange(server: server, method: method, path: path, headers: headers + authorization + place)
        }
        guard let authority else { return try await send(exchange(nil)) }
        let token = try await authority.token()
        do {
            return try await send(exchange(token))
        } catch let failure as CommandFailure {
            guard let reason = failure.reason, let other = try await authority.token(after: token, reason: reason)
            else { throw failure }
            return try await send(exchange(other))
        }
    }
}
