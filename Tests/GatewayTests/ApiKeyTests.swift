import FoundationEssentials
import Messages
import Protobuf
import RPC
import ServiceKit
import Synchronization
import TestKit
import Testing

@testable import GatewayBackend

/// Calls with an API key, which services see as calls with a token.
@Suite struct ApiKeyTests {
    private static let key = "pyn_" + String(repeating: "k", count: 86)

    /// Numbers its tokens: "t1", "t2".
    private static func auth(_ refuse: @escaping @Sendable (String) throws -> Void = { _ in }) -> FakeUpstream {
        let count = Mutex(0)
        return FakeUpstream { call in
            try refuse(AuthV1.ExchangeApiKeyRequest(serialized: call.messages[0]).apiKey)
            let number = count.withLock { count in
                count += 1
                return count
            }
            return [AuthV1.ExchangeApiKeyResponse(accessToken: "t\(number)", expiresIn: 300).serialized()]
        }
    }

    /// Refuses the tokens as revoked.
    private static func library(refusing tokens: String...) -> FakeUpstream {
        FakeUpstream { call in
            let shown = call.metadata["authorization"] ?? ""
            guard !tokens.contains(where: { shown == "Bearer \($0)" }) else {
                throw Refusal.unauthenticated("It was revoked.", reason: "TOKEN_REVOKED")
            }
            if call.path.hasSuffix("/AddPages") { return [Library.wire("AddPagesResponse", #"{"messageCount":1}"#)] }
            return [Library.wire("Book", #"{"title":"T"}"#)]
        }
    }

    @Test(arguments: ["Authorization: Bearer \(key)", "X-API-Key: \(key)"])
    func aKeyIsExchangedOnceAndItsTokenGoesUpstream(header: String) async throws {
        let auth = Self.auth()
        try await TestGateway.with(Self.library(), auth: auth) { gateway in
            for _ in 0..<3 {
                let answer = try await gateway.request(
                    "GET", "/v1/books/7", [header, "X-Tenant: other", "User-Agent: me"], isSignedIn: false)
                #expect(answer.status == 200 && answer.body == #"{"title":"T"}"#)
            }
            #expect(
                gateway.upstream.calls.map { $0.metadata["authorization"] } == ["Bearer t1", "Bearer t1", "Bearer t1"])
            #expect(gateway.upstream.calls.allSatisfy { $0.metadata["x-api-key"] == nil })
            #expect(gateway.upstream.calls[0].metadata["x-tenant"] == "other")
            let call = try #require(auth.calls.first)
            #expect(auth.calls.count == 1 && call.path == "/pynomaly.auth.v1.AuthService/ExchangeApiKey")
            // The channel adds the gateway's own token, by which auth believes the address.
            #expect(call.metadata["authorization"] == nil && call.metadata["x-forwarded-for"] == "127.0.0.1")
            #expect(call.metadata["x-user-agent"] == "me" && call.metadata["x-tenant"] == nil)
        }
    }

    @Test func eachAddressHasATokenOfItsOwn() async throws {
        let auth = Self.auth()
        try await TestGateway.with(Self.library(), auth: auth) { gateway in
            for address in ["192.0.2.1", "192.0.2.2", "192.0.2.1"] {
                _ = try await gateway.request(
                    "GET", "/v1/books/7", ["X-API-Key: \(Self.key)", "X-Forwarded-For: \(address)"], isSignedIn: false)
            }
            #expect(auth.calls.map { $0.metadata["x-forwarded-for"] } == ["192.0.2.1", "192.0.2.2"])
        }
    }

    @Test func aRefusedKeyIsAnsweredInTheDocumentedFormAndAskedAboutOnce() async throws {
        let auth = Self.auth { _ in throw Refusal.unauthenticated("No.", reason: "API_KEY_INVALID") }
        var limits = GatewayLimits()
        limits.keyRefusalTime = .seconds(3600)
        try await TestGateway.with(Self.library(), auth: auth, limits: limits) { gateway in
            for _ in 0..<2 {
                let answer = try await gateway.request(
                    "GET", "/v1/books/7", ["X-API-Key: \(Self.key)"], isSignedIn: false)
                #expect(answer.status == 401)
                #expect(answer.body.hasPrefix(#"{"error":{"code":401,"status":"UNAUTHENTICATED","message":"No.""#))
                #expect(answer.body.contains("API_KEY_INVALID") && !answer.body.contains(Self.key))
                #expect(answer.header("www-authenticate")?.contains("invalid_token") == true)
            }
            #expect(auth.calls.count == 1 && gateway.upstream.calls.isEmpty)
            try await gateway.expect(401, "GET", "/v1/books/7", ["X-API-Key: nonsense"], isSignedIn: false)
            try await gateway.expect(400, "GET", "/v1/books/7", ["X-API-Key: \(Self.key)"])
            #expect(auth.calls.count == 1)
        }
    }

    @Test func whileAuthIsAwayNothingIsRemembered() async throws {
        let isAway = Atomic(true)
        let auth = Self.auth { _ in if isAway.load(ordering: .relaxed) { throw RPCError(.unavailable, "away") } }
        try await TestGateway.with(Self.library(), auth: auth) { gateway in
            try await gateway.expect(503, "GET", "/v1/books/7", ["X-API-Key: \(Self.key)"], isSignedIn: false)
            isAway.store(false, ordering: .relaxed)
            try await gateway.expect(200, "GET", "/v1/books/7", ["X-API-Key: \(Self.key)"], isSignedIn: false)
        }
        try await TestGateway.with(Self.library()) { gateway in
            try await gateway.expect(503, "GET", "/v1/books/7", ["X-API-Key: \(Self.key)"], isSignedIn: false)
        }
    }

    @Test func aRevokedTokenIsReplacedAndTheReadMadeOnceMore() async throws {
        let auth = Self.auth()
        try await TestGateway.with(Self.library(refusing: "t1"), auth: auth) { gateway in
            for path in ["/v1/books/7", "/v1/books/7:watch"] {
                try await gateway.expect(200, "GET", path, ["X-API-Key: \(Self.key)"], isSignedIn: false)
            }
            #expect(auth.calls.count == 2)
            #expect(
                gateway.upstream.calls.map { $0.metadata["authorization"] } == ["Bearer t1", "Bearer t2", "Bearer t2"])
        }
        let again = Self.auth()
        try await TestGateway.with(Self.library(refusing: "t1", "t2"), auth: again) { gateway in
            let answer = try await gateway.request(
                "GET", "/v1/books/7:watch", ["X-API-Key: \(Self.key)"], isSignedIn: false)
            #expect(answer.status == 401 && answer.body.contains("TOKEN_REVOKED"))
            #expect(gateway.upstream.calls.count == 2)
            try await gateway.expect(200, "GET", "/v1/books/7", ["X-API-Key: \(Self.key)"], isSignedIn: false)
        }
    }

    /// As auth signs one, as far as the gateway looks at it.
    private static func token(session: String, signedBy key: String) -> String {
        let parts = [#"{"alg":"EdDSA","typ":"at+jwt","kid":"\#(key)"}"#, #"{"sid":"\#(session)"}"#, "signature"]
        return parts.map { part in
            Data(part.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
                .replacing("=", with: "")
        }.joined(separator: ".")
    }

    @Test func aTokenThatIsKnownToHaveEndedIsNotShownAgain() async throws {
        let issued = Mutex([("s1", "k1"), ("s2", "k1"), ("s3", "k2")].map { Self.token(session: $0, signedBy: $1) })
        let tokens = issued.withLock { $0 }
        let auth = FakeUpstream { _ in
            guard let next = issued.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
                throw Refusal.unauthenticated("No.", reason: "API_KEY_INVALID")
            }
            return [AuthV1.ExchangeApiKeyResponse(accessToken: next, expiresIn: 300).serialized()]
        }
        let memory = TokenMemory.withoutRevocations
        try await TestGateway.with(Self.library(), auth: auth, hasEnded: { memory.hasEnded($0) }) { gateway in
            func call(_ status: Int, shown: [String]) async throws {
                try await gateway.expect(status, "GET", "/v1/books/7", ["X-API-Key: \(Self.key)"], isSignedIn: false)
                #expect(gateway.upstream.calls.map { $0.metadata["authorization"] } == shown.map { "Bearer \($0)" })
            }
            try await call(200, shown: [tokens[0]])
            memory.apply([Revocation(.session("another"), expiresAt: .max)], isComplete: true)
            try await call(200, shown: [tokens[0], tokens[0]])
            memory.apply([Revocation(.session("s1"), expiresAt: .max)], isComplete: true)
            try await call(200, shown: [tokens[0], tokens[0], tokens[1]])
            memory.apply([Revocation(.key("k1"), expiresAt: .max)], isComplete: true)
            try await call(200, shown: [tokens[0], tokens[0], tokens[1], tokens[2]])
            // Now the key itself has been revoked: auth says so, and no service is asked.
            memory.apply([Revocation(.session("s3"), expiresAt: .max)], isComplete: true)
            try await call(401, shown: [tokens[0], tokens[0], tokens[1], tokens[2]])
        }
    }

    @Test func aCallThatMayHaveDoneSomethingIsNotMadeTwice() async throws {
        let upload = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nx\r\n--b--\r\n"
        for (path, type, body) in [
            ("/v1/books/7:lend", "application/json", "{}"),
            ("/v1/pages:upload", "multipart/form-data; boundary=b", upload),
        ] {
            try await TestGateway.with(Self.library(refusing: "t1"), auth: Self.auth()) { gateway in
                let headers = ["X-API-Key: \(Self.key)", "Content-Type: \(type)"]
                try await gateway.expect(401, "POST", path, headers, body: body, isSignedIn: false)
                #expect(gateway.upstream.calls.count == 1)
                // The next one has a new token.
                try await gateway.expect(200, "POST", path, headers, body: body, isSignedIn: false)
            }
        }
    }

    @Test func aRevokedTokenOfAPersonIsTheirsToReplace() async throws {
        try await TestGateway.with(Self.library(refusing: "token"), auth: Self.auth()) { gateway in
            try await gateway.expect(401, "GET", "/v1/books/7")
            #expect(gateway.upstream.calls.count == 1)
        }
    }
}

/// What the gateway keeps of keys.
@Suite struct ApiKeyTokensTests {
    private final class Exchange: Sendable {
        let time = Mutex(ContinuousClock.now)
        let asked = Mutex<[String]>([])
        let answer = Mutex<Result<ApiKeyTokens.Token, RPCError>>(.success(.init(text: "t", lifetime: .seconds(300))))

        func tokens(_ limits: GatewayLimits = GatewayLimits()) -> ApiKeyTokens {
            ApiKeyTokens(limits: limits, now: { self.time.withLock { $0 } }) { (key, _) async throws(RPCError) in
                self.asked.withLock { $0.append(key) }
                return try self.answer.withLock { $0 }.get()
            }
        }

        func advance(_ duration: Duration) { time.withLock { $0 += duration } }
        var count: Int { asked.withLock { $0.count } }
    }

    @Test func aTokenIsReplacedShortlyBeforeItEnds() async throws {
        let exchange = Exchange()
        let tokens = exchange.tokens()
        for (pause, count) in [(Duration.zero, 1), (.milliseconds(269_999), 1), (.milliseconds(1), 2)] {
            exchange.advance(pause)
            #expect(try await tokens.token(for: "k", from: "a", metadata: [:]) == "t")
            #expect(exchange.count == count)
        }
        // One that lives for a moment only is used for half of it.
        exchange.answer.withLock { $0 = .success(.init(text: "u", lifetime: .seconds(10))) }
        for (pause, count) in [(Duration.zero, 3), (.milliseconds(4999), 3), (.milliseconds(1), 4)] {
            exchange.advance(pause)
            _ = try await tokens.token(for: "l", from: "a", metadata: [:])
            #expect(exchange.count == count)
        }
    }

    @Test func aRefusalIsRememberedForSomeSeconds() async throws {
        let exchange = Exchange()
        exchange.answer.withLock { $0 = .failure(RPCError(.unauthenticated, "no")) }
        let tokens = exchange.tokens()
        for (pause, count) in [(Duration.zero, 1), (.milliseconds(4999), 1), (.milliseconds(1), 2)] {
            exchange.advance(pause)
            await #expect(throws: RPCError.self) { try await tokens.token(for: "k", from: "a", metadata: [:]) }
            #expect(exchange.count == count)
        }
    }

    @Test func callersThatComeTogetherShareOneExchange() async throws {
        let (gate, opened) = AsyncStream.makeStream(of: Void.self)
        let count = Mutex(0)
        let tokens = ApiKeyTokens(limits: GatewayLimits()) { (_, _) async throws(RPCError) in
            count.withLock { $0 += 1 }
            for await _ in gate { break }
            return .init(text: "t", lifetime: .seconds(300))
        }
        let answers = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<8 { group.addTask { try? await tokens.token(for: "k", from: "a", metadata: [:]) } }
            opened.yield()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: "t", count: 8) && count.withLock { $0 } == 1)
    }

    @Test func onlyTheTokenThatWasRefusedIsForgotten() async throws {
        let exchange = Exchange()
        let tokens = exchange.tokens()
        _ = try await tokens.token(for: "k", from: "a", metadata: [:])
        tokens.forget("older", of: "k", from: "a")
        tokens.forget("t", of: "k", from: "b")
        _ = try await tokens.token(for: "k", from: "a", metadata: [:])
        #expect(exchange.count == 1)
        tokens.forget("t", of: "k", from: "a")
        _ = try await tokens.token(for: "k", from: "a", metadata: [:])
        #expect(exchange.count == 2)
    }

    @Test func wrongKeysDoNotPushOutTheRightOnes() async throws {
        let exchange = Exchange()
        var limits = GatewayLimits()
        (limits.keyTokensMax, limits.keyRefusalsMax) = (4, 4)
        let tokens = exchange.tokens(limits)
        _ = try await tokens.token(for: "right", from: "a", metadata: [:])
        exchange.answer.withLock { $0 = .failure(RPCError(.unauthenticated, "no")) }
        for index in 0..<20 {
            await #expect(throws: RPCError.self) { try await tokens.token(for: "\(index)", from: "a", metadata: [:]) }
        }
        #expect(try await tokens.token(for: "right", from: "a", metadata: [:]) == "t")
    }

    @Test func recentValuesStayAndTheOthersGo() {
        var values = RecentValues<Int, Int>(countMax: 10)
        for number in 0..<1000 {
            values.insert(number, for: number)
            #expect(values.value(for: 0) == 0)
            #expect(values.count <= 10)
        }
        #expect(values.value(for: 999) == 999 && values.value(for: 900) == nil)
        values.remove(999)
        #expect(values.value(for: 999) == nil)
    }
}
