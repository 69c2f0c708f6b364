import API
import Crypto
import Messages
import RPC
import ServiceKit
import Tokens

/// `pynomaly.auth.v1.AuthService`.
struct AuthEndpoints: AuthV1.AuthService {
    let login: LoginFlow
    let issuer: TokenIssuer
    let serviceSecrets: ServiceSecrets
    let refresh: RefreshFlow
    let sessions: SessionDirectory
    let feed: RevocationFeed
    let rotation: KeyRotation
    let health: HealthBoard

    func login(_ request: AuthV1.LoginRequest, context: ServerContext) async throws -> AuthV1.LoginResponse {
        let outcome = try await login.login(
            username: request.username, password: Secret(request.password), code: request.totpCode,
            origin: context.origin)
        return AuthV1.LoginResponse(outcome: outcome)
    }

    func verifyMfa(_ request: AuthV1.VerifyMfaRequest, context: ServerContext) async throws -> AuthV1.VerifyMfaResponse
    {
        guard case .totpCode(let code) = request.proof else { throw Unfinished.error }
        let tokens = try await login.verify(
            code: code, challengeToken: request.challengeToken, origin: context.origin)
        return AuthV1.VerifyMfaResponse(tokens: tokens)
    }

    func issueServiceToken(
        _ request: AuthV1.IssueServiceTokenRequest, context: ServerContext
    ) async throws -> AuthV1.IssueServiceTokenResponse {
        try serviceSecrets.check(request.service, Secret(request.secret))
        return AuthV1.IssueServiceTokenResponse(
            accessToken: try await issuer.serviceToken(for: request.service),
            expiresIn: Int32(AccessClaims.serviceLifetimeSeconds))
    }
}
