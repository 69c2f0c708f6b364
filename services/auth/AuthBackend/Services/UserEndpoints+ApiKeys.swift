import API
import Messages
import RPC

/// Keys for programs.
extension UserEndpoints {
    func createApiKey(
        _ request: AuthV1.CreateApiKeyRequest, context: ServerContext
    ) async throws -> AuthV1.CreateApiKeyResponse {
        throw Unfinished.error
    }

    func getApiKey(
        _ request: AuthV1.GetApiKeyRequest, context: ServerContext
    ) async throws -> AuthV1.ApiKey {
        throw Unfinished.error
    }

    func listApiKeys(
        _ request: AuthV1.ListApiKeysRequest, context: ServerContext
    ) async throws -> AuthV1.ListApiKeysResponse {
        throw Unfinished.error
    }

    func revokeApiKey(
        _ request: AuthV1.RevokeApiKeyRequest, context: ServerContext
    ) async throws -> AuthV1.ApiKey {
        throw Unfinished.error
    }

    func rotateApiKey(
        _ request: AuthV1.RotateApiKeyRequest, context: ServerContext
    ) async throws -> AuthV1.RotateApiKeyResponse {
        throw Unfinished.error
    }
}
