import RPC

/// Those of a server's limits that depend on where it runs, as operators set them; docs/LIMITS.md tells the others.
package enum RPCLimitSettings {
    package static var names: Set<String> { Set(declarations.map(\.name)) }

    static let declarations: [SettingDeclaration] = [
        SettingDeclaration("RPC_CALLS_MAX", "calls that run at once; default 4096"),
        SettingDeclaration("RPC_CONNECTIONS_MAX", "connections of clients; default 10000"),
        SettingDeclaration("RPC_CONNECTIONS_PER_ADDRESS_MAX", "those from one address; default 1000"),
        SettingDeclaration("RPC_CONNECTION_AGE_MAX", "when clients must connect anew, about; 0 for never; default 30m"),
        SettingDeclaration("RPC_CONNECTION_AGE_GRACE", "time for calls on a connection that is too old; default 1h"),
        SettingDeclaration("RPC_CONNECTION_IDLE_MAX", "how long a connection may be idle; 0 for ever; default 15m"),
        SettingDeclaration("RPC_BUFFERED_BYTES_MAX", "bytes of requests that wait; from 8388608; default 134217728"),
    ]

    private static let ages: ClosedRange<Duration> = .zero ... .seconds(7 * 86_400)

    static func limits(_ values: SettingValues) throws(SettingsError) -> ServerLimits {
        var limits = ServiceLimits.server
        limits.callsMax = try values.integer("RPC_CALLS_MAX", default: limits.callsMax, in: 1...1_000_000)
        limits.connectionsMax = try values.integer(
            "RPC_CONNECTIONS_MAX", default: limits.connectionsMax, in: 1...1_000_000)
        limits.connectionsPerAddressMax = try values.integer(
            "RPC_CONNECTIONS_PER_ADDRESS_MAX", default: limits.connectionsPerAddressMax, in: 1...1_000_000)
        limits.connectionAgeMax = try time("RPC_CONNECTION_AGE_MAX", limits.connectionAgeMax, values)
        limits.connectionAgeGrace = try values.duration(
            "RPC_CONNECTION_AGE_GRACE", default: limits.connectionAgeGrace ?? .zero, in: ages)
        limits.connectionIdleMax = try time("RPC_CONNECTION_IDLE_MAX", limits.connectionIdleMax, values)
        limits.bufferedBytesMax = try values.integer(
            "RPC_BUFFERED_BYTES_MAX", default: limits.bufferedBytesMax, in: 8 << 20...1 << 40)
        return limits
    }

    /// Nothing and 0 both mean that there is no limit.
    private static func time(
        _ name: String, _ standard: Duration?, _ values: SettingValues
    ) throws(SettingsError) -> Duration? {
        let time = try values.duration(name, default: standard ?? .zero, in: ages)
        return time == .zero ? nil : time
    }
}
