package import Protobuf
package import RPC
package import ServiceKit

/// What every request needs: the routes, the services behind them and the rules of conversion. Immutable.
package struct GatewayContext: Sendable {
    let router: Router
    let codec: JSONCodec
    let upstreams: Upstreams
    let limits: GatewayLimits
    let proxies: TrustedProxies
    let apiKeys: ApiKeyTokens
    /// The gateway's own token for a service, to show beside a user's; nil while there is none to have.
    let ownToken: @Sendable (_ callee: String) async -> String?
    /// Whether new work is wanted: false before the start is over, and while draining.
    let isReady: @Sendable () -> Bool

    /// - Parameter hasEnded: whether a token is known to have ended before its time.
    /// - Throws: `RouteError` when the descriptors contradict themselves or each other.
    package init(
        services: [ServiceDescriptor], pool: DescriptorPool, upstreams: Upstreams,
        limits: GatewayLimits = GatewayLimits(), trustedProxies: TrustedProxies = .loopback,
        hasEnded: @escaping @Sendable (TokenTies) -> Bool = { _ in false },
        ownToken: @escaping @Sendable (_ callee: String) async -> String? = { _ in nil },
        isReady: @escaping @Sendable () -> Bool = { true }
    ) throws {
        self.router = try Router(services, pool: pool)
        var jsonLimits = JSONLimits()
        jsonLimits.textBytesMax = limits.jsonBodyBytesMax
        self.codec = JSONCodec(pool, limits: jsonLimits)
        self.upstreams = upstreams
        self.limits = limits
        self.proxies = trustedProxies
        self.apiKeys = ApiKeyTokens(upstreams, limits: limits, hasEnded: hasEnded)
        self.ownToken = ownToken
        self.isReady = isReady
    }

    var binder: RequestBinder { RequestBinder(codec: codec, limits: limits) }
    var errors: ErrorBody { ErrorBody(codec: codec) }
}
