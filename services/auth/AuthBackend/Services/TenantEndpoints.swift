import API
import Messages
import RPC

/// `pynomaly.auth.v1.TenantService`.
struct TenantEndpoints: AuthV1.TenantService {
    let mfaPolicies: MfaPolicyDirectory

    func createTenant(
        _ request: AuthV1.CreateTenantRequest, context: ServerContext
    ) async throws -> AuthV1.Tenant {
        throw Unfinished.error
    }

    func getTenant(
        _ request: AuthV1.GetTenantRequest, context: ServerContext
    ) async throws -> AuthV1.Tenant {
        throw Unfinished.error
    }

    func listTenants(
        _ request: AuthV1.ListTenantsRequest, context: ServerContext
    ) async throws -> AuthV1.ListTenantsResponse {
        throw Unfinished.error
    }

    func updateTenant(
        _ request: AuthV1.UpdateTenantRequest, context: ServerContext
    ) async throws -> AuthV1.Tenant {
        throw Unfinished.error
    }

    func suspendTenant(
        _ request: AuthV1.SuspendTenantRequest, context: ServerContext
    ) async throws -> AuthV1.Tenant {
        throw Unfinished.error
    }

    func resumeTenant(
        _ request: AuthV1.ResumeTenantRequest, context: ServerContext
    ) async throws -> AuthV1.Tenant {
        throw Unfinished.error
    }

    func getTenantUsage(
        _ request: AuthV1.GetTenantUsageRequest, context: ServerContext
    ) async throws -> AuthV1.TenantUsage {
        throw Unfinished.error
    }
}
