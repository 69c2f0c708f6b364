import API
import Crypto
import Messages
import RPC
import ServiceKit
import Tokens

/// `pynomaly.auth.v1.AuthService`.
struct AuthEndpoints: AuthV1.AuthService {
    let login: LoginFlow
    let passwordReset: PasswordReset
    let addressLimit: AddressLimit
    let issuer: TokenIssuer
    let serviceSecrets: ServiceSecrets
    let refresh: RefreshFlow
    let sessions: SessionDirectory

    func login(_ request: AuthV1.LoginRequest, context: ServerContext) async throws -> AuthV1.LoginResponse {
        try await addressLimit.take(context.clientAddress)
        let outcome = try await login.login(
            username: request.username, password: Secret(request.password), code: request.totpCode,
            origin: context.origin)
        return AuthV1.LoginResponse(outcome: outcome)
    }

    func verifyMfa(_ request: AuthV1.VerifyMfaRequest, context: ServerContext) async throws -> AuthV1.VerifyMfaResponse
    {
        try await addressLimit.take(context.clientAddress)
        guard case .totpCode(let code) = request.proof else { throw Unfinished.error }
        let tokens = try await login.verify(
            code: code, challengeToken: request.challengeToken, origin: context.origin)
        return AuthV1.VerifyMfaResponse(tokens: tokens)
    }

    func getJwks(_ request: AuthV1.GetJwksRequest, context: ServerContext) async throws -> AuthV1.JsonWebKeySet {
        let key = try await issuer.keyring.key().publicKey
        return AuthV1.JsonWebKeySet(keys: [
            AuthV1.JsonWebKey(kty: key.kty, crv: key.crv, alg: key.alg, use: key.use, kid: key.kid, x: key.x)
        ])
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
