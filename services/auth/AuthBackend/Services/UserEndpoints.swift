import API
import Crypto
import Messages
import RPC
import ServiceKit

/// `pynomaly.auth.v1.UserService`.
struct UserEndpoints: AuthV1.UserService {
    let directory: UserDirectory
    let passwords: PasswordChange
    let oneTimePasswords: OneTimePasswords
    let secondFactor: SecondFactor
    let failures: FailureLimit
    let login: LoginFlow
    let sessions: SessionDirectory

    func getMe(_ request: AuthV1.GetMeRequest, context: ServerContext) async throws -> AuthV1.User {
        let caller = try Caller(context)
        return try await directory.get(caller.user, tenant: caller.tenant)
    }

    func createUser(_ request: AuthV1.CreateUserRequest, context: ServerContext) async throws -> AuthV1.User {
        try await directory.create(request.user ?? AuthV1.User(), by: Caller(context))
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
        let outcome = try await passwords.run(
            caller, current: request.currentPassword, new: request.newPassword, actor: context.auditActor)
        return AuthV1.LoginResponse(outcome: outcome)
    }

    func enrollTotp(
        _ request: AuthV1.EnrollTotpRequest, context: ServerContext
    ) async throws -> AuthV1.EnrollTotpResponse {
        let caller = try Caller(context)
        try caller.check(name: request.name, suffix: "/totpFactor")
        let (account, secret) = try await secondFactor.enroll(
            caller.user, tenant: caller.tenant, answering: caller.challenge)
        return AuthV1.EnrollTotpResponse(
            secret: secret.withUnsafeBytes { Base32.encode($0) },
            otpauthUri: TOTP.keyURI(issuer: "Pynomaly", account: account.username, secret: secret))
    }

    func confirmTotp(
        _ request: AuthV1.ConfirmTotpRequest, context: ServerContext
    ) async throws -> AuthV1.ConfirmTotpResponse {
        let caller = try Caller(context)
        try caller.check(name: request.name, suffix: "/totpFactor")
        let account = try await directory.account(answering: caller)
        try await failures.booked(account.username, origin: context.origin, action: "users.confirmTotp") { attempt in
            try await secondFactor.confirm(request.totpCode, of: account, answering: caller.challenge)
            try await failures.cleared(attempt)
        }
        guard caller.challenge != nil else { return AuthV1.ConfirmTotpResponse() }
        var confirmed = account
        confirmed.hasFactor = true
        guard
            case .tokens(let tokens) = try await login.proceed(
                confirmed, proofs: [.password, .code], origin: context.origin, attempt: nil)
        else { throw LoginErrors.changedMeanwhile }
        return AuthV1.ConfirmTotpResponse(tokens: tokens)
    }

    func listRoles(
        _ request: AuthV1.ListRolesRequest, context: ServerContext
    ) async throws -> AuthV1.ListRolesResponse {
        AuthV1.ListRolesResponse(roles: RoleTable.messages)
    }
}
