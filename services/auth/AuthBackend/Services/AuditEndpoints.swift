import API
import Messages
import RPC

/// `pynomaly.auth.v1.AuditService`.
struct AuditEndpoints: AuthV1.AuditService {
    func listAuditEvents(
        _ request: AuthV1.ListAuditEventsRequest, context: ServerContext
    ) async throws -> AuthV1.ListAuditEventsResponse {
        throw Unfinished.error
    }

    func exportAuditEvents(
        _ request: AuthV1.ExportAuditEventsRequest, responses: ResponseWriter<AuthV1.AuditEvent>, context: ServerContext
    ) async throws {
        throw Unfinished.error
    }

    func verifyAuditChain(
        _ request: AuthV1.VerifyAuditChainRequest, context: ServerContext
    ) async throws -> AuthV1.VerifyAuditChainResponse {
        throw Unfinished.error
    }

    func recordAuditEvents(
        _ request: AuthV1.RecordAuditEventsRequest, context: ServerContext
    ) async throws -> AuthV1.RecordAuditEventsResponse {
        throw Unfinished.error
    }
}
