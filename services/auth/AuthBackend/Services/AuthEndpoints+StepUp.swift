import API
import Messages
import RPC
import ServiceKit

/// The second factor once more.
extension AuthEndpoints {
    func stepUp(
        _ request: AuthV1.StepUpRequest, context: ServerContext
    ) async throws -> AuthV1.StepUpResponse {
        AuthV1.StepUpResponse(
            tokens: try await stepUp.run(Caller(context), code: request.totpCode, actor: context.auditActor))
    }
}
