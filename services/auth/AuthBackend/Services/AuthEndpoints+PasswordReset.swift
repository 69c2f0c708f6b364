import API
import Messages
import RPC
import ServiceKit

/// A new password without the old one.
extension AuthEndpoints {
    func requestPasswordReset(
        _ request: AuthV1.RequestPasswordResetRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        try await addressLimit.take(context.clientAddress)
        try Self.require(request.username, "username")
        try await passwordReset.request(request.username, origin: context.origin)
        return GoogleProtobuf.Empty()
    }

    func confirmPasswordReset(
        _ request: AuthV1.ConfirmPasswordResetRequest, context: ServerContext
    ) async throws -> AuthV1.LoginResponse {
        try await addressLimit.take(context.clientAddress)
        try Self.require(request.resetToken, "reset_token")
        try Self.require(request.newPassword, "new_password")
        let outcome = try await passwordReset.confirm(
            request.resetToken, newPassword: request.newPassword, origin: context.origin)
        return AuthV1.LoginResponse(outcome: outcome)
    }
}
