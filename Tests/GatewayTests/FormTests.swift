import RPC
import Testing

@testable import GatewayBackend

/// `POST /auth/jwt/login`, as OAuth2 clients use it.
@Suite struct FormTests {
    private static let type = ["Content-Type: application/x-www-form-urlencoded"]

    private static func auth() -> FakeUpstream {
        FakeUpstream { call in
            if call.path.hasSuffix("/Renew") {
                guard Library.json("RenewRequest", call.messages[0]) == #"{"refreshToken":"pyr_1"}"# else {
                    throw RPCError(.unauthenticated, "This refresh token is not valid.")
                }
                return [Library.wire("SignInResponse", #"{"tokens":{"accessToken":"u","tokenType":"bearer"}}"#)]
            }
            return switch Library.json("SignInRequest", call.messages[0]) {
            case #"{"username":"a b","password":"p+&=","totpCode":"123456"}"#:
                [
                    Library.wire(
                        "SignInResponse", #"{"tokens":{"accessToken":"t","tokenType":"bearer","expiresIn":3600}}"#)
                ]
            case #"{"username":"a b","password":"p+&="}"#:
                [Library.wire("SignInResponse", #"{"mfaChallenge":{"challengeToken":"c","methods":["totp"]}}"#)]
            default: throw RPCError(.unauthenticated, "Wrong user name or \"password\".")
            }
        }
    }

    private static let form = "grant_type=password&username=a+b&password=p%2B%26%3D&scope=x&client_id=y&client_secret=z"

    @Test func tokensAreTheTopLevelOfTheAnswer() async throws {
        try await TestGateway.with(Self.auth()) { gateway in
            let response = try await gateway.request(
                "POST", "/auth/jwt/login", Self.type, body: Self.form + "&totp_code=123456", isSignedIn: false)
            #expect(response.status == 200)
            #expect(response.body == #"{"access_token":"t","token_type":"bearer","expires_in":3600}"#)
            #expect(response.header("cache-control") == "no-store" && response.header("pragma") == "no-cache")
        }
    }

    @Test func aChallengeIsAnErrorThatCarriesIt() async throws {
        try await TestGateway.with(Self.auth()) { gateway in
            let response = try await gateway.request("POST", "/auth/jwt/login", Self.type, body: Self.form)
            #expect(response.status == 400)
            #expect(response.body.hasPrefix(#"{"error":"invalid_grant","error_description":"#))
            #expect(response.body.hasSuffix(#","mfa_challenge":{"challenge_token":"c","methods":["totp"]}}"#))
        }
    }

    @Test(arguments: [
        ("grant_type=password&username=x&password=y", 400, "invalid_grant"),
        ("grant_type=client_credentials", 400, "unsupported_grant_type"),
        ("grant_type=refresh_token&refresh_token=other", 400, "invalid_grant"),
        ("grant_type=refresh_token", 400, "invalid_grant"),
        ("grant_type=", 400, "unsupported_grant_type"),
        ("grant_type=password&grant_type=refresh_token", 400, "invalid_request"),
        ("username=x&password=y", 400, "invalid_request"),
        ("grant_type=password&username=%", 400, "invalid_request"),
        ("grant_type=password&username=x&username=y", 400, "invalid_request"),
    ])
    func errorsAreThoseOfOAuth(form: String, status: Int, error: String) async throws {
        try await TestGateway.with(Self.auth()) { gateway in
            let response = try await gateway.request("POST", "/auth/jwt/login", Self.type, body: form)
            #expect(response.status == status)
            #expect(response.body.hasPrefix("{\"error\":\"\(error)\",\"error_description\":\""))
            #expect(!response.body.contains("\\"))
        }
    }

    @Test func theGrantChoosesTheMethod() async throws {
        try await TestGateway.with(Self.auth()) { gateway in
            let response = try await gateway.request(
                "POST", "/auth/jwt/login", Self.type,
                body: "grant_type=refresh_token&refresh_token=pyr_1&client_id=y&username=x", isSignedIn: false)
            #expect(response.status == 200 && response.header("cache-control") == "no-store")
            #expect(response.body == #"{"access_token":"u","token_type":"bearer"}"#)
            let unknown = try await gateway.request(
                "POST", "/auth/jwt/login", Self.type, body: "grant_type=authorization_code")
            #expect(unknown.body.contains("password, refresh_token"))
        }
    }

    @Test(
        arguments: [
            { $0.policy = MethodPolicy(access: .authenticated) }, { $0.form?.grantType = "" },
            { $0.form?.grantType = "password" },
        ] as [@Sendable (inout MethodDescriptor) -> Void])
    func aFormsMethodsArePublicAndHaveTheirOwnGrants(change: @Sendable (inout MethodDescriptor) -> Void) {
        var method = Library.renew
        change(&method)
        #expect(throws: RouteError.unusableForm(method.path)) {
            try Router([ServiceDescriptor(name: "x", methods: [Library.signIn, method])], pool: Library.pool)
        }
    }

    @Test func aMissingServiceIsTemporary() async throws {
        try await TestGateway.with(FakeUpstream { _ in throw RPCError(.unavailable, "down") }) { gateway in
            let response = try await gateway.request("POST", "/auth/jwt/login", Self.type, body: Self.form)
            #expect(response.status == 503 && response.body.hasPrefix(#"{"error":"temporarily_unavailable""#))
        }
    }

    @Test func aClientsOwnTokenDoesNotGoAlong() async throws {
        try await TestGateway.with(Self.auth()) { gateway in
            _ = try await gateway.request("POST", "/auth/jwt/login", Self.type + ["X-Tenant: t"], body: Self.form)
            let metadata = try #require(gateway.upstream.calls.first?.metadata)
            #expect(metadata["authorization"] == nil && metadata["x-tenant"] == nil)
            #expect(metadata["x-forwarded-for"] == "127.0.0.1")
        }
    }
}
