import Messages
import Testing

/// Codes work once, and tries are counted.
@Suite(.timeLimit(.minutes(4))) struct SecondFactorTests {
    @Test func `wrong codes use a challenge up, after which the right one is refused too`() async throws {
        let shared = try await SharedPlatform.get()
        let answer: AuthV1.LoginResponse = try await shared.anonymous.post(
            "/v1/auth:login", AuthV1.LoginRequest(username: "admin", password: SignIn.password))
        guard case .mfaChallenge(let challenge) = answer.outcome else {
            Issue.record("no challenge: \(answer)")
            return
        }
        for code in ["000000", "000000", "000000", "000000", "000000", try SignIn.code(shared.admin.totpSecret)] {
            await #expect(throws: RESTClient.Refusal.self) {
                let _: AuthV1.VerifyMfaResponse = try await shared.anonymous.post(
                    "/v1/auth:verifyMfa",
                    AuthV1.VerifyMfaRequest(challengeToken: challenge.challengeToken, proof: .totpCode(code)))
            }
        }
    }
}
