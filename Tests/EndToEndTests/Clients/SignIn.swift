import Crypto
import FoundationEssentials
import Messages

/// The first administrator's way to a token: one-time password, new password, second factor.
struct SignIn: Sendable {
    static let password = "second-\(TestPlatform.secretMark)-Passw0rd"

    var rest: RESTClient
    var password = TestPlatform.oneTimePassword

    struct Outcome: Sendable {
        var token: String
        /// Base32.
        var totpSecret: String
        /// Each challenge that stood before the token, by kind.
        var challenges: [String: String]
    }

    func run() async throws -> Outcome {
        let first: AuthV1.LoginResponse = try await rest.post(
            "/v1/auth:login", AuthV1.LoginRequest(username: "admin", password: password))
        guard case .passwordChangeChallenge(let change) = first.outcome else {
            throw PlatformFailure("a one-time password opened more than its own change: \(first)")
        }
        let second: AuthV1.LoginResponse = try await with(change.challengeToken).post(
            "/v1/users/me:changePassword",
            AuthV1.ChangePasswordRequest(currentPassword: password, newPassword: Self.password))
        guard case .enrollmentChallenge(let enrollment) = second.outcome else {
            throw PlatformFailure("an administrator without a second factor got past it: \(second)")
        }
        let enrolling = with(enrollment.challengeToken)
        let factor: AuthV1.EnrollTotpResponse = try await enrolling.post(
            "/v1/users/me/totpFactor:enroll", AuthV1.EnrollTotpRequest())
        let confirmed: AuthV1.ConfirmTotpResponse = try await enrolling.post(
            "/v1/users/me/totpFactor:confirm", AuthV1.ConfirmTotpRequest(totpCode: try Self.code(factor.secret)))
        guard let tokens = confirmed.tokens else { throw PlatformFailure("no token after the second factor") }
        return Outcome(
            token: tokens.accessToken, totpSecret: factor.secret,
            challenges: ["password_change": change.challengeToken, "enrollment": enrollment.challengeToken])
    }

    private func with(_ token: String) -> RESTClient {
        RESTClient(caller: HTTPCaller(port: rest.caller.port, token: token))
    }

    static func code(_ base32: String, stepsAhead: Int64 = 0) throws -> String {
        let step = TOTP.step(atUnixSeconds: Int64(Date().timeIntervalSince1970)) + stepsAhead
        return try TOTP.code(step: step, secret: Secret(Base32.decode(base32)))
    }
}
