import RPC
import Testing

@testable import ServiceKit

@Suite struct RPCLimitSettingsTests {
    private func limits(_ environment: [String: String]) throws -> ServerLimits {
        try ServiceSettings(service: .dataset, values: SettingValues(environment: environment)).rpcLimits
    }

    @Test func `operators set what depends on where a service runs`() throws {
        let limits = try limits([
            "RPC_CALLS_MAX": "7", "RPC_CONNECTIONS_MAX": "8", "RPC_CONNECTIONS_PER_ADDRESS_MAX": "9",
            "RPC_CONNECTION_AGE_MAX": "10m", "RPC_CONNECTION_AGE_GRACE": "11s", "RPC_CONNECTION_IDLE_MAX": "12s",
            "RPC_BUFFERED_BYTES_MAX": "13000000",
        ])
        #expect(limits.callsMax == 7)
        #expect(limits.connectionsMax == 8)
        #expect(limits.connectionsPerAddressMax == 9)
        #expect(limits.connectionAgeMax == .seconds(600))
        #expect(limits.connectionAgeGrace == .seconds(11))
        #expect(limits.connectionIdleMax == .seconds(12))
        #expect(limits.bufferedBytesMax == 13_000_000)
    }

    @Test func `0 turns the ends of connections off`() throws {
        let limits = try limits(["RPC_CONNECTION_AGE_MAX": "0", "RPC_CONNECTION_IDLE_MAX": "0"])
        #expect(limits.connectionAgeMax == nil)
        #expect(limits.connectionIdleMax == nil)
    }

    @Test(arguments: RPCLimitSettings.declarations.map(\.name))
    func `a bad value names its variable`(name: String) {
        for value in ["-1", "many"] {
            let error = #expect(throws: SettingsError.self) { try limits([name: value]) }
            #expect(error?.description.hasPrefix(name + " must") == true)
        }
    }

    @Test func `the defaults that --help tells are those of the code`() throws {
        let limits = try limits([:])
        let standards = [
            "RPC_CALLS_MAX": "\(limits.callsMax)", "RPC_CONNECTIONS_MAX": "\(limits.connectionsMax)",
            "RPC_CONNECTIONS_PER_ADDRESS_MAX": "\(limits.connectionsPerAddressMax)",
            "RPC_CONNECTION_AGE_MAX": "30m", "RPC_CONNECTION_AGE_GRACE": "1h", "RPC_CONNECTION_IDLE_MAX": "15m",
            "RPC_BUFFERED_BYTES_MAX": "\(limits.bufferedBytesMax)",
        ]
        #expect(limits.connectionAgeMax == .seconds(30 * 60))
        #expect(limits.connectionAgeGrace == .seconds(3600))
        #expect(limits.connectionIdleMax == .seconds(15 * 60))
        for declaration in RPCLimitSettings.declarations {
            let standard = try #require(standards[declaration.name])
            #expect(declaration.help.hasSuffix("default \(standard)"), "\(declaration.help)")
        }
    }
}
