import API
import Messages
import RPC
import ServiceKit

/// Keys for programs.
extension UserEndpoints {
    func createApiKey(
        _ request: AuthV1.CreateApiKeyRequest, context: ServerContext
    ) async throws -> AuthV1.CreateApiKeyResponse {
        try await apiKeys.create(
            request.apiKey ?? AuthV1.ApiKey(), parent: request.parent, by: Caller(context), actor: context.auditActor)
    }

    func getApiKey(
        _ request: AuthV1.GetApiKeyRequest, context: ServerContext
    ) async throws -> AuthV1.ApiKey {
        try await apiKeys.get(request.name, by: Caller(context))
    }

    func listApiKeys(
        _ request: AuthV1.ListApiKeysRequest, context: ServerContext
    ) async throws -> AuthV1.ListApiKeysResponse {
        try await apiKeys.list(request, by: Caller(context))
    }

    func revokeApiKey(
        _ request: AuthV1.RevokeApiKeyRequest, context: ServerContext
    ) async throws -> AuthV1.ApiKey {
        try await apiKeys.revoke(request.name, by: Caller(context), actor: context.auditActor)
    }

    func rotateApiKey(
        _ request: AuthV1.RotateApiKeyRequest, context: ServerContext
    ) async throws -> AuthV1.RotateApiKeyResponse {
        try await apiKeys.rotate(request, by: Caller(context), actor: context.auditActor)
    }
}
