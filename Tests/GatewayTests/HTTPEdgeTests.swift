import NIOCore
import RPC
import Testing

@testable import GatewayBackend

/// What HTTP/1.1 leaves to be got wrong.
@Suite struct HTTPEdgeTests {
    private static func book() -> FakeUpstream { FakeUpstream { _ in [Library.wire("Book", #"{"title":"T"}"#)] } }
    private static let get = "GET /v1/books/7 HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer t\r\n"

    @Test(arguments: [
        "GET /v1/books/7 HTTP/1.1\r\n\r\n",
        "GET /v1/books/7 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST /v1/books HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /v1/books HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "POST /v1/books HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n{}",
        "POST /v1/books HTTP/1.1\r\nHost: t\r\nContent-Length: +2\r\n\r\n{}",
        "POST /v1/books HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip\r\n\r\n{}",
        "POST /v1/books HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked, gzip\r\n\r\n{}",
        "GET /v1/books/7 HTTP/1.1\r\nHost: t\r\nX-A: b\r\n folded\r\n\r\n",
        "GET /v1/books/7 HTTP/1.1\nHost: t\n\n",
        "GET /v1/books/7 HTTP/1.1\r\nHost: t\r\nX A: b\r\n\r\n",
        "GET /v1/books/7 HTTP/1.1\r\nHost: t\r\nX-A : b\r\n\r\n",
        "GET /v1/books/7 HTTP/1.1\r\nHost: t\r\nX-A: \u{1}\r\n\r\n",
        "POST /v1/books HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer t\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "nonsense\r\n\r\n",
    ])
    func ambiguousOrMalformedRequestsAreRefused(text: String) async throws {
        try await TestGateway.with(Self.book()) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(text)
                let response = try await connection.response()
                #expect(response.status == 400)
                #expect(response.body.hasPrefix(#"{"error":{"code":400,"status":"INVALID_ARGUMENT""#))
            }
            #expect(gateway.upstream.calls.isEmpty)
        }
    }

    @Test func requestsFollowOneAnotherOnAConnection() async throws {
        try await TestGateway.with(Self.book()) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                // All at once: answers keep the order.
                try await connection.send(
                    Self.get + "\r\n" + "GET /nowhere HTTP/1.1\r\nHost: t\r\n\r\n" + Self.get + "\r\n")
                #expect(try await connection.response().status == 200)
                #expect(try await connection.response().status == 404)
                #expect(try await connection.response().status == 200)
                try await connection.send(Self.get + "Connection: close\r\n\r\n")
                let last = try await connection.response()
                #expect(last.status == 200 && last.header("connection") == "close")
                #expect(try await connection.readToEnd() == "")
            }
        }
    }

