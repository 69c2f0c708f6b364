import Protobuf
import RPC
import Testing

@testable import GatewayBackend

/// Requests over a socket, through the gateway, to a service that says what it was asked.
@Suite struct RESTTests {
    /// Answers every call with a Book whose title is the request as JSON.
    private static func echo(_ inputs: [String: String] = inputs) -> FakeUpstream {
        FakeUpstream { call in
            let method = String(call.path.split(separator: "/")[1])
            let request = Library.json(inputs[method] ?? "", call.messages[0])
            let title = "\(method) \(request)".replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return [
                Library.wire("Book", "{\"title\":\"\(title)\",\"author\":{\"fullName\":\"X\"},\"pageCount\":\"7\"}")
            ]
        }
    }

    private static let inputs = [
        "GetBook": "GetBookRequest", "GetFavourite": "GetBookRequest", "ListBooks": "ListBooksRequest",
        "CreateBook": "CreateBookRequest", "UpdateBook": "UpdateBookRequest", "LendBook": "LendBookRequest",
        "GetAuthor": "GetBookRequest", "SignIn": "SignInRequest",
    ]

    private func said(_ response: TestResponse) throws -> String {
        #expect(response.status == 200, "\(response.body)")
        let wire = try Library.codec.wireBytes(fromJSON: response.body.utf8, type: "pynomaly.library.v1.Book")
        let title = try #require(Library.codec.pool.message(named: "pynomaly.library.v1.Book")?.field(named: "title"))
        let bytes = wire.withUnsafeBytes { MessageField.bytes(of: title, in: $0) }
        return String(decoding: bytes ?? [], as: UTF8.self)
    }

