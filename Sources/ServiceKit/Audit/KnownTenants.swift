import API
package import FoundationEssentials
import Messages
import RPC
import Synchronization

/// Says which tenants there are.
package protocol TenantSource: Sendable {
    func contains(_ tenant: UUID) async throws -> Bool
}

/// Auth in another process.
struct RemoteTenants: TenantSource {
    private let auth: AuthV1.TenantServiceClient

    init(_ channel: RPCChannel) {
        auth = AuthV1.TenantServiceClient(channel)
    }

    func contains(_ tenant: UUID) async throws -> Bool {
        do {
            _ = try await auth.getTenant(
                AuthV1.GetTenantRequest(name: "tenants/\(tenant.text)"),
                options: CallOptions(timeout: ServiceLimits.authTimeout))
            return true
        } catch {
            guard error.code == .notFound else { throw error }
            return false
        }
    }
}

/// Remembers those that were found: no tenant is ever removed.
final class KnownTenants: TenantSource {
    private let source: any TenantSource
    private let known = Mutex<Set<UUID>>([])

    init(_ source: any TenantSource) {
        self.source = source
    }

    func contains(_ tenant: UUID) async throws -> Bool {
        if known.withLock({ $0.contains(tenant) }) { return true }
        guard try await source.contains(tenant) else { return false }
        known.withLock { known in
            if known.count == ServiceLimits.knownTenantsMax { known = [] }
            known.insert(tenant)
        }
        return true
    }
}
