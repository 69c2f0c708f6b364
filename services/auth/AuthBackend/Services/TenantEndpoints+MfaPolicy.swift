import API
import Messages
import RPC
import ServiceKit

/// Who must have a second factor.
extension TenantEndpoints {
    func getMfaPolicy(
        _ request: AuthV1.GetMfaPolicyRequest, context: ServerContext
    ) async throws -> AuthV1.MfaPolicy {
        try await mfaPolicies.get(tenant: Caller(context).tenant)
    }

    func updateMfaPolicy(
        _ request: AuthV1.UpdateMfaPolicyRequest, context: ServerContext
    ) async throws -> AuthV1.MfaPolicy {
        try await mfaPolicies.update(
            request.mfaPolicy ?? AuthV1.MfaPolicy(), by: Caller(context), actor: context.auditActor)
    }
}
