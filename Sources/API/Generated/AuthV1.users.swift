// Generated from pynomaly/auth/v1/users.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension AuthV1 {
    /// Accounts, their passwords, second factors, sessions and API keys. Where a method takes `users/{user}/…`, "me" is
    /// the caller, and other users are for those who hold users.read or users.write; to the others they don't exist.
    package protocol UserService: Sendable {
        func getMe(
            _ request: AuthV1.GetMeRequest, context: ServerContext
        ) async throws -> AuthV1.User
        /// Gives roles to somebody new, which takes what SetRoles takes.
        func createUser(
            _ request: AuthV1.CreateUserRequest, context: ServerContext
        ) async throws -> AuthV1.User
        func getUser(
            _ request: AuthV1.GetUserRequest, context: ServerContext
        ) async throws -> AuthV1.User
        func listUsers(
            _ request: AuthV1.ListUsersRequest, context: ServerContext
        ) async throws -> AuthV1.ListUsersResponse
        func updateUser(
            _ request: AuthV1.UpdateUserRequest, context: ServerContext
        ) async throws -> AuthV1.User
        /// Marks the user deleted and ends all that they hold; they are gone for good after 30 days.
        func deleteUser(
            _ request: AuthV1.DeleteUserRequest, context: ServerContext
        ) async throws -> AuthV1.User
        func undeleteUser(
            _ request: AuthV1.UndeleteUserRequest, context: ServerContext
        ) async throws -> AuthV1.User
        /// Refuses the user's logins, and ends their sessions and the tokens of their API keys.
        func disableUser(
            _ request: AuthV1.DisableUserRequest, context: ServerContext
        ) async throws -> AuthV1.User
        func enableUser(
            _ request: AuthV1.EnableUserRequest, context: ServerContext
        ) async throws -> AuthV1.User
        /// Forgets the failed logins that lock the account.
        func unlockUser(
            _ request: AuthV1.UnlockUserRequest, context: ServerContext
        ) async throws -> AuthV1.User
        /// Gives the user a one-time password of 24 hours, which they must change at the next login.
        func resetPassword(
            _ request: AuthV1.ResetPasswordRequest, context: ServerContext
        ) async throws -> AuthV1.ResetPasswordResponse
        /// Replaces the user's roles and ends their sessions, whose tokens still name the old ones.
        func setRoles(
            _ request: AuthV1.SetRolesRequest, context: ServerContext
        ) async throws -> AuthV1.User
        /// Replaces the caller's own password, and ends their other sessions.
        func changePassword(
            _ request: AuthV1.ChangePasswordRequest, context: ServerContext
        ) async throws -> AuthV1.LoginResponse
        /// Starts the enrolment of a TOTP factor (RFC 6238); the secret is shown this once.
        func enrollTotp(
            _ request: AuthV1.EnrollTotpRequest, context: ServerContext
        ) async throws -> AuthV1.EnrollTotpResponse
        /// Proves possession of the enrolled secret with a first code, activates the factor and shows its recovery codes.
        func confirmTotp(
            _ request: AuthV1.ConfirmTotpRequest, context: ServerContext
        ) async throws -> AuthV1.ConfirmTotpResponse
        func getTotpFactor(
            _ request: AuthV1.GetTotpFactorRequest, context: ServerContext
        ) async throws -> AuthV1.TotpFactor
        /// Removes the caller's own factor; refused to roles that must have one.
        func disableTotp(
            _ request: AuthV1.DisableTotpRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        /// Removes the factor of a user who lost it, ends their sessions and trusted devices.
        func resetTotp(
            _ request: AuthV1.ResetTotpRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        /// Replaces the caller's recovery codes; the new ones are shown this once.
        func regenerateRecoveryCodes(
            _ request: AuthV1.RegenerateRecoveryCodesRequest, context: ServerContext
        ) async throws -> AuthV1.RegenerateRecoveryCodesResponse
        func listSessions(
            _ request: AuthV1.ListSessionsRequest, context: ServerContext
        ) async throws -> AuthV1.ListSessionsResponse
        func revokeSession(
            _ request: AuthV1.RevokeSessionRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        func revokeAllSessions(
            _ request: AuthV1.RevokeAllSessionsRequest, context: ServerContext
        ) async throws -> AuthV1.RevokeAllSessionsResponse
        func listTrustedDevices(
            _ request: AuthV1.ListTrustedDevicesRequest, context: ServerContext
        ) async throws -> AuthV1.ListTrustedDevicesResponse
        func revokeTrustedDevice(
            _ request: AuthV1.RevokeTrustedDeviceRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        /// Makes a key for the caller; it is shown this once.
        func createApiKey(
            _ request: AuthV1.CreateApiKeyRequest, context: ServerContext
        ) async throws -> AuthV1.CreateApiKeyResponse
        func getApiKey(
            _ request: AuthV1.GetApiKeyRequest, context: ServerContext
        ) async throws -> AuthV1.ApiKey
        func listApiKeys(
            _ request: AuthV1.ListApiKeysRequest, context: ServerContext
        ) async throws -> AuthV1.ListApiKeysResponse
        /// Ends the key at once, and the tokens that it was exchanged for.
        func revokeApiKey(
            _ request: AuthV1.RevokeApiKeyRequest, context: ServerContext
        ) async throws -> AuthV1.ApiKey
        /// Makes a new secret for the caller's key; the old one works for the overlap.
        func rotateApiKey(
            _ request: AuthV1.RotateApiKeyRequest, context: ServerContext
        ) async throws -> AuthV1.RotateApiKeyResponse
        func listRoles(
            _ request: AuthV1.ListRolesRequest, context: ServerContext
        ) async throws -> AuthV1.ListRolesResponse
        func getRole(
            _ request: AuthV1.GetRoleRequest, context: ServerContext
        ) async throws -> AuthV1.Role
    }

    /// Calls pynomaly.auth.v1.UserService.
    package struct UserServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func getMe(
            _ request: AuthV1.GetMeRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.User {
            try await channel.unary(UserServiceMethods.getMe, request, options: options)
        }

        /// Gives roles to somebody new, which takes what SetRoles takes.
        package func createUser(
            _ request: AuthV1.CreateUserRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.User {
            try await channel.unary(UserServiceMethods.createUser, request, options: options)
        }

        package func getUser(
            _ request: AuthV1.GetUserRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.User {
            try await channel.unary(UserServiceMethods.getUser, request, options: options)
        }

        package func listUsers(
            _ request: AuthV1.ListUsersRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ListUsersResponse {
            try await channel.unary(UserServiceMethods.listUsers, request, options: options)
        }

        package func updateUser(
            _ request: AuthV1.UpdateUserRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.User {
            try await channel.unary(UserServiceMethods.updateUser, request, options: options)
        }

        /// Marks the user deleted and ends all that they hold; they are gone for good after 30 days.
        package func deleteUser(
            _ request: AuthV1.DeleteUserRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.User {
            try await channel.unary(UserServiceMethods.deleteUser, request, options: options)
        }

        package func undeleteUser(
            _ request: AuthV1.UndeleteUserRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.User {
            try await channel.unary(UserServiceMethods.undeleteUser, request, options: options)
        }

        /// Refuses the user's logins, and ends their sessions and the tokens of their API keys.
        package func disableUser(
            _ request: AuthV1.DisableUserRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.User {
            try await channel.unary(UserServiceMethods.disableUser, request, options: options)
        }

        package func enableUser(
            _ request: AuthV1.EnableUserRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.User {
            try await channel.unary(UserServiceMethods.enableUser, request, options: options)
        }

        /// Forgets the failed logins that lock the account.
        package func unlockUser(
            _ request: AuthV1.UnlockUserRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.User {
            try await channel.unary(UserServiceMethods.unlockUser, request, options: options)
        }

        /// Gives the user a one-time password of 24 hours, which they must change at the next login.
        package func resetPassword(
            _ request: AuthV1.ResetPasswordRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ResetPasswordResponse {
            try await channel.unary(UserServiceMethods.resetPassword, request, options: options)
        }

        /// Replaces the user's roles and ends their sessions, whose tokens still name the old ones.
        package func setRoles(
            _ request: AuthV1.SetRolesRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.User {
            try await channel.unary(UserServiceMethods.setRoles, request, options: options)
        }

        /// Replaces the caller's own password, and ends their other sessions.
        package func changePassword(
            _ request: AuthV1.ChangePasswordRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.LoginResponse {
            try await channel.unary(UserServiceMethods.changePassword, request, options: options)
        }

        /// Starts the enrolment of a TOTP factor (RFC 6238); the secret is shown this once.
        package func enrollTotp(
            _ request: AuthV1.EnrollTotpRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.EnrollTotpResponse {
            try await channel.unary(UserServiceMethods.enrollTotp, request, options: options)
        }

        /// Proves possession of the enrolled secret with a first code, activates the factor and shows its recovery codes.
        package func confirmTotp(
            _ request: AuthV1.ConfirmTotpRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ConfirmTotpResponse {
            try await channel.unary(UserServiceMethods.confirmTotp, request, options: options)
        }

        package func getTotpFactor(
            _ request: AuthV1.GetTotpFactorRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.TotpFactor {
            try await channel.unary(UserServiceMethods.getTotpFactor, request, options: options)
        }

        /// Removes the caller's own factor; refused to roles that must have one.
        package func disableTotp(
            _ request: AuthV1.DisableTotpRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(UserServiceMethods.disableTotp, request, options: options)
        }

        /// Removes the factor of a user who lost it, ends their sessions and trusted devices.
        package func resetTotp(
            _ request: AuthV1.ResetTotpRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(UserServiceMethods.resetTotp, request, options: options)
        }

        /// Replaces the caller's recovery codes; the new ones are shown this once.
        package func regenerateRecoveryCodes(
            _ request: AuthV1.RegenerateRecoveryCodesRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.RegenerateRecoveryCodesResponse {
            try await channel.unary(UserServiceMethods.regenerateRecoveryCodes, request, options: options)
        }

        package func listSessions(
            _ request: AuthV1.ListSessionsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ListSessionsResponse {
            try await channel.unary(UserServiceMethods.listSessions, request, options: options)
        }

        package func revokeSession(
            _ request: AuthV1.RevokeSessionRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(UserServiceMethods.revokeSession, request, options: options)
        }

        package func revokeAllSessions(
            _ request: AuthV1.RevokeAllSessionsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.RevokeAllSessionsResponse {
            try await channel.unary(UserServiceMethods.revokeAllSessions, request, options: options)
        }

        package func listTrustedDevices(
            _ request: AuthV1.ListTrustedDevicesRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ListTrustedDevicesResponse {
            try await channel.unary(UserServiceMethods.listTrustedDevices, request, options: options)
        }

        package func revokeTrustedDevice(
            _ request: AuthV1.RevokeTrustedDeviceRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(UserServiceMethods.revokeTrustedDevice, request, options: options)
        }

        /// Makes a key for the caller; it is shown this once.
        package func createApiKey(
            _ request: AuthV1.CreateApiKeyRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.CreateApiKeyResponse {
            try await channel.unary(UserServiceMethods.createApiKey, request, options: options)
        }

        package func getApiKey(
            _ request: AuthV1.GetApiKeyRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ApiKey {
            try await channel.unary(UserServiceMethods.getApiKey, request, options: options)
        }

        package func listApiKeys(
            _ request: AuthV1.ListApiKeysRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ListApiKeysResponse {
            try await channel.unary(UserServiceMethods.listApiKeys, request, options: options)
        }

        /// Ends the key at once, and the tokens that it was exchanged for.
        package func revokeApiKey(
            _ request: AuthV1.RevokeApiKeyRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ApiKey {
            try await channel.unary(UserServiceMethods.revokeApiKey, request, options: options)
        }

        /// Makes a new secret for the caller's key; the old one works for the overlap.
        package func rotateApiKey(
            _ request: AuthV1.RotateApiKeyRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.RotateApiKeyResponse {
            try await channel.unary(UserServiceMethods.rotateApiKey, request, options: options)
        }

        package func listRoles(
            _ request: AuthV1.ListRolesRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ListRolesResponse {
            try await channel.unary(UserServiceMethods.listRoles, request, options: options)
        }

        package func getRole(
            _ request: AuthV1.GetRoleRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.Role {
            try await channel.unary(UserServiceMethods.getRole, request, options: options)
        }
    }

    /// What the proto says about pynomaly.auth.v1.UserService.
    package enum UserServiceMethods {
        package static let getMe = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "GetMe", kind: .unary,
            inputType: "pynomaly.auth.v1.GetMeRequest", outputType: "pynomaly.auth.v1.User",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .authenticated),
            http: [HTTPRule(verb: "GET", template: "/v1/users/me")])

        package static let createUser = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "CreateUser", kind: .unary,
            inputType: "pynomaly.auth.v1.CreateUserRequest", outputType: "pynomaly.auth.v1.User",
            policy: MethodPolicy(access: .permission("users.write"), stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/users", body: "user")])

        package static let getUser = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "GetUser", kind: .unary,
            inputType: "pynomaly.auth.v1.GetUserRequest", outputType: "pynomaly.auth.v1.User",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("users.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=users/*}")])

        package static let listUsers = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ListUsers", kind: .unary,
            inputType: "pynomaly.auth.v1.ListUsersRequest", outputType: "pynomaly.auth.v1.ListUsersResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("users.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/users")])

        package static let updateUser = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "UpdateUser", kind: .unary,
            inputType: "pynomaly.auth.v1.UpdateUserRequest", outputType: "pynomaly.auth.v1.User",
            policy: MethodPolicy(access: .permission("users.write"), personOnly: true),
            http: [HTTPRule(verb: "PATCH", template: "/v1/{user.name=users/*}", body: "user")])

        package static let deleteUser = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "DeleteUser", kind: .unary,
            inputType: "pynomaly.auth.v1.DeleteUserRequest", outputType: "pynomaly.auth.v1.User",
            policy: MethodPolicy(access: .permission("users.write"), stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "DELETE", template: "/v1/{name=users/*}")])

        package static let undeleteUser = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "UndeleteUser", kind: .unary,
            inputType: "pynomaly.auth.v1.UndeleteUserRequest", outputType: "pynomaly.auth.v1.User",
            policy: MethodPolicy(access: .permission("users.write"), stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*}:undelete", body: "*")])

        package static let disableUser = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "DisableUser", kind: .unary,
            inputType: "pynomaly.auth.v1.DisableUserRequest", outputType: "pynomaly.auth.v1.User",
            policy: MethodPolicy(access: .permission("users.write"), personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*}:disable", body: "*")])

        package static let enableUser = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "EnableUser", kind: .unary,
            inputType: "pynomaly.auth.v1.EnableUserRequest", outputType: "pynomaly.auth.v1.User",
            policy: MethodPolicy(access: .permission("users.write"), stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*}:enable", body: "*")])

        package static let unlockUser = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "UnlockUser", kind: .unary,
            inputType: "pynomaly.auth.v1.UnlockUserRequest", outputType: "pynomaly.auth.v1.User",
            policy: MethodPolicy(access: .permission("users.write"), personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*}:unlock", body: "*")])

        package static let resetPassword = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ResetPassword", kind: .unary,
            inputType: "pynomaly.auth.v1.ResetPasswordRequest", outputType: "pynomaly.auth.v1.ResetPasswordResponse",
            policy: MethodPolicy(access: .permission("users.write"), stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*}:resetPassword", body: "*")])

        package static let setRoles = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "SetRoles", kind: .unary,
            inputType: "pynomaly.auth.v1.SetRolesRequest", outputType: "pynomaly.auth.v1.User",
            policy: MethodPolicy(access: .permission("users.write"), stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*}:setRoles", body: "*")])

        package static let changePassword = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ChangePassword", kind: .unary,
            inputType: "pynomaly.auth.v1.ChangePasswordRequest", outputType: "pynomaly.auth.v1.LoginResponse",
            policy: MethodPolicy(access: .authenticated, challenges: [.passwordChange], personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*}:changePassword", body: "*")])

        package static let enrollTotp = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "EnrollTotp", kind: .unary,
            inputType: "pynomaly.auth.v1.EnrollTotpRequest", outputType: "pynomaly.auth.v1.EnrollTotpResponse",
            policy: MethodPolicy(access: .authenticated, challenges: [.enrollment], personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*/totpFactor}:enroll", body: "*")])

        package static let confirmTotp = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ConfirmTotp", kind: .unary,
            inputType: "pynomaly.auth.v1.ConfirmTotpRequest", outputType: "pynomaly.auth.v1.ConfirmTotpResponse",
            policy: MethodPolicy(access: .authenticated, challenges: [.enrollment], personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*/totpFactor}:confirm", body: "*")])

        package static let getTotpFactor = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "GetTotpFactor", kind: .unary,
            inputType: "pynomaly.auth.v1.GetTotpFactorRequest", outputType: "pynomaly.auth.v1.TotpFactor",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=users/*/totpFactor}")])

        package static let disableTotp = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "DisableTotp", kind: .unary,
            inputType: "pynomaly.auth.v1.DisableTotpRequest", outputType: "google.protobuf.Empty",
            policy: MethodPolicy(access: .authenticated, stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*/totpFactor}:disable", body: "*")])

        package static let resetTotp = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ResetTotp", kind: .unary,
            inputType: "pynomaly.auth.v1.ResetTotpRequest", outputType: "google.protobuf.Empty",
            policy: MethodPolicy(access: .permission("users.write"), stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*/totpFactor}:reset", body: "*")])

        package static let regenerateRecoveryCodes = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "RegenerateRecoveryCodes", kind: .unary,
            inputType: "pynomaly.auth.v1.RegenerateRecoveryCodesRequest", outputType: "pynomaly.auth.v1.RegenerateRecoveryCodesResponse",
            policy: MethodPolicy(access: .authenticated, stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{parent=users/*}/recoveryCodes:regenerate", body: "*")])

        package static let listSessions = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ListSessions", kind: .unary,
            inputType: "pynomaly.auth.v1.ListSessionsRequest", outputType: "pynomaly.auth.v1.ListSessionsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "GET", template: "/v1/{parent=users/*}/sessions")])

        package static let revokeSession = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "RevokeSession", kind: .unary,
            inputType: "pynomaly.auth.v1.RevokeSessionRequest", outputType: "google.protobuf.Empty",
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*/sessions/*}:revoke", body: "*")])

        package static let revokeAllSessions = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "RevokeAllSessions", kind: .unary,
            inputType: "pynomaly.auth.v1.RevokeAllSessionsRequest", outputType: "pynomaly.auth.v1.RevokeAllSessionsResponse",
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{parent=users/*}/sessions:revokeAll", body: "*")])

        package static let listTrustedDevices = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ListTrustedDevices", kind: .unary,
            inputType: "pynomaly.auth.v1.ListTrustedDevicesRequest", outputType: "pynomaly.auth.v1.ListTrustedDevicesResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "GET", template: "/v1/{parent=users/*}/trustedDevices")])

        package static let revokeTrustedDevice = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "RevokeTrustedDevice", kind: .unary,
            inputType: "pynomaly.auth.v1.RevokeTrustedDeviceRequest", outputType: "google.protobuf.Empty",
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*/trustedDevices/*}:revoke", body: "*")])

        package static let createApiKey = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "CreateApiKey", kind: .unary,
            inputType: "pynomaly.auth.v1.CreateApiKeyRequest", outputType: "pynomaly.auth.v1.CreateApiKeyResponse",
            policy: MethodPolicy(access: .authenticated, stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{parent=users/*}/apiKeys", body: "api_key")])

        package static let getApiKey = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "GetApiKey", kind: .unary,
            inputType: "pynomaly.auth.v1.GetApiKeyRequest", outputType: "pynomaly.auth.v1.ApiKey",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=users/*/apiKeys/*}")])

        package static let listApiKeys = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ListApiKeys", kind: .unary,
            inputType: "pynomaly.auth.v1.ListApiKeysRequest", outputType: "pynomaly.auth.v1.ListApiKeysResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "GET", template: "/v1/{parent=users/*}/apiKeys")])

        package static let revokeApiKey = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "RevokeApiKey", kind: .unary,
            inputType: "pynomaly.auth.v1.RevokeApiKeyRequest", outputType: "pynomaly.auth.v1.ApiKey",
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*/apiKeys/*}:revoke", body: "*")])

        package static let rotateApiKey = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "RotateApiKey", kind: .unary,
            inputType: "pynomaly.auth.v1.RotateApiKeyRequest", outputType: "pynomaly.auth.v1.RotateApiKeyResponse",
            policy: MethodPolicy(access: .authenticated, stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*/apiKeys/*}:rotate", body: "*")])

        package static let listRoles = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ListRoles", kind: .unary,
            inputType: "pynomaly.auth.v1.ListRolesRequest", outputType: "pynomaly.auth.v1.ListRolesResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .authenticated),
            http: [HTTPRule(verb: "GET", template: "/v1/roles")])

        package static let getRole = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "GetRole", kind: .unary,
            inputType: "pynomaly.auth.v1.GetRoleRequest", outputType: "pynomaly.auth.v1.Role",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .authenticated),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=roles/*}")])

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.auth.v1.UserService",
            methods: [getMe, createUser, getUser, listUsers, updateUser, deleteUser, undeleteUser, disableUser, enableUser, unlockUser, resetPassword, setRoles, changePassword, enrollTotp, confirmTotp, getTotpFactor, disableTotp, resetTotp, regenerateRecoveryCodes, listSessions, revokeSession, revokeAllSessions, listTrustedDevices, revokeTrustedDevice, createApiKey, getApiKey, listApiKeys, revokeApiKey, rotateApiKey, listRoles, getRole])
    }
}

extension RPCService {
    /// pynomaly.auth.v1.UserService, served by `service`.
    package static func authV1UserService(_ service: some AuthV1.UserService) -> RPCService {
        var rpc = RPCService(AuthV1.UserServiceMethods.descriptor)
        rpc.register(AuthV1.UserServiceMethods.getMe) { call, context in
            call.respond(try await service.getMe(call.request(AuthV1.GetMeRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.createUser) { call, context in
            call.respond(try await service.createUser(call.request(AuthV1.CreateUserRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.getUser) { call, context in
            call.respond(try await service.getUser(call.request(AuthV1.GetUserRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.listUsers) { call, context in
            call.respond(try await service.listUsers(call.request(AuthV1.ListUsersRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.updateUser) { call, context in
            call.respond(try await service.updateUser(call.request(AuthV1.UpdateUserRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.deleteUser) { call, context in
            call.respond(try await service.deleteUser(call.request(AuthV1.DeleteUserRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.undeleteUser) { call, context in
            call.respond(try await service.undeleteUser(call.request(AuthV1.UndeleteUserRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.disableUser) { call, context in
            call.respond(try await service.disableUser(call.request(AuthV1.DisableUserRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.enableUser) { call, context in
            call.respond(try await service.enableUser(call.request(AuthV1.EnableUserRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.unlockUser) { call, context in
            call.respond(try await service.unlockUser(call.request(AuthV1.UnlockUserRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.resetPassword) { call, context in
            call.respond(try await service.resetPassword(call.request(AuthV1.ResetPasswordRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.setRoles) { call, context in
            call.respond(try await service.setRoles(call.request(AuthV1.SetRolesRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.changePassword) { call, context in
            call.respond(try await service.changePassword(call.request(AuthV1.ChangePasswordRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.enrollTotp) { call, context in
            call.respond(try await service.enrollTotp(call.request(AuthV1.EnrollTotpRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.confirmTotp) { call, context in
            call.respond(try await service.confirmTotp(call.request(AuthV1.ConfirmTotpRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.getTotpFactor) { call, context in
            call.respond(try await service.getTotpFactor(call.request(AuthV1.GetTotpFactorRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.disableTotp) { call, context in
            call.respond(try await service.disableTotp(call.request(AuthV1.DisableTotpRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.resetTotp) { call, context in
            call.respond(try await service.resetTotp(call.request(AuthV1.ResetTotpRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.regenerateRecoveryCodes) { call, context in
            call.respond(try await service.regenerateRecoveryCodes(call.request(AuthV1.RegenerateRecoveryCodesRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.listSessions) { call, context in
            call.respond(try await service.listSessions(call.request(AuthV1.ListSessionsRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.revokeSession) { call, context in
            call.respond(try await service.revokeSession(call.request(AuthV1.RevokeSessionRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.revokeAllSessions) { call, context in
            call.respond(try await service.revokeAllSessions(call.request(AuthV1.RevokeAllSessionsRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.listTrustedDevices) { call, context in
            call.respond(try await service.listTrustedDevices(call.request(AuthV1.ListTrustedDevicesRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.revokeTrustedDevice) { call, context in
            call.respond(try await service.revokeTrustedDevice(call.request(AuthV1.RevokeTrustedDeviceRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.createApiKey) { call, context in
            call.respond(try await service.createApiKey(call.request(AuthV1.CreateApiKeyRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.getApiKey) { call, context in
            call.respond(try await service.getApiKey(call.request(AuthV1.GetApiKeyRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.listApiKeys) { call, context in
            call.respond(try await service.listApiKeys(call.request(AuthV1.ListApiKeysRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.revokeApiKey) { call, context in
            call.respond(try await service.revokeApiKey(call.request(AuthV1.RevokeApiKeyRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.rotateApiKey) { call, context in
            call.respond(try await service.rotateApiKey(call.request(AuthV1.RotateApiKeyRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.listRoles) { call, context in
            call.respond(try await service.listRoles(call.request(AuthV1.ListRolesRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.getRole) { call, context in
            call.respond(try await service.getRole(call.request(AuthV1.GetRoleRequest.self), context: context))
        }
        return rpc
    }
}
