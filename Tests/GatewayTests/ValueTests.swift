import FoundationEssentials
import NIOCore
import NIOHTTP1
import RPC
import Testing

@testable import GatewayBackend

@Suite struct MediaTypeTests {
    @Test(
        arguments: [
            ([], "application/x-ndjson"), (["*/*"], "application/x-ndjson"),
            (["text/event-stream"], "text/event-stream"),
            (["application/*;q=0.5, text/event-stream"], "text/event-stream"),
            (["application/x-ndjson, */*;q=0.1"], "application/x-ndjson"),
            (["text/*"], "text/event-stream"), (["application/x-ndjson;q=0, */*"], "text/event-stream"),
            (["text/html"], nil), (["*/*;q=0"], nil), (["TEXT/Event-Stream"], "text/event-stream"),
            ([""], "application/x-ndjson"),
        ] as [([String], String?)])
    func theBestOfferIsChosen(accept: [String], chosen: String?) {
        #expect(MediaTypes.choose([MediaTypes.lines, MediaTypes.events], accept: accept) == chosen)
    }

    @Test func parametersAreRead() {
        #expect(MediaTypes.parameter("boundary", of: "multipart/form-data; boundary=\"a b\"") == "a b")
        #expect(MediaTypes.parameter("boundary", of: "multipart/form-data;Boundary=x;charset=y") == "x")
        #expect(MediaTypes.parameter("boundary", of: "multipart/form-data") == nil)
        #expect(MediaTypes.essence(" Application/JSON ; charset=utf-8") == "application/json")
    }
}

