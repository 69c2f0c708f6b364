import API
import Messages
import RPC

/// The second factor once more.
extension AuthEndpoints {
    func stepUp(
        _ request: AuthV1.StepUpRequest, context: ServerContext
    ) async throws -> AuthV1.StepUpResponse {
        throw Unfinished.error
    }
}
