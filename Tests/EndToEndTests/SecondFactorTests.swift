import Messages
import Testing

/// Codes work once, and tries are counted.
@Suite(.timeLimit(.minutes(4))) struct SecondFactorTests {
    @Test func `wrong codes use a challenge up, after which the right one is refused too`() async throws {
        // On a platform of its own, for the account is locked afterwards.
        try await TestPlatform.with { platform in
            let rest = RESTClient(caller: HTTPCaller(port: platform.gatewayPort))
            try await useUp(rest, SignIn(rest: rest).run().totpSecret)
        }
    }

    private func useUp(_ rest: RESTClient, _ secret: String) async throws {
        let answer: AuthV1.LoginResponse = try await rest.post(
            "/v1/auth:login", AuthV1.LoginRequest(username: "admin", password: SignIn.password))
        guard case .mfaChallenge(let challenge) = answer.outcome else {
            Issue.record("no challenge: \(answer)")
            return
        }
        for code in ["000000", "000000", "000000", "000000", "000000", try SignIn.code(secret)] {
            await #expect(throws: RESTClient.Refusal.self) {
                let _: AuthV1.VerifyMfaResponse = try await rest.post(
                    "/v1/auth:verifyMfa",
                    AuthV1.VerifyMfaRequest(challengeToken: challenge.challengeToken, proof: .totpCode(code)))
            }
        }
    }
}
