import NIOCore
import Protobuf
import RPC
import Synchronization
import Testing

@testable import GatewayBackend

@Suite struct UploadTests {
    private static let type = ["Content-Type: multipart/form-data; boundary=XX"]

    private static func part(_ name: String, _ content: String) -> String {
        "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(content)\r\n"
    }

    /// Answers with the spec it got and the number of file bytes and messages.
    private static func counter() -> FakeUpstream {
        FakeUpstream { call in
            var bytes = 0
            var spec = "{}"
            for message in call.messages {
                let json = Library.json("AddPagesRequest", message)
                if json.hasPrefix("{\"spec\":") { spec = String(json.dropFirst(8).dropLast()) }
                let field = Library.pool.message(named: "pynomaly.library.v1.AddPagesRequest")?.field(named: "chunk")
                bytes += message.withUnsafeBytes { MessageField.bytes(of: field!, in: $0)?.count ?? 0 }
            }
            return [
                Library.wire(
                    "AddPagesResponse",
                    "{\"byteCount\":\(bytes),\"spec\":\(spec),\"messageCount\":\(call.messages.count)}")
            ]
        }
    }

    @Test func fieldsMakeTheSpecAndTheFileFollowsIt() async throws {
        try await TestGateway.with(Self.counter()) { gateway in
            let form =
                Self.part("title", "Ä \"x\"") + Self.part("first_page", "3") + Self.part("tags", "a")
                + Self.part("tags", "b")
                + Self.part("labels", #"{"k":"v"}"#) + Self.part("file", "0123456789") + "--XX--\r\n"
            for path in ["/v1/pages:upload", "/api/v1/pages/upload"] {
                let response = try await gateway.request("POST", path, Self.type, body: form)
                #expect(
                    response.body
                        == #"{"byteCount":"10","spec":{"title":"Ä \"x\"","firstPage":3,"tags":["a","b"],"labels":{"k":"v"}},"messageCount":"2"}"#
                )
            }
            #expect(gateway.upstream.calls.first?.timeout == .seconds(3600))
        }
    }

    @Test func aLongFileComesInMessagesOfLimitedSize() async throws {
        var limits = GatewayLimits()
        limits.uploadChunkBytesMax = 1000
        try await TestGateway.with(Self.counter(), limits: limits) { gateway in
            let form = Self.part("file", String(repeating: "0123456789", count: 100_000)) + "--XX--\r\n"
            let response = try await gateway.request("POST", "/v1/pages:upload", Self.type, body: form)
            #expect(response.body.contains(#""byteCount":"1000000""#))
            let sizes = gateway.upstream.calls[0].messages.map(\.count)
            #expect(sizes.allSatisfy { $0 <= 1003 } && sizes.count >= 1001)
        }
    }

    static let badForms: [(String, String)] = [
        (part("nothing", "x") + part("file", "x") + "--XX--", "nothing"),
        (part("first_page", "x") + part("file", "x") + "--XX--", "firstPage"),
        (part("labels", "x") + part("file", "x") + "--XX--", "labels"),
        (part("title", "x") + "--XX--", "file"),
        (part("file", "x") + part("title", "x") + "--XX--", "title"),
        (part("file", "x"), "closing delimiter"),
        ("garbage", "closing delimiter"),
        (part("title", String(repeating: "x", count: 70_000)) + part("file", "x") + "--XX--", "65536"),
    ]

    @Test(arguments: badForms)
    func badFormsAreRefused(form: String, named: String) async throws {
        try await TestGateway.with(Self.counter()) { gateway in
            let response = try await gateway.request("POST", "/v1/pages:upload", Self.type, body: form)
            #expect(response.status == 400 || response.status == 413)
            #expect(response.body.contains(named))
            #expect(gateway.upstream.calls.isEmpty)
        }
    }

    /// The client must not be able to send more than a window ahead of a service that does not read.
    @Test func aServiceThatDoesNotReadHoldsTheClientBack() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let upstream = FakeUpstream(
            beforeMessage: { count throws(RPCError) in
                if count == 1 { for await _ in gate {} }
            },
            script: { _ in
                AsyncThrowingStream { continuation in
                    continuation.yield([])
                    continuation.finish()
                }
            })
        try await TestGateway.with(upstream) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                let total = 64 << 20
                let head = Self.part("file", "").dropLast()
                try await connection.send(
                    "POST /v1/pages:upload HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer t\r\n\(Self.type[0])\r\n"
                        + "Content-Length: \(head.utf8.count + total + 10)\r\n\r\n\(head)")
                let sent = Mutex(0)
                let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
                let writer = connection.writer
                async let sending: Void = {
                    for _ in 0..<64 {
                        try await writer.write(.init(bytes: piece))
                        sent.withLock { $0 += piece.count }
                    }
                    try await writer.write(.init(string: "\r\n--XX--\r\n"))
                }()
                // The sender comes to a stop: it does not get further however often it may run.
                var last = -1
                while sent.withLock({ $0 }) != last || last == 0 {
                    last = sent.withLock { $0 }
                    try await Task.sleep(for: .milliseconds(200))
                }
                #expect(last < total)
                open.finish()
                try await sending
                #expect(try await connection.response().status == 200)
            }
        }
    }

    @Test func aServiceThatRefusesEarlyIsHeardBeforeTheFileIsSent() async throws {
        let refusal = RPCError(.permissionDenied, "not yours")
        let upstream = FakeUpstream(
            beforeMessage: { count throws(RPCError) in if count > 0 { throw refusal } },
            script: { _ in AsyncThrowingStream { $0.finish(throwing: refusal) } })
        try await TestGateway.with(upstream) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(
                    "POST /v1/pages:upload HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer t\r\n\(Self.type[0])\r\n"
                        + "Content-Length: 900000000\r\n\r\n\(Self.part("file", String(repeating: "x", count: 5000)))")
                let response = try await connection.response()
                #expect(response.status == 403 && response.body.contains("not yours"))
            }
        }
    }

    @Test func nobodyUploadsWithoutAToken() async throws {
        try await TestGateway.with(Self.counter()) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(
                    "POST /v1/pages:upload HTTP/1.1\r\nHost: t\r\n\(Self.type[0])\r\nContent-Length: 900000000\r\n"
                        + "Expect: 100-continue\r\n\r\n")
                #expect(try await connection.response().status == 401)
                #expect(try await connection.readToEnd() == "")
            }
        }
    }
}
