import FoundationEssentials
import Messages
import NIOHTTP1
import Testing

/// `POST /auth/jwt/login` of a real platform, as OAuth2 password clients use it.
@Suite(.timeLimit(.minutes(4))) struct OAuthFormTests {
    private struct Answer: Decodable {
        var access_token: String?
        var refresh_token: String?
        var token_type: String?
        var expires_in: Int?
        var error: String?
    }

    private func post(_ form: String, _ shared: SharedPlatform) async throws -> (HTTPCaller.Answer, Answer) {
        let answer = try await shared.anonymous.caller.call(
            .POST, "/auth/jwt/login", headers: ["content-type": "application/x-www-form-urlencoded"],
            body: Array(form.utf8))
        #expect(answer.headers["cache-control"] == ["no-store"] && answer.headers["pragma"] == ["no-cache"])
        return (answer, try JSONDecoder().decode(Answer.self, from: Data(answer.body)))
    }

    /// A user without a second factor, who has chosen their own password.
    private func makeUser(_ shared: SharedPlatform) async throws -> String {
        let name = "oauth-\(UUID().uuidString.lowercased())"
        let _: AuthV1.User = try await shared.rest.post(
            "/v1/users", AuthV1.User(username: name, roles: ["viewer"], password: SignIn.password))
        let login: AuthV1.LoginResponse = try await shared.anonymous.post(
            "/v1/auth:login", AuthV1.LoginRequest(username: name, password: SignIn.password))
        guard case .passwordChangeChallenge(let challenge) = login.outcome else {
            throw PlatformFailure("not asked for a new password: \(login)")
        }
        let _: AuthV1.LoginResponse = try await shared.rest(token: challenge.challengeToken).post(
            "/v1/users/me:changePassword",
            AuthV1.ChangePasswordRequest(currentPassword: SignIn.password, newPassword: SignIn.password + "-own"))
        return name
    }

    @Test func `a password is worth tokens, a refresh token is worth new ones, and each is used up`() async throws {
        let shared = try await SharedPlatform.get()
        let name = try await makeUser(shared)
        let (answer, first) = try await post(
            "grant_type=password&username=\(name)&password=\(SignIn.password)-own&client_id=x", shared)
        #expect(answer.status == 200 && first.token_type == "bearer" && first.expires_in == 3600)
        let token = try #require(first.access_token)
        let me: AuthV1.User = try await shared.rest(token: token).call(.GET, "/v1/users/me")
        #expect(me.username == name)

        let refresh = try #require(first.refresh_token)
        let (_, second) = try await post("grant_type=refresh_token&refresh_token=\(refresh)", shared)
        #expect(second.access_token != nil && second.refresh_token != nil && second.refresh_token != refresh)
        let (again, refused) = try await post("grant_type=refresh_token&refresh_token=\(refresh)", shared)
        #expect(again.status == 400 && refused.error == "invalid_grant")
    }

    @Test func `an administrator's password alone is an invalid grant that names the challenge`() async throws {
        let shared = try await SharedPlatform.get()
        let (answer, refused) = try await post(
            "grant_type=password&username=admin&password=\(SignIn.password)", shared)
        #expect(answer.status == 400 && refused.error == "invalid_grant" && refused.access_token == nil)
        #expect(answer.text.contains(#""mfa_challenge":{"challenge_token":""#))
    }
}
