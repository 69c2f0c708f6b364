import FoundationEssentials
import Postgres

/// Reads of a tenant's chain, each in that tenant's transaction.
enum AuditStore {
    static func head(of tenant: UUID, on connection: PostgresConnection) async throws -> AuditPlace? {
        try await connection.query("SELECT number, link FROM auth.audit_heads WHERE tenant_id = \(tenant)").first.map {
            AuditPlace(number: try $0.decode(0), link: try $0.decode(1))
        }
    }

    static func checkpoint(of tenant: UUID, on connection: PostgresConnection) async throws -> String? {
        try await connection.query("SELECT mark FROM auth.audit_checkpoints WHERE tenant_id = \(tenant)").first.map {
            try $0.decode(String.self, 0)
        }
    }

    /// The place that a checkpoint names.
    static func place(of tenant: UUID, checkpoint text: String, keys: AuditKeys) throws -> AuditPlace {
        let reason: String
        do {
            let mark = try AuditMark.read(text, purpose: .checkpoint, keys: keys)
            if mark.tenant == tenant { return mark.place }
            reason = "the mark of what retention removed is another tenant's"
        } catch AuditMark.Problem.unknownKey(let id) {
            reason = "retention marked what it removed under the audit key \(id), which is not known here"
        } catch is AuditMark.Problem {
            reason = "the mark of what retention removed is not genuine"
        }
        throw AuditLinkChecker.Problem(number: 1, reason: reason)
    }

    static func entries(
        after number: Int64, limit: Int, where condition: SQL = "true", on connection: PostgresConnection
    ) async throws -> [AuditEntry] {
        var sql: SQL = """
            SELECT \(AuditEntry.columns) FROM auth.audit_events
            WHERE number > \(number) AND \(condition) ORDER BY number LIMIT \(limit)
            """
        sql.isPrepared = condition.isPrepared
        return try await connection.query(sql).map(AuditEntry.init)
    }
}
