import Protobuf
import RPC
import Testing

@testable import GatewayBackend

@Suite struct ErrorTests {
    private static func book() -> FakeUpstream { FakeUpstream { _ in [Library.wire("Book", #"{"title":"T"}"#)] } }

    static let badRequests: [(String, String, [String], String?, Int, String)] = [
        ("GET", "/nowhere", [], nil, 404, "NOT_FOUND"),
        ("GET", "/v1/books/%zz", [], nil, 400, "INVALID_ARGUMENT"),
        ("DELETE", "/v1/books/7", [], nil, 405, "UNIMPLEMENTED"),
        ("GET", "/v1/books/7?nothing=1", [], nil, 400, "INVALID_ARGUMENT"),
        ("GET", "/v1/books/7?name=books/8", [], nil, 400, "INVALID_ARGUMENT"),
        ("GET", "/v1/books/7?withText=maybe", [], nil, 400, "INVALID_ARGUMENT"),
        ("GET", "/v1/books?pageSize=1&pageSize=2", [], nil, 400, "INVALID_ARGUMENT"),
        ("GET", "/v1/books?author=x", [], nil, 400, "INVALID_ARGUMENT"),
        ("GET", "/v1/books?labels=x", [], nil, 400, "INVALID_ARGUMENT"),
        ("GET", "/v1/books", [], "{}", 400, "INVALID_ARGUMENT"),
        ("POST", "/v1/books/7:lend?reader=x", [], "{}", 400, "INVALID_ARGUMENT"),
        ("POST", "/v1/books", [], "{", 400, "INVALID_ARGUMENT"),
        ("POST", "/v1/books", [], #"{"nothing":1}"#, 400, "INVALID_ARGUMENT"),
        ("POST", "/v1/books", ["Content-Type: text/csv"], "{}", 415, "INVALID_ARGUMENT"),
        ("POST", "/v1/books", ["Content-Type: application/json; charset=latin1"], "{}", 415, "INVALID_ARGUMENT"),
        ("GET", "/v1/books/7", ["Accept: text/html"], nil, 406, "INVALID_ARGUMENT"),
        ("GET", "/v1/books/7:watch", ["Accept: application/json"], nil, 406, "INVALID_ARGUMENT"),
        ("POST", "/v1/pages:upload", ["Content-Type: text/csv"], "a,b", 415, "INVALID_ARGUMENT"),
        ("GET", "/v1/books/7", ["Expect: magic"], nil, 417, "INVALID_ARGUMENT"),
        ("GET", "/metrics", [], nil, 404, "NOT_FOUND"),
    ]

    @Test(arguments: badRequests)
    func badRequestsAreAnsweredInTheDocumentedForm(
        method: String, target: String, headers: [String], body: String?, status: Int, name: String
    ) async throws {
        try await TestGateway.with(Self.book()) { gateway in
            let response = try await gateway.request(method, target, headers + ["X-Request-Id: r"], body: body)
            #expect(response.status == status)
            #expect(response.body.hasPrefix("{\"error\":{\"code\":\(status),\"status\":\"\(name)\",\"message\":\""))
            #expect(response.body.hasSuffix(",\"request_id\":\"r\"}}"))
            #expect(response.header("content-type") == "application/json")
            #expect(gateway.upstream.calls.isEmpty)
        }
    }

    @Test func anErrorNamesTheField() async throws {
        try await TestGateway.with(Self.book()) { gateway in
            let response = try await gateway.request("POST", "/v1/books", body: #"{"author":{"birthYear":"x"}}"#)
            #expect(
                response.body.contains(
                    #""details":[{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"book.author.birthYear","description":"the string is not a number"}]}]"#
                ))
        }
    }

    @Test func aKnownPathWithAnotherMethodTellsWhichItHas() async throws {
        try await TestGateway.with(Self.book()) { gateway in
            #expect(try await gateway.request("PUT", "/v1/books/7").header("allow") == "GET, HEAD, PATCH, OPTIONS")
            let options = try await gateway.request("OPTIONS", "/v1/books")
            #expect(options.status == 204 && options.header("allow") == "GET, HEAD, POST, OPTIONS")
        }
    }

    @Test func nobodyIsAskedForATokenBeforeTheBodyIsRead() async throws {
        try await TestGateway.with(Self.book()) { gateway in
            let response = try await gateway.request("GET", "/v1/books/7", isSignedIn: false)
            #expect(response.status == 401 && response.header("www-authenticate") == #"Bearer realm="pynomaly""#)
            #expect(gateway.upstream.calls.isEmpty)
        }
    }

    @Test func aRefusedTokenIsCalledInvalid() async throws {
        let upstream = FakeUpstream { _ in throw RPCError(.unauthenticated, "expired") }
        try await TestGateway.with(upstream) { gateway in
            let response = try await gateway.request("GET", "/v1/books/7")
            #expect(response.header("www-authenticate") == #"Bearer realm="pynomaly", error="invalid_token""#)
        }
    }

    @Test func detailsOfAServiceArePassedOn() async throws {
        let upstream = FakeUpstream { _ in
            var error = RPCError(.resourceExhausted, "slow \"down\"")
            let json = #"""
                {"code":8,"details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"2.1s"},
                {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"f"}]}]}
                """#
            error.statusBytes = try Library.codec.wireBytes(fromJSON: json.utf8, type: "google.rpc.Status")
            throw error
        }
        try await TestGateway.with(upstream) { gateway in
            let response = try await gateway.request("GET", "/v1/books/7")
            #expect(response.status == 429 && response.header("retry-after") == "3")
            #expect(
                response.body.contains(
                    #""message":"slow \"down\"","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"2.100s"},{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"f"}]}]"#
                ))
        }
    }

    @Test func anUnusableAnswerIsAnInternalError() async throws {
        for answers in [[], [[0xFF]], [[], []]] as [[[UInt8]]] {
            try await TestGateway.with(FakeUpstream { _ in answers }) { gateway in
                try await gateway.expect(500, "GET", "/v1/books/7")
            }
        }
    }

    @Test func bodiesAreLimited() async throws {
        var limits = GatewayLimits()
        limits.jsonBodyBytesMax = 20
        limits.formBodyBytesMax = 20
        limits.uploadBytesMax = 20
        try await TestGateway.with(Self.book(), limits: limits) { gateway in
            let fitting = "{\"title\":\"\(String(repeating: "x", count: 8))\"}"
            #expect(fitting.utf8.count == 20)
            try await gateway.expect(200, "POST", "/v1/books", body: fitting)
            try await gateway.expect(413, "POST", "/v1/books", body: fitting + " ")
            let chunked = ["Transfer-Encoding: chunked", "Authorization: Bearer t", "Host: t"].joined(separator: "\r\n")
            try await TestConnection.with(port: gateway.port) { connection in
                try await connection.send("POST /v1/books HTTP/1.1\r\n\(chunked)\r\n\r\n15\r\n\(fitting) \r\n0\r\n\r\n")
                #expect(try await connection.response().status == 413)
            }
            let form = ["Content-Type: application/x-www-form-urlencoded"]
            try await gateway.expect(413, "POST", "/auth/jwt/login", form, body: String(repeating: "a", count: 21))
            let multipart = ["Content-Type: multipart/form-data; boundary=XX"]
            try await gateway.expect(
                413, "POST", "/v1/pages:upload", multipart, body: String(repeating: "a", count: 21))
        }
    }
}
