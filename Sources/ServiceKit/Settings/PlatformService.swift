/// The five services, by the names they bear in tokens, policies and settings.
package enum PlatformService: String, Sendable, CaseIterable {
    case gateway, auth, dataset, detection, metrics

    /// Zero for the gateway, which speaks HTTP/1.1 to the outside and no RPC.
    package var defaultRPCPort: Int {
        switch self {
        case .gateway: 0
        case .auth: 50051
        case .dataset: 50052
        case .detection: 50053
        case .metrics: 50054
        }
    }

    package var defaultAdminPort: Int {
        switch self {
        case .gateway: 9000
        case .auth: 9001
        case .dataset: 9002
        case .detection: 9003
        case .metrics: 9004
        }
    }

    /// `AUTH_ENDPOINT`: where the others find it.
    package var endpointSetting: String { rawValue.uppercased() + "_ENDPOINT" }
}
