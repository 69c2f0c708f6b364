import API
import Messages
import RPC

/// Tokens for programs.
extension AuthEndpoints {
    func exchangeApiKey(
        _ request: AuthV1.ExchangeApiKeyRequest, context: ServerContext
    ) async throws -> AuthV1.ExchangeApiKeyResponse {
        throw Unfinished.error
    }
}
