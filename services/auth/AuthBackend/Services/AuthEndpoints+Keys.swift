import API
import Messages
import RPC

/// What keeps other services informed about keys and sessions that ended.
extension AuthEndpoints {
    func rotateSigningKey(
        _ request: AuthV1.RotateSigningKeyRequest, context: ServerContext
    ) async throws -> AuthV1.RotateSigningKeyResponse {
        throw Unfinished.error
    }

    func watchRevocations(
        _ request: AuthV1.WatchRevocationsRequest, responses: ResponseWriter<AuthV1.WatchRevocationsResponse>, context: ServerContext
    ) async throws {
        throw Unfinished.error
    }
}
