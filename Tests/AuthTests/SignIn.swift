import API
import Crypto
import Messages
import RPC
import Testing

/// Steps of signing in that many tests need, as a client takes them.
extension AuthFixture {
    static let password = "correct horse battery"

    func login(_ username: String, _ password: String = password, code: String = "", device: String = "") async throws
        -> AuthV1.LoginResponse.Outcome
    {
        let request = AuthV1.LoginRequest(
            username: username, password: password, totpCode: code, deviceToken: device)
        return try await need(auth.login(request).outcome)
    }

    /// A user who has chosen their own password; added by an administrator.
    func makeUser(_ username: String, roles: [String] = ["viewer"], by admin: String) async throws -> AuthV1.User {
        let user = AuthV1.User(username: username, roles: roles, password: "made by an admin")
        let created = try await users.createUser(
            AuthV1.CreateUserRequest(user: user), options: bearer(admin))
        let change = try await need(login(username, "made by an admin").passwordChange)
        _ = try await users.changePassword(
            AuthV1.ChangePasswordRequest(name: "users/me", newPassword: Self.password),
            options: bearer(change.challengeToken))
        return created
    }

    /// Bootstraps an administrator and takes all steps to the first tokens.
    func makeAdmin(_ username: String = "admin") async throws -> SignedIn {
        try await bootstrap(username, "one-time password")
        let change = try await need(login(username, "one-time password").passwordChange)
        let next = try await users.changePassword(
            AuthV1.ChangePasswordRequest(name: "users/me", newPassword: Self.password),
            options: bearer(change.challengeToken)
        ).outcome
        return try await enroll(with: #require(next?.enrollment).challengeToken)
    }

    /// Enrols a factor with an enrolment challenge.
    func enroll(with challenge: String) async throws -> SignedIn {
        let secret = try await startEnrollment(challenge)
        let confirmed = try await users.confirmTotp(
            AuthV1.ConfirmTotpRequest(name: "users/me/totpFactor", totpCode: code(secret)), options: bearer(challenge))
        return SignedIn(token: try #require(confirmed.tokens).accessToken, secret: secret)
    }

    func startEnrollment(_ token: String) async throws -> Secret {
        let enrolled = try await users.enrollTotp(
            AuthV1.EnrollTotpRequest(name: "users/me/totpFactor"), options: bearer(token))
        return Secret(try Base32.decode(enrolled.secret))
    }

    /// What an authenticator app shows, some steps from now.
    func code(_ secret: Secret, steps: Int64 = 0) throws -> String {
        try TOTP.code(step: TOTP.step(atUnixSeconds: time.seconds) + steps, secret: secret)
    }

    func verify(_ challenge: AuthV1.Challenge, _ code: String) async throws -> AuthV1.Tokens {
        let request = AuthV1.VerifyMfaRequest(
            challengeToken: challenge.challengeToken, proof: .totpCode(code))
        return try await need(auth.verifyMfa(request).tokens)
    }

    /// The administrator's tokens when those of the first time have ended.
    func signInAgain(_ admin: SignedIn) async throws -> AuthV1.Tokens {
        try await verify(need(login("admin").mfa), code(admin.secret))
    }

    func bearer(_ token: String) -> CallOptions {
        CallOptions(metadata: ["authorization": "Bearer \(token)"])
    }
}

struct SignedIn: Sendable {
    var token: String
    var secret: Secret
}

extension AuthV1.LoginResponse.Outcome {
    var tokens: AuthV1.Tokens? { if case .tokens(let value) = self { value } else { nil } }
    var mfa: AuthV1.Challenge? { if case .mfaChallenge(let value) = self { value } else { nil } }
    var enrollment: AuthV1.Challenge? { if case .enrollmentChallenge(let value) = self { value } else { nil } }
    var passwordChange: AuthV1.Challenge? {
        if case .passwordChangeChallenge(let value) = self { value } else { nil }
    }
}

/// As `#require`, for values that are awaited.
func need<T>(_ value: T?, sourceLocation: SourceLocation = #_sourceLocation) throws -> T {
    try #require(value, sourceLocation: sourceLocation)
}

/// The status that a call ends with; nil if it succeeded.
func status<R>(_ call: () async throws -> R) async throws -> StatusCode? {
    try await failure(call)?.code
}

func failure<R>(_ call: () async throws -> R) async throws -> RPCError? {
    do {
        _ = try await call()
        return nil
    } catch let error as RPCError {
        return error
    }
}