    @Test func aRefusedBodyIsReadOverSoThatTheConnectionLives() async throws {
        try await TestGateway.with(Self.book()) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                let body = String(repeating: "x", count: 100_000)
                try await connection.send("POST /nowhere HTTP/1.1\r\nHost: t\r\nContent-Length: 100000\r\n\r\n\(body)")
                #expect(try await connection.response().status == 404)
                try await connection.send(Self.get + "\r\n")
                #expect(try await connection.response().status == 200)
            }
        }
    }

    @Test func olderClientsGetWhatTheyUnderstand() async throws {
        try await TestGateway.with(Self.book()) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send("GET /v1/books/7:watch HTTP/1.0\r\nAuthorization: Bearer t\r\n\r\n")
                let answer = try await connection.readToEnd()
                #expect(answer.lowercased().contains("\r\nconnection: close\r\n"))
                #expect(!answer.lowercased().contains("transfer-encoding"))
                #expect(answer.hasSuffix("\r\n\r\n{\"result\":{\"title\":\"T\"}}\n"))
            }
        }
    }

    @Test func aClientThatAsksFirstIsToldToContinue() async throws {
        try await TestGateway.with(Self.book()) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                let head = "Host: t\r\nAuthorization: Bearer t\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
                try await connection.send("POST /v1/books HTTP/1.1\r\n" + head)
                #expect(try await connection.response().status == 100)
                try await connection.send("{}")
                #expect(try await connection.response().status == 200)
            }
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(
                    "POST /nowhere HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
                #expect(try await connection.response().status == 404)
                #expect(try await connection.readToEnd() == "")
            }
        }
    }

    @Test func headersAndTargetsAreLimited() async throws {
        try await TestGateway.with(Self.book()) { gateway in
            let path = "/v1/books/" + String(repeating: "x", count: 8192 - 10)
            try await gateway.expect(200, "GET", path)
            try await gateway.expect(414, "GET", path + "x")
            let long = ["X-Long: " + String(repeating: "x", count: 33_000)]
            try await gateway.expect(431, "GET", "/v1/books/7", long)
            let many = (0..<101).map { "X-\($0): a" }
            try await gateway.expect(431, "GET", "/v1/books/7", many)
        }
    }

    @Test func aBodyThatDoesNotComeIsTimedOut() async throws {
        var limits = GatewayLimits()
        limits.bodyTimeout = .milliseconds(50)
        try await TestGateway.with(Self.book(), limits: limits) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(
                    "POST /v1/books HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer t\r\nContent-Length: 9\r\n\r\n{")
                let response = try await connection.response()
                #expect(response.status == 408 && response.header("connection") == "close")
                #expect(try await connection.readToEnd() == "")
            }
        }
    }

    /// Byte after byte, and never enough of them: each one alone would have come in time.
    @Test func aBodyThatComesDripByDripIsTimedOut() async throws {
        var limits = GatewayLimits()
        limits.bodyTimeout = .milliseconds(300)
        limits.bodyProgressBytesMin = 1000
        try await TestGateway.with(Self.book(), limits: limits) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(
                    "POST /v1/books HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer t\r\nContent-Length: 900\r\n\r\n{")
                let writer = connection.writer
                let dripping = Task {
                    for _ in 0..<899 {
                        try await writer.write(.init(string: " "))
                        try await Task.sleep(for: .milliseconds(10))
                    }
                }
                let response = try await connection.response()
                dripping.cancel()
                #expect(response.status == 408 && response.header("connection") == "close")
            }
        }
    }

    /// Nothing is sent: whatever a slow test sends could come after the close.
    @Test func aConnectionWithoutARequestIsClosed() async throws {
        var limits = GatewayLimits()
        limits.headTimeout = .milliseconds(50)
        try await TestGateway.with(Self.book(), limits: limits) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                let rest = try await connection.readToEnd()
                #expect(rest == "")
            }
        }
    }

    @Test func aConnectionWithoutAnotherRequestIsClosed() async throws {
        var limits = GatewayLimits()
        limits.keepAliveTimeout = .milliseconds(50)
        try await TestGateway.with(Self.book(), limits: limits) { gateway in
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send(Self.get + "\r\n")
                #expect(try await connection.response().status == 200)
                #expect(try await connection.readToEnd() == "")
            }
        }
    }

    @Test func probesAnswerWithoutAToken() async throws {
        try await TestGateway.with(Self.book(), isReady: { false }) { gateway in
            try await gateway.expect(200, "GET", "/health", isSignedIn: false)
            let ready = try await gateway.request("GET", "/ready", isSignedIn: false)
            #expect(ready.status == 503 && ready.body == #"{"status":"draining"}"#)
        }
    }

    @Test func drainingLetsRequestsEndAndClosesIdleConnections() async throws {
        let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        let upstream = FakeUpstream { _ in stream }
        try await TestGateway.with(upstream) { gateway in
            try await TestConnection.with(port: gateway.port) { idle in
                try await idle.send("GET /health HTTP/1.1\r\nHost: t\r\n\r\n")
                _ = try await idle.response()
                try await TestConnection.with(port: gateway.port) { busy in
                    try await busy.send("GET /v1/books/7:watch HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer t\r\n\r\n")
                    continuation.yield([])
                    _ = try await busy.head()
                    _ = try await busy.chunk()
                    async let shutdown: Void = gateway.server.shutdown(grace: .seconds(60))
                    #expect(try await idle.readToEnd() == "")
                    continuation.yield([])
                    #expect(try await busy.chunk() == "{\"result\":{}}\n")
                    continuation.finish()
                    #expect(try await busy.chunk() == nil)
                    #expect(try await busy.readToEnd() == "")
                    await shutdown
                }
            }
        }
    }

    @Test func connectionsBeyondTheLimitAreRefused() async throws {
        var limits = GatewayLimits()
        limits.connectionsMax = 1
        try await TestGateway.with(Self.book(), limits: limits) { gateway in
            try await TestConnection.with(port: gateway.port) { first in
                try await first.send("GET /health HTTP/1.1\r\nHost: t\r\n\r\n")
                #expect(try await first.response().status == 200)
                try await TestConnection.with(port: gateway.port) { second in
                    try? await second.send("GET /health HTTP/1.1\r\nHost: t\r\n\r\n")
                    let answer = try await second.readToEnd()
                    #expect(answer == "")
                }
            }
        }
    }
}
