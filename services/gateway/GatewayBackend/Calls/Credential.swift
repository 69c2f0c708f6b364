import RPC

/// What a call upstream shows, once it is known.
enum Credential: Sendable {
    /// Nothing of a user's: the channel adds the gateway's own token.
    case gateway
    case bearer(String)
    /// A key, and the token that stands for it.
    case apiKey(String, token: String)

    init(_ identity: CallerIdentity, _ keys: ApiKeyTokens, _ request: HTTPRequest) async throws(GatewayFailure) {
        switch identity {
        case .gateway: self = .gateway
        case .bearer(let value): self = .bearer(value)
        case .apiKey(let key):
            let metadata = ForwardedMetadata.request(
                request.headers, authorization: nil, gatewayToken: nil, requestID: request.requestID,
                clientAddress: request.clientAddress)
            do throws(RPCError) {
                let token = try await keys.token(for: key, from: request.clientAddress, metadata: metadata)
                self = .apiKey(key, token: token)
            } catch { throw GatewayFailure(error) }
        }
    }

    /// The value of `authorization`; nil where the gateway speaks for itself.
    var authorization: String? {
        switch self {
        case .gateway: nil
        case .bearer(let value): value
        case .apiKey(_, let token): "Bearer \(token)"
        }
    }
}
