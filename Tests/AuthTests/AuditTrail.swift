import FoundationEssentials
import Messages
import Postgres
import RPC
import TestKit

extension AuthFixture {
    /// What was written down in all tenants, in the order in which it was chained.
    func auditedEvents() async throws -> [AuthV1.AuditEvent] {
        let owner = try await database.connect()
        try await eventually { try await owner.query("SELECT 1 FROM auth.audit_queue").isEmpty }
        return try await owner.query("SELECT * FROM auth.audit_events ORDER BY record_time, number").map { row in
            try AuthV1.AuditEvent(
                number: row.decode(Int64.self, "number"), service: row.decode(String.self, "service"),
                actor: row.decode(String.self, "actor"), actorUsername: row.decode(String.self, "actor_username"),
                sessionId: row.decode(String.self, "session_id"), action: row.decode(String.self, "action"),
                resource: row.decode(String.self, "resource"),
                result: row.decode(Int16.self, "result") == 1 ? .succeeded : .denied,
                detail: row.decode(String.self, "detail"),
                clientAddress: row.decode(String.self, "client_address"),
                requestId: row.decode(String.self, "request_id"))
        }
    }

    func denials(_ action: String = "auth.login") async throws -> [AuthV1.AuditEvent] {
        try await auditEvents(action).filter { $0.result == .denied }
    }

    func auditEvents(_ action: String) async throws -> [AuthV1.AuditEvent] {
        try await auditedEvents().filter { $0.action == action }
    }

    /// The same, in short: "action result".
    func auditedActs() async throws -> [String] {
        try await auditedEvents().map { "\($0.action) \($0.result == .succeeded ? "succeeded" : "denied")" }
    }
}

extension RPCError {
    /// The `reason` of a refusal's `google.rpc.ErrorInfo`.
    var reason: String? {
        details.lazy.compactMap { try? $0.unpack(as: GoogleRpc.ErrorInfo.self) }.first?.reason
    }
}
