import FoundationEssentials
import Postgres
import RPC
import ServiceKit

/// Refused tries of people who are nobody that we know: some of each network's are written down one by one, the others
/// are counted. Whoever invents names must not fill the default tenant's audit trail.
struct StrangerTries: Sendable {
    let pool: PostgresPool
    let clock: WallClock

    /// Writes the event down as a part of its tenant's transaction, unless it is one too many of a stranger.
    ///
    /// - Parameter isKnown: whether it is about somebody whom we have. Such events are all kept, and the work is the same
    ///   for both, so that the time taken tells nothing: what is too much is written as well, and taken back.
    /// - Returns: Whether it was kept.
    @discardableResult
    static func record(
        _ event: AuditEvent, isKnown: Bool, at time: Date, on connection: PostgresConnection
    ) async throws -> Bool {
        let address = event.actor.origin.address
        let rows = try await connection.query(
            """
            INSERT INTO auth.stranger_tries AS known (network, is_known, minute, address, tries)
            VALUES (\(ClientNetwork(address)?.name ?? ""), \(isKnown), \(minute(of: time)), \(address), 1)
            ON CONFLICT (network, is_known, minute) DO UPDATE SET tries = known.tries + 1
            RETURNING tries
            """)
        let isKept = try isKnown || rows[0].decode(Int64.self, "tries") <= Int64(AuthLimits.strangerEventsMax)
        try await AuthSchema.outbox.record(event, on: connection)
        try await AuthSchema.outbox.remove([isKept ? UUID() : event.id], on: connection)
        return isKept
    }

    /// Forgets the minutes that are over, and writes down how much of them was only counted.
    /// - Returns: How many networks were forgotten.
    func sweep() async throws -> Int {
        let tenant = AdminBootstrap.defaultTenant
        return try await pool.withTransaction(tenant: tenant.text) { connection in
            let rows = try await connection.query(
                """
                DELETE FROM auth.stranger_tries WHERE (network, is_known, minute) IN (
                    SELECT network, is_known, minute FROM auth.stranger_tries WHERE minute < \(Self.minute(of: clock.date))
                    LIMIT \(AuthLimits.rowsSweptMax) FOR UPDATE SKIP LOCKED)
                RETURNING is_known, minute, address, tries
                """)
            for row in rows {
                let (isKnown, minute, address, tries) = try row.values(Bool.self, Date.self, String.self, Int64.self)
                let missed = tries - Int64(AuthLimits.strangerEventsMax)
                guard !isKnown, missed > 0 else { continue }
                try await AuthSchema.outbox.record(
                    AuditEvent(
                        tenant: tenant, time: minute, actor: AuditActor(origin: CallOrigin(address: address)),
                        action: "auth.strangers", resource: "", result: .denied,
                        detail: "\(missed) more tries of the same network within a minute"), on: connection)
            }
            return rows.count
        }
    }

    private static func minute(of time: Date) -> Date {
        let seconds = Int64(time.timeIntervalSince1970)
        return Date(timeIntervalSince1970: Double(seconds - seconds % AuthLimits.strangerWindowSeconds))
    }
}
