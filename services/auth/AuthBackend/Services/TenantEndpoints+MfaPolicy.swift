import API
import Messages
import RPC

/// Which roles must have a second factor.
extension TenantEndpoints {
    func getMfaPolicy(
        _ request: AuthV1.GetMfaPolicyRequest, context: ServerContext
    ) async throws -> AuthV1.MfaPolicy {
        throw Unfinished.error
    }

    func updateMfaPolicy(
        _ request: AuthV1.UpdateMfaPolicyRequest, context: ServerContext
    ) async throws -> AuthV1.MfaPolicy {
        throw Unfinished.error
    }
}
