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
        /// Second step of a login: a TOTP code or a recovery code for tokens. Each works once; a challenge allows 5 tries.
        func verifyMfa(
            _ request: AuthV1.VerifyMfaRequest, context: ServerContext
        ) async throws -> AuthV1.VerifyMfaResponse
        /// New tokens for a refresh token, which is used up by this. One that comes a second time ends its session.
        func refreshToken(
            _ request: AuthV1.RefreshTokenRequest, context: ServerContext
        ) async throws -> AuthV1.RefreshTokenResponse
        /// Ends the caller's session: its tokens are refused by every service within 2 seconds.
        func logout(
            _ request: AuthV1.LogoutRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        /// Confirms the second factor again, for methods that ask for a fresh one.
        func stepUp(
            _ request: AuthV1.StepUpRequest, context: ServerContext
        ) async throws -> AuthV1.StepUpResponse
        /// Sends a one-time token to the account's owner. The answer is the same for a name that nobody has.
        func requestPasswordReset(
            _ request: AuthV1.RequestPasswordResetRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        /// Sets a new password with such a token and ends the account's sessions. A second factor is still asked for.
        func confirmPasswordReset(
            _ request: AuthV1.ConfirmPasswordResetRequest, context: ServerContext
        ) async throws -> AuthV1.LoginResponse
        /// The public keys that verify access tokens (RFC 7517).
        func getJwks(
            _ request: AuthV1.GetJwksRequest, context: ServerContext
        ) async throws -> AuthV1.JsonWebKeySet
        /// Replaces the key that signs tokens. Tokens of the old one stay valid until they end, unless it is revoked.
        func rotateSigningKey(
            _ request: AuthV1.RotateSigningKeyRequest, context: ServerContext
        ) async throws -> AuthV1.RotateSigningKeyResponse
        /// Exchanges an API key for an access token of five minutes.
        func exchangeApiKey(
            _ request: AuthV1.ExchangeApiKeyRequest, context: ServerContext
        ) async throws -> AuthV1.ExchangeApiKeyResponse
        /// Exchanges a service's own secret for a token of five minutes, which one other service accepts.
        func issueServiceToken(
            _ request: AuthV1.IssueServiceTokenRequest, context: ServerContext
        ) async throws -> AuthV1.IssueServiceTokenResponse
        /// Sessions and signing keys that ended before their tokens did: all that still matter, then each new one within
        /// a second. A message comes at least once a second, so that silence means a lost connection.
        func watchRevocations(
            _ request: AuthV1.WatchRevocationsRequest, responses: ResponseWriter<AuthV1.WatchRevocationsResponse>, context: ServerContext
        ) async throws
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

        /// Second step of a login: a TOTP code or a recovery code for tokens. Each works once; a challenge allows 5 tries.
        package func verifyMfa(
            _ request: AuthV1.VerifyMfaRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.VerifyMfaResponse {
            try await channel.unary(AuthServiceMethods.verifyMfa, request, options: options)
        }

        /// New tokens for a refresh token, which is used up by this. One that comes a second time ends its session.
        package func refreshToken(
            _ request: AuthV1.RefreshTokenRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.RefreshTokenResponse {
            try await channel.unary(AuthServiceMethods.refreshToken, request, options: options)
        }

        /// Ends the caller's session: its tokens are refused by every service within 2 seconds.
        package func logout(
            _ request: AuthV1.LogoutRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(AuthServiceMethods.logout, request, options: options)
        }

        /// Confirms the second factor again, for methods that ask for a fresh one.
        package func stepUp(
            _ request: AuthV1.StepUpRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.StepUpResponse {
            try await channel.unary(AuthServiceMethods.stepUp, request, options: options)
        }

        /// Sends a one-time token to the account's owner. The answer is the same for a name that nobody has.
        package func requestPasswordReset(
            _ request: AuthV1.RequestPasswordResetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(AuthServiceMethods.requestPasswordReset, request, options: options)
        }

        /// Sets a new password with such a token and ends the account's sessions. A second factor is still asked for.
        package func confirmPasswordReset(
            _ request: AuthV1.ConfirmPasswordResetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.LoginResponse {
            try await channel.unary(AuthServiceMethods.confirmPasswordReset, request, options: options)
        }

        /// The public keys that verify access tokens (RFC 7517).
        package func getJwks(
            _ request: AuthV1.GetJwksRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.JsonWebKeySet {
            try await channel.unary(AuthServiceMethods.getJwks, request, options: options)
        }

        /// Replaces the key that signs tokens. Tokens of the old one stay valid until they end, unless it is revoked.
        package func rotateSigningKey(
            _ request: AuthV1.RotateSigningKeyRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.RotateSigningKeyResponse {
            try await channel.unary(AuthServiceMethods.rotateSigningKey, request, options: options)
        }

        /// Exchanges an API key for an access token of five minutes.
        package func exchangeApiKey(
            _ request: AuthV1.ExchangeApiKeyRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.ExchangeApiKeyResponse {
            try await channel.unary(AuthServiceMethods.exchangeApiKey, request, options: options)
        }

        /// Exchanges a service's own secret for a token of five minutes, which one other service accepts.
        package func issueServiceToken(
            _ request: AuthV1.IssueServiceTokenRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> AuthV1.IssueServiceTokenResponse {
            try await channel.unary(AuthServiceMethods.issueServiceToken, request, options: options)
        }

        /// Sessions and signing keys that ended before their tokens did: all that still matter, then each new one within
        /// a second. A message comes at least once a second, so that silence means a lost connection.
        package func watchRevocations(
            _ request: AuthV1.WatchRevocationsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> ResponseStream<AuthV1.WatchRevocationsResponse> {
            try await channel.serverStreaming(AuthServiceMethods.watchRevocations, request, options: options)
        }
    }

    /// What the proto says about pynomaly.auth.v1.AuthService.
    package enum AuthServiceMethods {
        package static let login = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "Login", kind: .unary,
            inputType: "pynomaly.auth.v1.LoginRequest", outputType: "pynomaly.auth.v1.LoginResponse",
            policy: MethodPolicy(access: .public),
            http: [HTTPRule(verb: "POST", template: "/v1/auth:login", body: "*")],
            form: FormRoute(path: "/auth/jwt/login", responseField: "tokens", grantType: "password"))

        package static let verifyMfa = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "VerifyMfa", kind: .unary,
            inputType: "pynomaly.auth.v1.VerifyMfaRequest", outputType: "pynomaly.auth.v1.VerifyMfaResponse",
            policy: MethodPolicy(access: .public),
            http: [HTTPRule(verb: "POST", template: "/v1/auth:verifyMfa", body: "*")])

        package static let refreshToken = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "RefreshToken", kind: .unary,
            inputType: "pynomaly.auth.v1.RefreshTokenRequest", outputType: "pynomaly.auth.v1.RefreshTokenResponse",
            policy: MethodPolicy(access: .public),
            http: [HTTPRule(verb: "POST", template: "/v1/auth:refresh", body: "*")],
            form: FormRoute(path: "/auth/jwt/login", responseField: "tokens", grantType: "refresh_token"))

        package static let logout = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "Logout", kind: .unary,
            inputType: "pynomaly.auth.v1.LogoutRequest", outputType: "google.protobuf.Empty",
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/auth:logout", body: "*")])

        package static let stepUp = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "StepUp", kind: .unary,
            inputType: "pynomaly.auth.v1.StepUpRequest", outputType: "pynomaly.auth.v1.StepUpResponse",
            policy: MethodPolicy(access: .authenticated, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/auth:stepUp", body: "*")])

        package static let requestPasswordReset = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "RequestPasswordReset", kind: .unary,
            inputType: "pynomaly.auth.v1.RequestPasswordResetRequest", outputType: "google.protobuf.Empty",
            policy: MethodPolicy(access: .public),
            http: [HTTPRule(verb: "POST", template: "/v1/auth:requestPasswordReset", body: "*")])

        package static let confirmPasswordReset = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "ConfirmPasswordReset", kind: .unary,
            inputType: "pynomaly.auth.v1.ConfirmPasswordResetRequest", outputType: "pynomaly.auth.v1.LoginResponse",
            policy: MethodPolicy(access: .public),
            http: [HTTPRule(verb: "POST", template: "/v1/auth:confirmPasswordReset", body: "*")])

        package static let getJwks = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "GetJwks", kind: .unary,
            inputType: "pynomaly.auth.v1.GetJwksRequest", outputType: "pynomaly.auth.v1.JsonWebKeySet",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .public),
            http: [HTTPRule(verb: "GET", template: "/.well-known/jwks.json")])

        package static let rotateSigningKey = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "RotateSigningKey", kind: .unary,
            inputType: "pynomaly.auth.v1.RotateSigningKeyRequest", outputType: "pynomaly.auth.v1.RotateSigningKeyResponse",
            policy: MethodPolicy(access: .permission("platform.write"), stepUp: true, personOnly: true),
            http: [HTTPRule(verb: "POST", template: "/v1/signingKeys:rotate", body: "*")])

        package static let exchangeApiKey = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "ExchangeApiKey", kind: .unary,
            inputType: "pynomaly.auth.v1.ExchangeApiKeyRequest", outputType: "pynomaly.auth.v1.ExchangeApiKeyResponse",
            policy: MethodPolicy(access: .public))

        package static let issueServiceToken = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "IssueServiceToken", kind: .unary,
            inputType: "pynomaly.auth.v1.IssueServiceTokenRequest", outputType: "pynomaly.auth.v1.IssueServiceTokenResponse",
            policy: MethodPolicy(access: .public))

        package static let watchRevocations = MethodDescriptor(
            service: "pynomaly.auth.v1.AuthService", method: "WatchRevocations", kind: .serverStreaming,
            inputType: "pynomaly.auth.v1.WatchRevocationsRequest", outputType: "pynomaly.auth.v1.WatchRevocationsResponse",
            policy: MethodPolicy(access: .internal, services: ["gateway", "dataset", "detection", "metrics"]))

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.auth.v1.AuthService",
            methods: [login, verifyMfa, refreshToken, logout, stepUp, requestPasswordReset, confirmPasswordReset, getJwks, rotateSigningKey, exchangeApiKey, issueServiceToken, watchRevocations])
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
        rpc.register(AuthV1.AuthServiceMethods.refreshToken) { call, context in
            call.respond(try await service.refreshToken(call.request(AuthV1.RefreshTokenRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.logout) { call, context in
            call.respond(try await service.logout(call.request(AuthV1.LogoutRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.stepUp) { call, context in
            call.respond(try await service.stepUp(call.request(AuthV1.StepUpRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.requestPasswordReset) { call, context in
            call.respond(try await service.requestPasswordReset(call.request(AuthV1.RequestPasswordResetRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.confirmPasswordReset) { call, context in
            call.respond(try await service.confirmPasswordReset(call.request(AuthV1.ConfirmPasswordResetRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.getJwks) { call, context in
            call.respond(try await service.getJwks(call.request(AuthV1.GetJwksRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.rotateSigningKey) { call, context in
            call.respond(try await service.rotateSigningKey(call.request(AuthV1.RotateSigningKeyRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.exchangeApiKey) { call, context in
            call.respond(try await service.exchangeApiKey(call.request(AuthV1.ExchangeApiKeyRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.issueServiceToken) { call, context in
            call.respond(try await service.issueServiceToken(call.request(AuthV1.IssueServiceTokenRequest.self), context: context))
        }
        rpc.register(AuthV1.AuthServiceMethods.watchRevocations) { call, context in
            try await service.watchRevocations(call.request(AuthV1.WatchRevocationsRequest.self), responses: call.responses(), context: context)
        }
        return rpc
    }
}
