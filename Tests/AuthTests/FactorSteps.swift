import API
import Crypto
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import TestKit
import Testing
import Tokens

@testable import AuthBackend

/// A user with a second factor, and all that they were shown.
struct WithFactor: Sendable {
    var user: AuthV1.User
    /// Of the session in which the factor was enrolled: it has proven the password only.
    var token: String
    var secret: Secret
    var recoveryCodes: [String]
}

/// Steps around second factors that many tests need.
extension AuthFixture {
    static let factorName = "users/me/totpFactor"

    /// A user who signs in and enrols a factor of their own will.
    func makeUserWithFactor(
        _ username: String, roles: [String] = ["viewer"], by admin: String
    ) async throws -> WithFactor {
        let user = try await makeUser(username, roles: roles, by: admin)
        let token = try await need(login(username).tokens).accessToken
        let secret = try await startEnrollment(token)
        let confirmed = try await users.confirmTotp(
            AuthV1.ConfirmTotpRequest(name: Self.factorName, totpCode: code(secret)), options: bearer(token))
        time.advance(by: 30)
        return WithFactor(user: user, token: token, secret: secret, recoveryCodes: confirmed.recoveryCodes)
    }

    /// Both factors, and a device to remember if that is asked for.
    func signIn(
        _ user: WithFactor, remember: Bool = false
    ) async throws -> AuthV1.VerifyMfaResponse {
        let challenge = try await need(login(user.user.username).mfa)
        let response = try await auth.verifyMfa(
            AuthV1.VerifyMfaRequest(
                challengeToken: challenge.challengeToken, proof: .totpCode(code(user.secret)),
                rememberDevice: remember))
        time.advance(by: 30)
        return response
    }

    func recover(
        _ challenge: AuthV1.Challenge, _ code: String, replica index: Int = 0
    ) async throws -> AuthV1.Tokens {
        let request = AuthV1.VerifyMfaRequest(
            challengeToken: challenge.challengeToken, proof: .recoveryCode(code))
        return try await need(replica(index).verifyMfa(request).tokens)
    }

    func stepUp(_ token: String, _ code: String, replica index: Int = 0) async throws -> AuthV1.Tokens {
        try await need(
            replica(index).stepUp(AuthV1.StepUpRequest(totpCode: code), options: bearer(token)).tokens)
    }

    func methods(of tokens: AuthV1.Tokens) async throws -> [String] {
        try await claims(of: tokens.accessToken).authenticationMethods
    }

    /// As an administrator's change of roles leaves it, without the end of sessions.
    func setRoles(_ roles: [String], of user: AuthV1.User) async throws {
        try await database.connect().execute(
            "UPDATE auth.users SET roles = \(roles) WHERE 'users/' || user_id = \(user.name)")
    }

    /// How a call ends that has to wait for a lock, until `release` commits what holds it.
    func statusOfWaiting(
        _ call: @escaping @Sendable () async throws -> Void, until release: () async throws -> Void
    ) async throws -> StatusCode? {
        try await withThrowingTaskGroup(of: StatusCode?.self) { group in
            group.addTask { try await status(call) }
            let watching = try await database.connect()
            try await watching.waitForLock()
            try await release()
            return try await group.next() ?? nil
        }
    }
}
