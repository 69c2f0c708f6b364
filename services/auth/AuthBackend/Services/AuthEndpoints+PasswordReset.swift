import API
import Messages
import RPC

/// A new password without the old one.
extension AuthEndpoints {
    func requestPasswordReset(
        _ request: AuthV1.RequestPasswordResetRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        throw Unfinished.error
    }

    func confirmPasswordReset(
        _ request: AuthV1.ConfirmPasswordResetRequest, context: ServerContext
    ) async throws -> AuthV1.LoginResponse {
        throw Unfinished.error
    }
}
