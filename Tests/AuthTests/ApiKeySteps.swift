import API
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import TestKit
import Testing
import Tokens

@testable import AuthBackend

/// Steps with keys that many tests need.
extension AuthFixture {
    func makeKey(
        by token: String, scopes: [String] = ["datasets.read"], cidrs: [String] = []
    ) async throws -> AuthV1.CreateApiKeyResponse {
        try await makeKey(
            with: bearer(token), AuthV1.ApiKey(displayName: "for a test", scopes: scopes, allowedCidrs: cidrs))
    }

    func makeKey(with options: CallOptions, _ key: AuthV1.ApiKey) async throws -> AuthV1.CreateApiKeyResponse {
        try await users.createApiKey(
            AuthV1.CreateApiKeyRequest(parent: "users/me", apiKey: key), options: options)
    }

    func exchange(_ key: String) async throws -> AuthV1.ExchangeApiKeyResponse {
        try await auth.exchangeApiKey(AuthV1.ExchangeApiKeyRequest(apiKey: key))
    }

    /// As the gateway does it for a client at the address; or as somebody who claims to.
    func exchange(
        _ key: String, gateway token: String?, from address: String
    ) async throws -> AuthV1.ExchangeApiKeyResponse {
        var options = token.map { bearer($0) } ?? CallOptions()
        options.metadata.add("x-forwarded-for", address)
        return try await auth.exchangeApiKey(AuthV1.ExchangeApiKeyRequest(apiKey: key), options: options)
    }

    func revoke(_ name: String, by token: String) async throws -> AuthV1.ApiKey {
        try await users.revokeApiKey(AuthV1.RevokeApiKeyRequest(name: name), options: bearer(token))
    }

    func gatewayToken() async throws -> String { try await serviceToken("gateway", "the secret of gateway") }

    /// To be shown to auth unless another service is named.
    func serviceToken(_ service: String, _ secret: String, for callee: String = "auth") async throws -> String {
        try await auth.issueServiceToken(
            AuthV1.IssueServiceTokenRequest(service: service, secret: secret, audience: callee)
        ).accessToken
    }

    func users(replica index: Int) -> AuthV1.UserServiceClient { AuthV1.UserServiceClient(channel(index)) }

    /// A tenant_admin of the administrator's tenant, signed in with a factor.
    func makeTenantAdmin(_ username: String, by admin: SignedIn) async throws -> SignedIn {
        _ = try await makeUser(username, roles: ["tenant_admin"], by: admin.token)
        return try await enroll(with: need(login(username).enrollment).challengeToken)
    }
}
