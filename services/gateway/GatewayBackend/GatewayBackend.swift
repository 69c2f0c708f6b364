import API
import Messages
import Protobuf
import RPC
package import ServiceKit

/// The gateway: routes from the descriptors of every proto, and the HTTP listener in front of them.
package enum GatewayBackend {
    static let httpPortDefault = 8000

    package static let definition = ServiceDefinition(
        service: .gateway,
        settings: [
            SettingDeclaration("HTTP_HOST", "address to serve HTTP on; default 127.0.0.1"),
            SettingDeclaration("HTTP_PORT", "port to serve HTTP on; default \(httpPortDefault), 0 for any free one"),
            SettingDeclaration("TRUSTED_PROXIES", "networks whose X-Forwarded-For is believed; default: loopback"),
        ]
    ) { environment in
        let values = environment.settings.values
        var channels: [String: RPCChannel] = [:]
        for service in PlatformService.allCases where service != .gateway {
            channels[service.rawValue] = try environment.channel(to: service)
        }
        let health = environment.health
        let identity = environment.identity
        let context = try GatewayContext(
            services: MethodTable.services, pool: DescriptorPool(fileDescriptorSet: DescriptorSet.bytes),
            upstreams: Upstreams(channels), trustedProxies: trustedProxies(values),
            hasEnded: { identity.memory.hasEnded($0) },
            ownToken: { callee in
                guard let service = PlatformService(rawValue: callee) else { return nil }
                return await identity.tokenIfAvailable(for: service)
            }, isReady: { health.isReady })
        let server = GatewayServer(
            context, host: try values.string("HTTP_HOST") ?? "127.0.0.1",
            port: try values.port("HTTP_PORT", default: httpPortDefault), group: environment.group,
            logger: environment.logger)
        return ServiceComponents(listeners: [server])
    }

    private static func trustedProxies(_ values: SettingValues) throws(SettingsError) -> TrustedProxies {
        guard let text = try values.string("TRUSTED_PROXIES") else { return .loopback }
        guard let proxies = TrustedProxies(text) else {
            throw SettingsError("TRUSTED_PROXIES must be a list of networks such as 10.0.0.0/8, not \"\(text)\".")
        }
        return proxies
    }
}
