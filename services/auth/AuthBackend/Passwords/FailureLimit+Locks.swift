import Crypto
import FoundationEssentials
import Postgres

/// What administrators see of locks.
extension FailureLimit {
    /// Until when the accounts that are locked take no logins, by name.
    func lockEnds(of usernames: [String]) async throws -> [String: Date] {
        guard !usernames.isEmpty else { return [:] }
        let names = Dictionary(usernames.map { (Hex.encode(FailureCounter.account.key($0)), $0) }) { first, _ in first }
        let rows = try await pool.withTransaction(tenant: nil) { connection in
            try await connection.query(
                """
                SELECT encode(account, 'hex') AS account, lock_end_time FROM auth.lockouts
                WHERE account IN (SELECT decode(digest, 'hex') FROM unnest(\(Array(names.keys))) AS digest)
                    AND lock_end_time > \(clock.date)
                """)
        }
        var ends: [String: Date] = [:]
        for row in rows {
            guard let name = names[try row.decode(String.self, "account")] else { continue }
            ends[name] = try row.decode(Date.self, "lock_end_time")
        }
        return ends
    }
}
