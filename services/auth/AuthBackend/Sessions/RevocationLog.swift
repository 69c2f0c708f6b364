import FoundationEssentials
import Postgres
import ServiceKit
import Tokens

/// Says what ended before its tokens did, so that other services refuse them.
///
/// The head's row is locked from here to the end of the transaction: adding is its last statement, for others wait.
enum RevocationLog {
    /// Wakes the replicas' feeds; they also look by themselves.
    static let channel = "auth_revocations"

    /// - Parameter sessions: with the time at which the last token of each ends.
    static func add(
        sessions: [(id: UUID, tokenEnd: Date)], now: Date, on connection: PostgresConnection
    ) async throws {
        let live = sessions.map { ($0.id, Self.forgotten(after: $0.tokenEnd)) }.filter { $0.1 > now }
        guard !live.isEmpty else { return }
        let ids = live.map(\.0)
        let ends = live.map(\.1)
        try await connection.batch([
            """
            WITH head AS (
                UPDATE auth.revocation_head SET sequence = sequence + \(ids.count) RETURNING sequence
            )
            INSERT INTO auth.revocations (sequence, session_id, expire_time)
            SELECT head.sequence - \(ids.count) + ended.place, ended.session_id, ended.expire_time
            FROM head, unnest(\(ids), \(ends)) WITH ORDINALITY AS ended (session_id, expire_time, place)
            """,
            sweep(before: now), notify,
        ])
    }

    /// - Parameter tokenEnd: when the last token that one of them signed ends.
    static func add(keys: [String], tokenEnd: Date, on connection: PostgresConnection) async throws {
        guard !keys.isEmpty else { return }
        try await connection.batch([
            """
            WITH head AS (
                UPDATE auth.revocation_head SET sequence = sequence + \(keys.count) RETURNING sequence
            )
            INSERT INTO auth.revocations (sequence, key_id, expire_time)
            SELECT head.sequence - \(keys.count) + ended.place, ended.key_id, \(forgotten(after: tokenEnd))
            FROM head, unnest(\(keys)) WITH ORDINALITY AS ended (key_id, place)
            """,
            notify,
        ])
    }

    /// How long after the end of its last token something of a session may still go on: verifiers whose clocks are behind
    /// believe a token for longer, and a call outlives the token that it began with.
    static let memorySeconds =
        2 * TokenFormat.clockSkewSeconds + ServiceLimits.sessionCallSecondsMax + ServiceLimits.revocationsForgetSeconds

    static func forgotten(after tokenEnd: Date) -> Date { tokenEnd.addingTimeInterval(Double(memorySeconds)) }

    /// Of tokens that ended before this, nothing goes on.
    static func lastTokenEnd(at time: Date) -> Date { time.addingTimeInterval(-Double(memorySeconds)) }

    static let notify: SQL = "SELECT pg_notify('auth_revocations', '')"

    static func sweep(before time: Date) -> SQL {
        """
        DELETE FROM auth.revocations WHERE sequence IN (
            SELECT sequence FROM auth.revocations WHERE expire_time < \(time)
            LIMIT \(AuthLimits.revocationsSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }
}
