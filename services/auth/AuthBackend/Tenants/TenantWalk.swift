import FoundationEssentials
import Postgres

/// Does some work for every tenant, one after the other; however many there are, some of their ids are held at a time.
struct TenantWalk: Sendable {
    let pool: PostgresPool

    /// What fails for one keeps no other from its turn (`TenantRound`).
    func run(_ work: (UUID) async throws -> Void) async throws {
        var round = TenantRound()
        var last: Int64 = 0
        while true {
            let after = last
            let entries = try await pool.withTransaction(tenant: nil) { connection in
                try await TenantList.entries(after: after, limit: AuthLimits.tenantsReadMax, on: connection)
            }
            for entry in entries { try await round.run(entry.tenant) { try await work(entry.tenant) } }
            guard let end = entries.last else { break }
            last = end.number
        }
        try round.end()
    }
}