    static let requests: [(String, String, String?, String)] = [
        ("GET", "/v1/books/7", nil, #"GetBook {"name":"books/7"}"#),
        ("GET", "/v1/books/7?withText=true", nil, #"GetBook {"name":"books/7","withText":true}"#),
        ("GET", "/v1/books/7?with_text=true", nil, #"GetBook {"name":"books/7","withText":true}"#),
        ("GET", "/api/v1/books/favourite", nil, "GetFavourite {}"),
        ("GET", "http://test/v1/books/7", nil, #"GetBook {"name":"books/7"}"#),
        (
            "GET",
            "/v1/shelves/1/books?pageSize=5&tags=a&tags=b%20c&author.fullName=N&author.birth_year=-3&order=BY_TITLE",
            nil,
            #"ListBooks {"parent":"shelves/1","pageSize":5,"tags":["a","b c"],"author":{"fullName":"N","birthYear":-3},"order":"BY_TITLE"}"#
        ),
        (
            "GET", "/v1/books?order=1&since=2020-01-01T00:00:00Z&lendingTime=1.5s&readMask=title,pageCount&lent=false",
            nil,
            #"ListBooks {"order":"BY_TITLE","since":"2020-01-01T00:00:00Z","lendingTime":"1.500s","readMask":"title,pageCount","lent":false}"#
        ),
        (
            "POST", "/v1/books?parent=shelves/1&validateOnly=true",
            #"{"title":"T","author":{"fullName":"N"},"tags":["a"]}"#,
            #"CreateBook {"parent":"shelves/1","book":{"title":"T","author":{"fullName":"N"},"tags":["a"]},"validateOnly":true}"#
        ),
        ("POST", "/v1/books/7:lend", #"{"reader":"R"}"#, #"LendBook {"name":"books/7","reader":"R"}"#),
        // The path stands above the body.
        ("POST", "/v1/books/7:lend", #"{"reader":"R","name":"books/8"}"#, #"LendBook {"name":"books/7","reader":"R"}"#),
        ("POST", "/v1/books/7:lend", nil, #"LendBook {"name":"books/7"}"#),
        // An update mask is told from the keys that are there; one that is given stays.
        (
            "PATCH", "/v1/books/7", #"{"title":"T","author":{"birthYear":1900},"page_count":null}"#,
            #"UpdateBook {"book":{"name":"books/7","title":"T","author":{"birthYear":1900}},"updateMask":"title,author.birthYear,pageCount"}"#
        ),
        (
            "PATCH", "/v1/books/7?update_mask=page_count,author.birth_year,tags", #"{"title":"T"}"#,
            #"UpdateBook {"book":{"name":"books/7","title":"T"},"updateMask":"pageCount,author.birthYear,tags"}"#
        ),
        (
            "PATCH", "/v1/books/7?updateMask=tags", #"{"title":"T"}"#,
            #"UpdateBook {"book":{"name":"books/7","title":"T"},"updateMask":"tags"}"#
        ),
    ]

    @Test(arguments: requests)
    func requestsBecomeMessages(method: String, target: String, body: String?, expected: String) async throws {
        try await TestGateway.with(Self.echo()) { gateway in
            let type = body == nil ? [] : ["Content-Type: application/json"]
            let response = try await gateway.request(method, target, type, body: body)
            #expect(try said(response) == expected)
        }
    }

    @Test func anIdempotencyKeyFillsTheRequestID() async throws {
        try await TestGateway.with(Self.echo()) { gateway in
            let response = try await gateway.request("POST", "/v1/books", ["Idempotency-Key: k1"], body: "{}")
            // As hashlib.sha256(b"k1") has it, with version and variant.
            #expect(try said(response) == #"CreateBook {"book":{},"requestId":"6ab9f1eb-8f7d-8388-b4f9-d586f66e99fd"}"#)
            let uuid = "0B8F3A52-7a0e-4b8f-9d1c-1f2e3d4c5b6a"
            let own = try await gateway.request("POST", "/v1/books", ["Idempotency-Key: \(uuid)"], body: "{}")
            #expect(try said(own) == #"CreateBook {"book":{},"requestId":"\#(uuid)"}"#)
            let both = try await gateway.request("POST", "/v1/books?requestId=k2", ["Idempotency-Key: k1"], body: "{}")
            #expect(try said(both) == #"CreateBook {"book":{},"requestId":"k2"}"#)
        }
    }

    @Test func aCallThatHandlesAWholeDatasetIsWaitedForAsLongAsAnUpload() async throws {
        try await TestGateway.with(Self.echo()) { gateway in
            _ = try await gateway.request("GET", "/v1/books/7")
            _ = try await gateway.request("POST", "/v1/books/7:lend")
            let limits = GatewayLimits()
            #expect(gateway.upstream.calls.map(\.timeout) == [limits.callTimeout, limits.uploadTimeout])
        }
    }

    @Test func aFieldCanStandForTheResponse() async throws {
        try await TestGateway.with(Self.echo()) { gateway in
            let response = try await gateway.request("GET", "/v1/books/7/author")
            #expect(response.body == #"{"fullName":"X"}"#)
        }
    }

    @Test func aHEADRequestGetsTheHeadOfTheAnswerToGET() async throws {
        try await TestGateway.with(Self.echo()) { gateway in
            let get = try await gateway.request("GET", "/v1/books/7")
            let head = try await gateway.request("HEAD", "/v1/books/7")
            #expect(head.status == 200 && head.header("content-length") == get.header("content-length"))
            #expect(head.body == "" && get.body != "")
        }
    }

    @Test func headersCrossTheGatewayOnlyByName() async throws {
        try await TestGateway.with(Self.echo()) { gateway in
            let response = try await gateway.request(
                "GET", "/v1/books/7",
                ["X-Request-Id: r-1", "traceparent: 00-1-2-01", "grpc-timeout: 1n", "X-Internal-A: b"])
            let call = try #require(gateway.upstream.calls.first)
            #expect(call.metadata["authorization"] == "Bearer token")
            #expect(call.metadata["x-request-id"] == "r-1" && call.metadata["traceparent"] == "00-1-2-01")
            #expect(call.metadata["x-forwarded-for"] == "127.0.0.1")
            #expect(call.metadata["grpc-timeout"] == nil && call.metadata["x-internal-a"] == nil)
            #expect(call.timeout == .seconds(60))
            #expect(response.header("x-request-id") == "r-1" && response.header("ratelimit-limit") == "10")
            #expect(response.header("x-internal-secret") == nil)
            #expect(
                response.header("content-type") == "application/json" && response.header("cache-control") == "no-store")
        }
    }

    @Test(arguments: ["own", nil])
    func theGatewayShowsItsTokenForTheServiceBesideTheUsersAndNeverOneOfAClients(token: String?) async throws {
        try await TestGateway.with(Self.echo(), ownToken: { callee in token.map { "\($0) for \(callee)" } }) {
            gateway in
            let response = try await gateway.request("GET", "/v1/books/7", ["X-Gateway-Token: forged"])
            #expect(response.status == 200)
            let call = try #require(gateway.upstream.calls.first)
            #expect(call.metadata["authorization"] == "Bearer token")
            #expect(call.metadata.values("x-gateway-token") == (token.map { ["\($0) for library"] } ?? []))
        }
    }

    @Test func operationsGoToTheServiceThatTheirNameTells() async throws {
        let upstream = FakeUpstream { call in call.messages }
        try await TestGateway.with(upstream) { gateway in
            let known = try await gateway.request("GET", "/v1/operations/library/5")
            #expect(known.body == #"{"name":"operations/library/5"}"#)
            let unknown = try await gateway.request("GET", "/v1/operations/elsewhere/5")
            #expect(unknown.status == 404 && gateway.upstream.calls.count == 1)
        }
    }

    @Test func streamsAreLinesAndAnErrorIsTheLast() async throws {
        let upstream = FakeUpstream { call in
            AsyncThrowingStream { continuation in
                continuation.yield(Library.wire("Book", #"{"title":"1"}"#))
                continuation.yield(Library.wire("Book", #"{"title":"2"}"#))
                continuation.finish(throwing: RPCError(.aborted, "gone"))
            }
        }
        try await TestGateway.with(upstream) { gateway in
            let lines = try await gateway.request("GET", "/v1/books/7:watch", ["X-Request-Id: r"])
            #expect(lines.status == 200 && lines.header("content-type") == "application/x-ndjson")
            let error = #"{"error":{"code":409,"status":"ABORTED","message":"gone","details":[],"request_id":"r"}}"#
            #expect(lines.body == "{\"result\":{\"title\":\"1\"}}\n{\"result\":{\"title\":\"2\"}}\n\(error)\n")
            let events = try await gateway.request(
                "GET", "/v1/books/7:watch", ["Accept: text/event-stream", "X-Request-Id: r"])
            #expect(events.header("content-type") == "text/event-stream")
            #expect(
                events.body == "data: {\"title\":\"1\"}\n\ndata: {\"title\":\"2\"}\n\nevent: error\ndata: \(error)\n\n")
        }
    }

    @Test func anErrorBeforeTheFirstMessageHasItsOwnStatus() async throws {
        let upstream = FakeUpstream { _ in throw RPCError(.notFound, "no such book") }
        try await TestGateway.with(upstream) { gateway in
            try await gateway.expect(404, "GET", "/v1/books/7:watch")
        }
    }

    @Test func messagesAreSentOnAsTheyCome() async throws {
        let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        let upstream = FakeUpstream { _ in stream }
        try await TestGateway.with(upstream) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(
                    "GET /v1/books/7:watch HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer t\r\n\r\n")
                for title in ["1", "2", "3"] {
                    continuation.yield(Library.wire("Book", "{\"title\":\"\(title)\"}"))
                    if title == "1" { #expect(try await connection.head().contains("200 OK")) }
                    #expect(try await connection.chunk() == "{\"result\":{\"title\":\"\(title)\"}}\n")
                }
                continuation.finish()
                #expect(try await connection.chunk() == nil)
            }
        }
    }

    @Test func aClientThatLeavesEndsTheCall() async throws {
        let (ended, end) = AsyncStream<Void>.makeStream()
        let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        continuation.onTermination = { _ in end.finish() }
        let upstream = FakeUpstream { _ in stream }
        try await TestGateway.with(upstream) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(
                    "GET /v1/books/7:watch HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer t\r\n\r\n")
                continuation.yield([])
                _ = try await connection.head()
            }
            for await _ in ended {}
        }
    }
}