@Suite struct ForwardingTests {
    @Test func onlyWhatIsKnownToBeHarmlessGoesUpstream() {
        let headers: HTTPHeaders = [
            "traceparent": "00-a-b-01", "grpc-timeout": "1S", "x-internal-user": "root", "x-forwarded-for": "6.6.6.6",
            "x-tenant": "t", "cookie": "c", "connection": "x", "te": "trailers", "host": "h", "user-agent": "curl",
            "x-gateway-token": "forged",
        ]
        let signedIn = ForwardedMetadata.request(
            headers, authorization: "Bearer a", gatewayToken: "g", requestID: "r", clientAddress: "1.2.3.4")
        #expect(
            signedIn == [
                "authorization": "Bearer a", "x-gateway-token": "g", "traceparent": "00-a-b-01", "x-tenant": "t",
                "x-user-agent": "curl", "x-request-id": "r", "x-forwarded-for": "1.2.3.4",
            ])
    }

    @Test func whereTheGatewaySpeaksForItselfNobodyNamesATenant() {
        let metadata = ForwardedMetadata.request(
            ["x-tenant": "t"], authorization: nil, gatewayToken: nil, requestID: "r", clientAddress: "1.2.3.4")
        #expect(metadata["x-tenant"] == nil)
    }

    @Test(
        arguments: [
            (nil, false), ("Bearer ", false), ("Basic dTpw", false), ("", false), ("Bearer t", true),
            ("bearer t", true),
            ("Bearer t\u{7f}", false),
        ] as [(String?, Bool)])
    func aMethodThatNeedsAUserIsNeverCalledWithoutOne(value: String?, isLetThrough: Bool) {
        var headers = HTTPHeaders()
        if let value { headers.add(name: "authorization", value: value) }
        for policy in [MethodPolicy(access: .authenticated), MethodPolicy(access: .internal), nil] {
            var method = Library.operations
            method.policy = policy
            #expect((try? CallerIdentity.of(method, headers)) == (isLetThrough ? value.map { .bearer($0) } : nil))
        }
    }

    @Test(
        arguments: [
            ("10.1.2.3", [], "10.1.2.3"), ("10.1.2.3", ["1.1.1.1"], "1.1.1.1"), ("9.9.9.9", ["1.1.1.1"], "9.9.9.9"),
            ("10.1.2.3", ["6.6.6.6, 1.1.1.1"], "1.1.1.1"), ("10.1.2.3", ["6.6.6.6, 1.1.1.1, 10.0.0.9"], "1.1.1.1"),
            ("10.1.2.3", ["6.6.6.6", "1.1.1.1"], "1.1.1.1"), ("10.1.2.3", ["nonsense"], "10.1.2.3"),
            ("::1", ["2001:db8::1"], "2001:db8::1"), ("::ffff:10.0.0.1", ["1.1.1.1"], "1.1.1.1"), ("", ["1.1.1.1"], ""),
        ] as [(String, [String], String)])
    func theClientIsTheLastAddressThatNoProxyHas(peer: String, forwarded: [String], client: String) throws {
        let proxies = try #require(TrustedProxies("10.0.0.0/8, ::1"))
        #expect(proxies.client(peer: peer, HTTPHeaders(forwarded.map { ("X-Forwarded-For", $0) })) == client)
    }

    @Test(arguments: ["10.0.0.0/33", "x", "10.0.0.0/-1", "10.0.0/8", "::1/129", "1.2.3.4/x"])
    func malformedProxyListsAreRefused(list: String) { #expect(TrustedProxies(list) == nil) }

    @Test(
        arguments: [
            (["authorization": "Bearer pyn_a"], .apiKey("pyn_a")),
            (["authorization": "bearer pyn_a"], .apiKey("pyn_a")),
            (["x-api-key": "pyn_a"], .apiKey("pyn_a")), (["x-api-key": ""], nil), (["x-api-key": "a"], nil),
            (["x-api-key": "pyn_a b"], nil), (["authorization": "Bearer pyn_é"], nil),
            (["authorization": "Bearer pyn_a", "x-api-key": "pyn_a"], nil),
            (
                ["x-api-key": "pyn_" + String(repeating: "a", count: 124)],
                .apiKey("pyn_" + String(repeating: "a", count: 124))
            ),
            (["x-api-key": "pyn_" + String(repeating: "a", count: 125)], nil),
        ] as [(HTTPHeaders, CallerIdentity?)])
    func anAPIKeyIsKnownByItsPrefix(headers: HTTPHeaders, expected: CallerIdentity?) {
        let method = Library.method("GetBook", "GetBookRequest", "Book", [])
        #expect((try? CallerIdentity.of(method, headers)) == expected)
    }

    @Test func aSaneRequestIDIsKept() {
        #expect(RequestIdentifier.of(["x-request-id": "abc-1.2_3"]) == "abc-1.2_3")
        for bad in ["", "a b", "a\"b", String(repeating: "a", count: 129)] {
            #expect(RequestIdentifier.of(["x-request-id": bad]).count == 32)
        }
        #expect(RequestIdentifier.isSane(String(repeating: "a", count: 128)))
    }
}

@Suite struct PercentCodingTests {
    @Test func pairsAreDecoded() {
        let pairs = PercentCoding.pairs("a=1&b=x+y&c=%C3%A9&d&&e==", limit: 5)
        #expect(pairs?.map(\.name) == ["a", "b", "c", "d", "e"])
        #expect(pairs?.map(\.value) == ["1", "x y", "é", "", "="])
        #expect(PercentCoding.pairs("a&b&c&d&e&f", limit: 5) == nil)
        #expect(PercentCoding.pairs("a=%", limit: 5) == nil)
        #expect(PercentCoding.pairs("a=%4", limit: 5) == nil)
        #expect(PercentCoding.pairs("a=%zz", limit: 5) == nil)
    }
}

@Suite struct StatusMappingTests {
    @Test func everyCodeHasItsStatus() {
        let expected: [UInt] = [200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401]
        #expect(StatusCode.allCases.map { HTTPStatus.of($0).code } == expected)
    }

    @Test func datesAreWrittenAsHTTPWantsThem() {
        #expect(HTTPDate.text(.init(timeIntervalSince1970: 784_111_777)) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(.init(timeIntervalSince1970: 951_782_400)) == "Tue, 29 Feb 2000 00:00:00 GMT")
    }
}
