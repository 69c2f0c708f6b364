import API
import Messages
import RPC
package import ServiceKit

extension ApiKeyTokens {
    /// Exchanges at auth, as the gateway: auth believes it about the address that a key comes from.
    package convenience init(
        _ upstreams: Upstreams, limits: GatewayLimits, hasEnded: @escaping @Sendable (TokenTies) -> Bool
    ) {
        self.init(limits: limits, hasEnded: hasEnded) { (key, metadata) async throws(RPCError) in
            guard let channel = upstreams.channel(to: PlatformService.auth.rawValue) else {
                throw RPCError(.unavailable, "The service that checks API keys is not connected.")
            }
            let answer = try await AuthV1.AuthServiceClient(channel).exchangeApiKey(
                AuthV1.ExchangeApiKeyRequest(apiKey: key),
                options: CallOptions(timeout: ServiceLimits.authTimeout, metadata: metadata))
            return Token(text: answer.accessToken, lifetime: .seconds(Int(answer.expiresIn)))
        }
    }
}
