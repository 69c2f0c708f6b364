import API
import FoundationEssentials
import Messages
import RPC
import ServiceKit

/// Logins and what became of them.
extension UserEndpoints {
    func listSessions(
        _ request: AuthV1.ListSessionsRequest, context: ServerContext
    ) async throws -> AuthV1.ListSessionsResponse {
        try await sessions.list(request, by: Caller(context))
    }

    func revokeSession(
        _ request: AuthV1.RevokeSessionRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        try await sessions.revoke(request.name, by: Caller(context), actor: context.auditActor)
        return GoogleProtobuf.Empty()
    }

    func revokeAllSessions(
        _ request: AuthV1.RevokeAllSessionsRequest, context: ServerContext
    ) async throws -> AuthV1.RevokeAllSessionsResponse {
        let caller = try Caller(context)
        let count = try await sessions.revokeAll(
            request.parent, except: request.exceptCurrent ? caller.session : nil, by: caller,
            actor: context.auditActor)
        return AuthV1.RevokeAllSessionsResponse(revokedCount: Int32(count))
    }
}
