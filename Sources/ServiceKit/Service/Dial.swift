import API
import Crypto
import Logging
import Messages
import NIOPosix
import RPC
import TLS
import Telemetry
import Tokens

/// How a service reaches the others.
struct Dial: Sendable {
    var settings: ServiceSettings
    var tls: TLSContext?
    var group: MultiThreadedEventLoopGroup
    var registry: PrometheusRegistry
    var logger: Logger

    func channel(
        to service: PlatformService, credentials: (@Sendable () async throws(RPCError) -> Metadata)? = nil
    ) -> RPCChannel {
        let place =
            settings.endpoints[service] ?? ServiceEndpoint(host: "127.0.0.1", port: service.defaultRPCPort)
        var configuration = ServiceLimits.channel
        configuration.credentials = credentials
        configuration.logger = logger
        configuration.metrics = registry
        configuration.userAgent = "pynomaly-\(settings.service.rawValue)"
        return RPCChannel(
            target: Endpoint(host: place.host, port: place.port, tls: tls), configuration: configuration, group: group)
    }

    /// Keys and tokens from auth, over a channel that shows no token: both methods are public.
    func identity(_ memory: TokenMemory) -> ServiceIdentity {
        let channel = channel(to: .auth)
        let auth = AuthV1.AuthServiceClient(channel)
        // Services start side by side: a first connection may come before auth listens, and must not refuse those who need
        // a token or a key until the next attempt.
        let options = CallOptions(timeout: ServiceLimits.authTimeout, waitForReady: true)
        let keys = KeyCache { () async throws(RPCError) in
            KeySet(try await auth.getJwks(AuthV1.GetJwksRequest(), options: options).keys.map(JSONWebKey.init))
        }
        let tokens = ServiceTokens { [settings] callee async throws(RPCError) in
            guard let secret = settings.serviceSecret else {
                throw RPCError(.failedPrecondition, "SERVICE_SECRET is not set, so this service has no identity.")
            }
            let request = AuthV1.IssueServiceTokenRequest(
                service: settings.service.rawValue, secret: secret.revealText(), audience: callee.rawValue)
            let response = try await Self.unavailableWhenLate { () async throws(RPCError) in
                try await auth.issueServiceToken(request, options: options)
            }
            if let keyID = TokenFormat.claimedKeyID(of: response.accessToken), memory.isRevoked(keyID: keyID) {
                throw RPCError(.unavailable, "This replica of auth does not know its new key yet.")
            }
            return ServiceTokenSource.IssuedToken(
                token: response.accessToken, lifetime: .seconds(Int64(response.expiresIn)))
        }
        return ServiceIdentity(
            keys: keys, memory: memory,
            token: { callee async throws(RPCError) in try await tokens.token(for: callee) },
            tokenIfAvailable: { await tokens.tokenIfAvailable(for: $0) },
            forgetTokens: { tokens.forget() }, onClose: { await channel.shutdown() })
    }

    /// That auth did not answer in time says nothing about the time of the call that needs it.
    private static func unavailableWhenLate<R>(_ call: () async throws(RPCError) -> R) async throws(RPCError) -> R {
        do {
            return try await call()
        } catch {
            guard error.code == .deadlineExceeded else { throw error }
            throw RPCError(.unavailable, "auth did not answer within \(ServiceLimits.authTimeout).")
        }
    }
}

extension JSONWebKey {
    fileprivate init(_ key: AuthV1.JsonWebKey) {
        self.init(kty: key.kty, crv: key.crv, alg: key.alg, use: key.use, kid: key.kid, x: key.x)
    }
}
