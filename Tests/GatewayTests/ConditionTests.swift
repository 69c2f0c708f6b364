import Messages
import RPC
import ServiceKit
import Testing

@testable import GatewayBackend

/// Requests that hold only for one state of a resource (RFC 9110 section 13).
@Suite struct ConditionTests {
    /// Answers with a book of this etag; changes want it, and an empty one is any.
    private static func shelf(_ etag: String) -> FakeUpstream {
        FakeUpstream { call in
            if call.path.hasSuffix("/UpdateBook") {
                let request = Library.json("UpdateBookRequest", call.messages[0])
                if request.contains("old") {
                    throw RPCError(
                        .aborted, "changed",
                        details: [GoogleRpc.ErrorInfo(reason: Etag.mismatch, domain: Refusal.domain)])
                }
                let title = request.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                return [Library.wire("Book", "{\"title\":\"\(title)\"}")]
            }
            let escaped = etag.replacing("\"", with: "\\\"")
            return [Library.wire("Book", "{\"title\":\"T\",\"author\":{},\"etag\":\"\(escaped)\"}")]
        }
    }

    private func update(
        _ gateway: TestGateway, _ headers: [String], body: String = #"{"title":"T"}"#
    ) async throws -> TestResponse {
        try await gateway.request("PATCH", "/v1/books/7", headers, body: body)
    }

    @Test func aChangeThatNamesNoFieldIsRefused() async throws {
        try await TestGateway.with(Self.shelf("a1")) { gateway in
            for (body, query) in [("{}", ""), ("", ""), ("{}", "?updateMask=")] {
                let response = try await gateway.request("PATCH", "/v1/books/7\(query)", body: body)
                #expect(response.status == 400 && response.body.contains("names no field"), "\(response.body)")
            }
            #expect(gateway.upstream.calls.isEmpty)
            try await gateway.expect(200, "PATCH", "/v1/books/7?updateMask=title", body: "{}")
        }
    }

    @Test func whatIsMadeHasNoEtagYet() async throws {
        try await TestGateway.with(Self.shelf("a1")) { gateway in
            let response = try await gateway.request("POST", "/v1/books", ["If-Match: \"a1\""], body: "{}")
            #expect(response.status == 400 && response.body.contains("no etag"), "\(response.body)")
        }
    }

    @Test(arguments: [("a1", "\"a1\""), ("W/\"3\"", "W/\"3\""), ("\"q\"", "\"q\"")])
    func aResourceShowsItsEtagInTheHeaderToo(etag: String, header: String) async throws {
        try await TestGateway.with(Self.shelf(etag)) { gateway in
            let response = try await gateway.request("GET", "/v1/books/7")
            #expect(response.header("etag") == header)
        }
    }

    @Test(arguments: ["", "a b", "a\"b", "ä"])
    func whatCanBeNoEntityTagStaysInTheBody(etag: String) async throws {
        try await TestGateway.with(Self.shelf(etag)) { gateway in
            let response = try await gateway.request("GET", "/v1/books/7")
            #expect(response.status == 200 && response.header("etag") == nil)
        }
    }

    @Test func aFieldThatStandsForTheResponseHasNoTagOfTheWhole() async throws {
        try await TestGateway.with(Self.shelf("a1")) { gateway in
            let response = try await gateway.request("GET", "/v1/books/7/author")
            #expect(response.status == 200 && response.header("etag") == nil)
        }
    }

    @Test(arguments: ["GET", "HEAD"])
    func whatTheClientHasAlreadyIsNotSentAgain(method: String) async throws {
        try await TestGateway.with(Self.shelf("a1")) { gateway in
            for condition in ["\"a1\"", "W/\"a1\"", "*", "\"b\", \"a1\""] {
                let known = try await gateway.request(method, "/v1/books/7", ["If-None-Match: \(condition)"])
                #expect(known.status == 304 && known.header("etag") == "\"a1\"" && known.body.isEmpty)
                #expect(known.header("content-length") == nil)
            }
            try await gateway.expect(200, method, "/v1/books/7", ["If-None-Match: \"b\""])
        }
    }

    @Test func aConditionThatDoesNotHoldIs412ByHeaderOnly() async throws {
        try await TestGateway.with(Self.shelf("a1")) { gateway in
            let byHeader = try await update(gateway, ["If-Match: \"old\""])
            #expect(byHeader.status == 412)
            #expect(byHeader.body.contains("\"code\":412,\"status\":\"ABORTED\""))
            let byBody = try await update(gateway, [], body: #"{"etag":"old"}"#)
            #expect(byBody.status == 409)
            #expect(byBody.body.contains("\"code\":409,\"status\":\"ABORTED\""))
        }
    }

    @Test(arguments: [("\"a1\"", #"a1"#), ("a1", #"a1"#), ("W/\"3\"", #"W/\"3\""#)])
    func theServiceGetsTheEtagAsItMadeIt(header: String, etag: String) async throws {
        try await TestGateway.with(Self.shelf("a1")) { gateway in
            let response = try await update(gateway, ["If-Match: \(header)"])
            #expect(response.status == 200)
            let request = Library.json("UpdateBookRequest", try #require(gateway.upstream.calls.first).messages[0])
            #expect(request.contains(#""etag":"\#(etag)""#), "\(request)")
        }
    }
}
