import API
import Messages
import RPC
import ServiceKit

/// Tokens after the first ones, and their end.
extension AuthEndpoints {
    func refreshToken(
        _ request: AuthV1.RefreshTokenRequest, context: ServerContext
    ) async throws -> AuthV1.RefreshTokenResponse {
        try Self.require(request.refreshToken, "refresh_token")
        let tokens = try await addressLimit.countingRefusals(of: context.clientAddress) {
            try await refresh.refresh(request.refreshToken, origin: context.origin)
        }
        return AuthV1.RefreshTokenResponse(tokens: tokens)
    }

    func logout(_ request: AuthV1.LogoutRequest, context: ServerContext) async throws -> GoogleProtobuf.Empty {
        let caller = try Caller(context)
        guard let session = caller.session else { throw LoginErrors.usersOnly }
        try await sessions.revoke(
            "users/\(caller.user.text)/sessions/\(session.text)", by: caller, actor: context.auditActor)
        return GoogleProtobuf.Empty()
    }
}
