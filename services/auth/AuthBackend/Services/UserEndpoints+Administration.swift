import API
import Messages
import RPC
import ServiceKit

/// What administrators do with users.
extension UserEndpoints {
    func updateUser(
        _ request: AuthV1.UpdateUserRequest, context: ServerContext
    ) async throws -> AuthV1.User {
        throw Unfinished.error
    }

    func deleteUser(
        _ request: AuthV1.DeleteUserRequest, context: ServerContext
    ) async throws -> AuthV1.User {
        throw Unfinished.error
    }

    func undeleteUser(
        _ request: AuthV1.UndeleteUserRequest, context: ServerContext
    ) async throws -> AuthV1.User {
        throw Unfinished.error
    }

    func disableUser(
        _ request: AuthV1.DisableUserRequest, context: ServerContext
    ) async throws -> AuthV1.User {
        throw Unfinished.error
    }

    func enableUser(
        _ request: AuthV1.EnableUserRequest, context: ServerContext
    ) async throws -> AuthV1.User {
        throw Unfinished.error
    }

    func unlockUser(
        _ request: AuthV1.UnlockUserRequest, context: ServerContext
    ) async throws -> AuthV1.User {
        throw Unfinished.error
    }

    func resetPassword(
        _ request: AuthV1.ResetPasswordRequest, context: ServerContext
    ) async throws -> AuthV1.ResetPasswordResponse {
        try await oneTimePasswords.give(request.name, by: Caller(context), actor: context.auditActor)
    }

    func setRoles(
        _ request: AuthV1.SetRolesRequest, context: ServerContext
    ) async throws -> AuthV1.User {
        throw Unfinished.error
    }

    func getRole(
        _ request: AuthV1.GetRoleRequest, context: ServerContext
    ) async throws -> AuthV1.Role {
        throw Unfinished.error
    }
}
