import API
import Messages
import RPC
import ServiceKit

/// What administrators do with users.
extension UserEndpoints {
    func updateUser(_ request: AuthV1.UpdateUserRequest, context: ServerContext) async throws -> AuthV1.User {
        let record = try await administration.update(request, by: Caller(context), actor: context.auditActor)
        return try await directory.message(record)
    }

    func deleteUser(_ request: AuthV1.DeleteUserRequest, context: ServerContext) async throws -> AuthV1.User {
        let record = try await administration.delete(request, by: Caller(context), actor: context.auditActor)
        return try await directory.message(record)
    }

    func undeleteUser(_ request: AuthV1.UndeleteUserRequest, context: ServerContext) async throws -> AuthV1.User {
        let record = try await administration.undelete(request.name, by: Caller(context), actor: context.auditActor)
        return try await directory.message(record)
    }

    func disableUser(_ request: AuthV1.DisableUserRequest, context: ServerContext) async throws -> AuthV1.User {
        let record = try await administration.disable(request, by: Caller(context), actor: context.auditActor)
        return try await directory.message(record)
    }

    func enableUser(_ request: AuthV1.EnableUserRequest, context: ServerContext) async throws -> AuthV1.User {
        let record = try await administration.enable(request, by: Caller(context), actor: context.auditActor)
        return try await directory.message(record)
    }

    func unlockUser(_ request: AuthV1.UnlockUserRequest, context: ServerContext) async throws -> AuthV1.User {
        let record = try await administration.unlock(request.name, by: Caller(context), actor: context.auditActor)
        return try await directory.message(record)
    }

    func resetPassword(
        _ request: AuthV1.ResetPasswordRequest, context: ServerContext
    ) async throws -> AuthV1.ResetPasswordResponse {
        throw Unfinished.error
    }

    func setRoles(_ request: AuthV1.SetRolesRequest, context: ServerContext) async throws -> AuthV1.User {
        let record = try await administration.setRoles(request, by: Caller(context), actor: context.auditActor)
        return try await directory.message(record)
    }

    func getRole(_ request: AuthV1.GetRoleRequest, context: ServerContext) async throws -> AuthV1.Role {
        let roles = try await listRoles(AuthV1.ListRolesRequest(), context: context).roles
        guard let role = roles.first(where: { $0.name == request.name }) else {
            throw ResourceName.notFound(request.name)
        }
        return role
    }
}
