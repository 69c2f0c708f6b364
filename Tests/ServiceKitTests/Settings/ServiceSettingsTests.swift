import Crypto
import ServiceKit
import Testing

@Suite struct ServiceSettingsTests {
    private func settings(_ environment: [String: String], _ service: PlatformService = .dataset) throws
        -> ServiceSettings
    {
        try ServiceSettings(service: service, values: SettingValues(environment: environment))
    }

    @Test func `every service starts with nothing set`() throws {
        for service in PlatformService.allCases {
            let settings = try settings([:], service)
            #expect(settings.rpcHost == "127.0.0.1")
            #expect(settings.rpcPort == service.defaultRPCPort)
            #expect(settings.adminPort == service.defaultAdminPort)
            #expect(settings.tls == nil)
        }
    }

    @Test func `secrets print as asterisks`() throws {
        let settings = try settings(["DATABASE_URL": "postgresql://u:hunter2@h/d", "SERVICE_SECRET": "hunter2"])
        #expect(!"\(settings.databaseURL as Any) \(settings.serviceSecret as Any)".contains("hunter2"))
        #expect(settings.databaseURL?.revealText().contains("hunter2") == true)
    }

    @Test func `half of a TLS identity is refused`() {
        #expect(throws: SettingsError("TLS_KEY_FILE is not set, but TLS_CERT_FILE is.")) {
            try settings(["TLS_CERT_FILE": "/c"])
        }
        #expect(throws: SettingsError("TLS_CERT_FILE is not set, but another TLS file is.")) {
            try settings(["TLS_CA_FILE": "/c"])
        }
    }

    @Test(arguments: [
        ("WORKER_COUNT", "0"), ("WORKER_COUNT", "257"), ("EVENT_LOOPS", "x"), ("LOG_LEVEL", "loud"),
        ("AUTH_ENDPOINT", "auth"), ("SHUTDOWN_GRACE", "-1"), ("DATABASE_POOL_SIZE", "0"),
    ])
    func `a bad value names its variable`(name: String, value: String) {
        let error = #expect(throws: SettingsError.self) { try settings([name: value]) }
        #expect(error?.description.hasPrefix(name + " must") == true)
    }
}
