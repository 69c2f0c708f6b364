import Crypto
import FoundationEssentials
import Postgres

/// What administrators see of locks, and how they end them.
extension FailureLimit {
    /// Until when the accounts that are locked take no logins, by name.
    func lockEnds(of usernames: [String]) async throws -> [String: Date] {
        guard !usernames.isEmpty else { return [:] }
        let names = Dictionary(usernames.map { (Hex.encode(Self.account($0)), $0) }) { first, _ in first }
        let rows = try await pool.withTransaction(tenant: nil) { connection in
            try await connection.query(
                """
                SELECT encode(account, 'hex') AS account, min(failed_time) AS oldest FROM auth.login_failures
                WHERE account IN (SELECT decode(digest, 'hex') FROM unnest(\(Array(names.keys))) AS digest)
                    AND failed_time > \(clock.date(in: -AuthLimits.failureWindowSeconds))
                GROUP BY account HAVING count(*) >= \(AuthLimits.failuresMax)
                """)
        }
        var ends: [String: Date] = [:]
        for row in rows {
            guard let name = names[try row.decode(String.self, "account")] else { continue }
            ends[name] = try row.decode(Date.self, "oldest")
                .addingTimeInterval(Double(AuthLimits.failureWindowSeconds))
        }
        return ends
    }

    /// As a part of the transaction that also says who did it.
    func clear(_ username: Username, on connection: PostgresConnection) async throws {
        try await connection.execute(
            "DELETE FROM auth.login_failures WHERE account = \(Self.account(username.text))")
    }
}
