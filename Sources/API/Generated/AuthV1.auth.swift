// Generated from pynomaly/auth/v1/auth.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension AuthV1 {
    /// Signs users in, and gives other services what they need to verify tokens themselves.
    package protocol AuthService: Sendable {
        /// First step of a login: a password for tokens, or for the challenge that stands before them.
        func login(
            _ request: AuthV1.LoginRequest, context: ServerContext
        ) async throws -> AuthV1.LoginResponse
        /// Second step of a login: a TOTP code for tokens. Each code works once; a challenge allows 5 tries.
        func verifyMfa(
            _ request: AuthV1.VerifyMfaRequest, context: ServerContext
        ) async throws -> AuthV1.VerifyMfaResponse
        /// The public keys that verify access tokens (RFC 7517).
        func getJwks(
            _ request: AuthV1.GetJwksRequest, context: ServerContext
        ) async throws -> AuthV1.JsonWebKeySet
        /// Exchanges a service's own secret for a token of five minutes.
        func issueServiceToken(
            _ request: AuthV1.IssueServiceTokenRequest, context: ServerContext
        ) async throws -> AuthV1.IssueServiceTokenResponse
    }

    /// Calls pynomaly.auth.v1.AuthService.
    package struct AuthServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        /// First step of a login: a password for tokens, or for the challenge that stands before them.
        package func login(
            _ request: AuthV1.LoginRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.LoginResponse {
            try await channel.unary(AuthServiceMethods.login, request, options: options)
        }

        /// Second step of a login: a TOTP code for tokens. Each code works once; a challenge allows 5 tries.
        package func verifyMfa(
            _ request: AuthV1.VerifyMfaRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.VerifyMfaResponse {
            try await channel.unary(AuthServiceMethods.verifyMfa, request, options: options)
        }

        /// The public keys that verify access tokens (RFC 7517).
        package func getJwks(
            _ request: AuthV1.GetJwksRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.JsonWebKeySet {
            try await channel.unary(AuthServiceMethods.getJwks, request, options: options)
        }

        /// Exchanges a service's own secret for a token of five minutes.
        package func issueServiceToken(
            _ request: AuthV1.IssueServiceTokenRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.IssueServiceTokenResponse {
            try await channel.unary(AuthServiceMethods.issueServiceToken, request, options: options)
        }
    }

    /// What the proto says about pynomaly.auth.v1.AuthService.
    package enum AuthServiceMethods {
        package static let login = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "Login", kind: .unary,
            inputType: "pynomaly.auth.v1.LoginRequest", outputType: "pynomaly.auth.v1.LoginResponse",
            policy: MethodPolicy(access: .public),
            http: [HTTPRule(verb: "POST", template: "/v1/auth:login", body: "*")],
            form: FormRoute(path: "/auth/jwt/login", responseField: "tokens"))

        package static let verifyMfa = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "VerifyMfa", kind: .unary,
            inputType: "pynomaly.auth.v1.VerifyMfaRequest", outputType: "pynomaly.auth.v1.VerifyMfaResponse",
            policy: MethodPolicy(access: .public),
            http: [HTTPRule(verb: "POST", template: "/v1/auth:verifyMfa", body: "*")])

        package static let getJwks = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "GetJwks", kind: .unary,
            inputType: "pynomaly.auth.v1.GetJwksRequest", outputType: "pynomaly.auth.v1.JsonWebKeySet",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .public),
            http: [HTTPRule(verb: "GET", template: "/.well-known/jwks.json")])

        package static let issueServiceToken = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "IssueServiceToken", kind: .unary,
            inputType: "pynomaly.auth.v1.IssueServiceTokenRequest", outputType: "pynomaly.auth.v1.IssueServiceTokenResponse",
            policy: MethodPolicy(access: .public))

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.auth.v1.AuthService",
            methods: [login, verifyMfa, getJwks, issueServiceToken])
    }
}

