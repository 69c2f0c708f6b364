import API
package import Messages
import RPC

/// Where carried audit events end up: in auth's chains.
package protocol AuditSink: Sendable {
    /// Returns when all of them are recorded, those included that were recorded before.
    func record(_ events: [AuthV1.RecordedAuditEvent]) async throws
}

/// Auth in another process.
struct RemoteAuditSink: AuditSink {
    private let auth: AuthV1.AuditServiceClient

    init(_ channel: RPCChannel) {
        auth = AuthV1.AuditServiceClient(channel)
    }

    func record(_ events: [AuthV1.RecordedAuditEvent]) async throws {
        _ = try await auth.recordAuditEvents(
            AuthV1.RecordAuditEventsRequest(events: events), options: CallOptions(timeout: ServiceLimits.authTimeout))
    }
}
