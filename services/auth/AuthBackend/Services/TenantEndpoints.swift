import API
import Messages
import RPC
import ServiceKit

/// `pynomaly.auth.v1.TenantService`.
struct TenantEndpoints: AuthV1.TenantService {
    let administration: TenantAdministration
    let list: TenantList
    let usage: TenantUsage
    let mfaPolicies: MfaPolicyDirectory

    func createTenant(_ request: AuthV1.CreateTenantRequest, context: ServerContext) async throws -> AuthV1.Tenant {
        AuthV1.Tenant(try await administration.create(request, by: Caller(context), actor: context.auditActor))
    }

    func getTenant(_ request: AuthV1.GetTenantRequest, context: ServerContext) async throws -> AuthV1.Tenant {
        AuthV1.Tenant(try await administration.get(request.name))
    }

    func listTenants(
        _ request: AuthV1.ListTenantsRequest, context: ServerContext
    ) async throws -> AuthV1.ListTenantsResponse {
        try await list.page(request)
    }

    func updateTenant(_ request: AuthV1.UpdateTenantRequest, context: ServerContext) async throws -> AuthV1.Tenant {
        AuthV1.Tenant(try await administration.update(request, actor: context.auditActor))
    }

    func suspendTenant(_ request: AuthV1.SuspendTenantRequest, context: ServerContext) async throws -> AuthV1.Tenant {
        AuthV1.Tenant(try await administration.suspend(request, by: Caller(context), actor: context.auditActor))
    }

    func resumeTenant(_ request: AuthV1.ResumeTenantRequest, context: ServerContext) async throws -> AuthV1.Tenant {
        AuthV1.Tenant(try await administration.resume(request, actor: context.auditActor))
    }

    func getTenantUsage(
        _ request: AuthV1.GetTenantUsageRequest, context: ServerContext
    ) async throws -> AuthV1.TenantUsage {
        try await usage.get(request.name)
    }
}