extension RPCService {
    /// pynomaly.auth.v1.AuthService, served by `service`.
    package static func authV1AuthService(_ service: some AuthV1.AuthService) -> RPCService {
        var rpc = RPCService(AuthV1.AuthServiceMethods.descriptor)
        rpc.register(AuthV1.AuthServiceMethods.login) { call, context in
            call.respond(try await service.login(call.request(AuthV1.LoginRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.verifyMfa) { call, context in
            call.respond(try await service.verifyMfa(call.request(AuthV1.VerifyMfaRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.getJwks) { call, context in
            call.respond(try await service.getJwks(call.request(AuthV1.GetJwksRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.issueServiceToken) { call, context in
            call.respond(try await service.issueServiceToken(call.request(AuthV1.IssueServiceTokenRequest.self), context: context))
        }
        return rpc
    }
}

extension AuthV1 {
    /// Accounts, their passwords and second factors.
    package protocol UserService: Sendable {
        func getMe(
            _ request: AuthV1.GetMeRequest, context: ServerContext
        ) async throws -> AuthV1.User
        func createUser(
            _ request: AuthV1.CreateUserRequest, context: ServerContext
        ) async throws -> AuthV1.User
        func getUser(
            _ request: AuthV1.GetUserRequest, context: ServerContext
        ) async throws -> AuthV1.User
        func listUsers(
            _ request: AuthV1.ListUsersRequest, context: ServerContext
        ) async throws -> AuthV1.ListUsersResponse
        /// Replaces the caller's own password.
        func changePassword(
            _ request: AuthV1.ChangePasswordRequest, context: ServerContext
        ) async throws -> AuthV1.LoginResponse
        /// Starts the enrolment of a TOTP factor (RFC 6238); the secret is shown this once.
        func enrollTotp(
            _ request: AuthV1.EnrollTotpRequest, context: ServerContext
        ) async throws -> AuthV1.EnrollTotpResponse
        /// Proves possession of the enrolled secret with a first code, and activates the factor.
        func confirmTotp(
            _ request: AuthV1.ConfirmTotpRequest, context: ServerContext
        ) async throws -> AuthV1.ConfirmTotpResponse
        func listRoles(
            _ request: AuthV1.ListRolesRequest, context: ServerContext
        ) async throws -> AuthV1.ListRolesResponse
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

        /// Replaces the caller's own password.
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

        /// Proves possession of the enrolled secret with a first code, and activates the factor.
        package func confirmTotp(
            _ request: AuthV1.ConfirmTotpRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ConfirmTotpResponse {
            try await channel.unary(UserServiceMethods.confirmTotp, request, options: options)
        }

        package func listRoles(
            _ request: AuthV1.ListRolesRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ListRolesResponse {
            try await channel.unary(UserServiceMethods.listRoles, request, options: options)
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
            policy: MethodPolicy(access: .permission("users.write")),
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

        package static let changePassword = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ChangePassword", kind: .unary,
            inputType: "pynomaly.auth.v1.ChangePasswordRequest", outputType: "pynomaly.auth.v1.LoginResponse",
            policy: MethodPolicy(access: .authenticated, challenges: [.passwordChange]),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*}:changePassword", body: "*")])

        package static let enrollTotp = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "EnrollTotp", kind: .unary,
            inputType: "pynomaly.auth.v1.EnrollTotpRequest", outputType: "pynomaly.auth.v1.EnrollTotpResponse",
            policy: MethodPolicy(access: .authenticated, challenges: [.enrollment]),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*/totpFactor}:enroll", body: "*")])

        package static let confirmTotp = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ConfirmTotp", kind: .unary,
            inputType: "pynomaly.auth.v1.ConfirmTotpRequest", outputType: "pynomaly.auth.v1.ConfirmTotpResponse",
            policy: MethodPolicy(access: .authenticated, challenges: [.enrollment]),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=users/*/totpFactor}:confirm", body: "*")])

        package static let listRoles = MethodDescriptor(
            service: "pynomaly.auth.v1.UserService", method: "ListRoles", kind: .unary,
            inputType: "pynomaly.auth.v1.ListRolesRequest", outputType: "pynomaly.auth.v1.ListRolesResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .authenticated),
            http: [HTTPRule(verb: "GET", template: "/v1/roles")])

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.auth.v1.UserService",
            methods: [getMe, createUser, getUser, listUsers, changePassword, enrollTotp, confirmTotp, listRoles])
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
        rpc.register(AuthV1.UserServiceMethods.changePassword) { call, context in
            call.respond(try await service.changePassword(call.request(AuthV1.ChangePasswordRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.enrollTotp) { call, context in
            call.respond(try await service.enrollTotp(call.request(AuthV1.EnrollTotpRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.confirmTotp) { call, context in
            call.respond(try await service.confirmTotp(call.request(AuthV1.ConfirmTotpRequest.self), context: context))
        }
        rpc.register(AuthV1.UserServiceMethods.listRoles) { call, context in
            call.respond(try await service.listRoles(call.request(AuthV1.ListRolesRequest.self), context: context))
        }
        return rpc
    }
}
