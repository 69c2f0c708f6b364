import API
import Messages
import RPC
import ServiceKit

/// `pynomaly.auth.v1.UserService`.
struct UserEndpoints: AuthV1.UserService {
    let directory: UserDirectory
    let administration: UserAdministration
    let passwords: PasswordChange
    let oneTimePasswords: OneTimePasswords
    let secondFactor: SecondFactor
    let failures: FailureLimit
    let addressLimit: AddressLimit
    let login: LoginFlow
    let sessions: SessionDirectory
    let apiKeys: ApiKeyDirectory
    let factors: FactorDirectory
    let devices: TrustedDeviceDirectory
    let mfaPolicies: MfaPolicyDirectory

    func getMe(_ request: AuthV1.GetMeRequest, context: ServerContext) async throws -> AuthV1.User {
        try await directory.me(Caller(context))
    }

    func createUser(_ request: AuthV1.CreateUserRequest, context: ServerContext) async throws -> AuthV1.User {
        try await directory.create(request, by: Caller(context), actor: context.auditActor)
    }

    func getUser(_ request: AuthV1.GetUserRequest, context: ServerContext) async throws -> AuthV1.User {
        try await directory.get(name: request.name, by: Caller(context))
    }

    func listUsers(
        _ request: AuthV1.ListUsersRequest, context: ServerContext
    ) async throws -> AuthV1.ListUsersResponse {
        try await directory.list(request, by: Caller(context))
    }

    func changePassword(
        _ request: AuthV1.ChangePasswordRequest, context: ServerContext
    ) async throws -> AuthV1.LoginResponse {
        let caller = try Caller(context)
        try caller.check(name: request.name)
        try await addressLimit.take(context.clientAddress)
        let outcome = try await passwords.run(
            caller, current: request.currentPassword, new: request.newPassword, actor: context.auditActor)
        return AuthV1.LoginResponse(outcome: outcome)
    }

    func listRoles(
        _ request: AuthV1.ListRolesRequest, context: ServerContext
    ) async throws -> AuthV1.ListRolesResponse {
        let required = try await mfaPolicies.requiredRoles(tenant: Caller(context).tenant)
        return AuthV1.ListRolesResponse(roles: RoleTable.messages(requiringFactor: required) + [RoleTable.service])
    }
}
