import Crypto
import FoundationEssentials
import Postgres
import ServiceKit

/// How much of the chains verifies only as long as the key is known that SECRET_KEY_PREVIOUS stood in for AUDIT_KEY with.
struct AuditKeyUse: Sendable {
    let pool: PostgresPool
    private let keyID: String

    init(pool: PostgresPool, previousSecretKey: Secret) throws {
        self.pool = pool
        keyID = try AuditKeys.Key(secret: AuditKeys.derived(from: previousSecretKey)).id
    }

    /// Events, and marks of what retention removed. Reads all chains: not to be asked often.
    func count() async throws -> Int {
        var count = 0
        try await AuditTenants(pool: pool).run { tenant in
            count += try await pool.withTransaction(tenant: tenant.text) { connection in
                try await connection.query(
                    """
                    SELECT (SELECT count(*) FROM auth.audit_events WHERE key_id = \(keyID))
                        + (SELECT count(*) FROM auth.audit_checkpoints WHERE split_part(mark, '.', 6) = \(keyID))
                    """)[0].decode(Int.self, 0)
            }
        }
        return count
    }
}
