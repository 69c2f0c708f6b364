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
    let serviceRefusals: ServiceRefusals
    let refresh: RefreshFlow
    let sessions: SessionDirectory
    let feed: RevocationFeed
    let rotation: KeyRotation
    let health: HealthBoard
    let apiKeys: ApiKeyExchange
    let stepUp: StepUpFlow

    func login(_ request: AuthV1.LoginRequest, context: ServerContext) async throws -> AuthV1.LoginResponse {
        try await addressLimit.take(context.clientAddress)
        // What is left out is no guess, and counts as none.
        try Self.require(request.username, "username")
        try Self.require(request.password, "password")
        let outcome = try await login.login(
            username: request.username, password: Secret(password: request.password), code: request.totpCode,
            deviceToken: request.deviceToken, origin: context.origin)
        return AuthV1.LoginResponse(outcome: outcome)
    }

    static func require(_ value: String, _ field: String) throws(RPCError) {
        guard !value.isEmpty else { throw .invalidArgument(field: field, "must be given") }
    }

    func verifyMfa(_ request: AuthV1.VerifyMfaRequest, context: ServerContext) async throws -> AuthV1.VerifyMfaResponse
    {
        try await addressLimit.take(context.clientAddress)
        let (tokens, device) = try await login.verify(
            FactorProof(request.proof), challengeToken: request.challengeToken,
            rememberDevice: request.rememberDevice, origin: context.origin)
        return AuthV1.VerifyMfaResponse(
            tokens: tokens, deviceToken: device?.text ?? "",
            deviceExpireTime: device.map { GoogleProtobuf.Timestamp($0.expireTime) })
    }

    func issueServiceToken(
        _ request: AuthV1.IssueServiceTokenRequest, context: ServerContext
    ) async throws -> AuthV1.IssueServiceTokenResponse {
        try await addressLimit.countingRefusals(of: context.clientAddress) {
            do {
                try serviceSecrets.check(request.service, Secret(request.secret))
            } catch {
                try await serviceRefusals.note(request.service, context.origin)
                throw error
            }
        }
        guard let callee = PlatformService(rawValue: request.audience) else {
            throw RPCError.invalidArgument(field: "audience", "name the service that the token is for")
        }
        return AuthV1.IssueServiceTokenResponse(
            accessToken: try await issuer.serviceToken(of: request.service, for: callee),
            expiresIn: Int32(AccessClaims.serviceLifetimeSeconds))
    }
}
