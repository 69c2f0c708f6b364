import API
import Messages
import RPC
import ServiceKit

/// Tokens for programs.
extension AuthEndpoints {
    func exchangeApiKey(
        _ request: AuthV1.ExchangeApiKeyRequest, context: ServerContext
    ) async throws -> AuthV1.ExchangeApiKeyResponse {
        try await addressLimit.countingRefusals(of: context.clientAddress) {
            try await apiKeys.exchange(request.apiKey, origin: context.origin)
        }
    }
}
