internal import FoundationEssentials
internal import Postgres
import RPC
internal import ServiceKit

/// A profile that this replica is at, until the lease ends.
struct ProfileClaim: Sendable, Equatable {
    var profile: UUID
    var tenant: String
    /// The number of this claim; only the last one may write.
    var fencing: Int64
    /// How often the profile was taken up, this time included.
    var attempt: Int
}

/// Another replica has the profile by now, or it was cancelled or deleted: nothing may be written.
struct ProfileLeaseLost: Error {}

// What workers do. Leases go by the database's clock.
extension ProfileStore {
    private var lease: Double { limits.profileLease.inSeconds }

    /// One that nobody is at: new, given back, or of a replica that was lost.
    func claim() async throws -> ProfileClaim? {
        try await pool.withTransaction(tenant: nil) { connection in
            try await connection.query(
                """
                UPDATE profile_leases SET fencing = fencing + 1, attempt = attempt + 1,
                    expires_at = now() + make_interval(secs => \(lease))
                WHERE profile_id = (
                    SELECT profile_id FROM profile_leases WHERE expires_at <= now()
                    ORDER BY expires_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING profile_id, tenant_id, fencing, attempt
                """
            ).first.map { row in
                ProfileClaim(
                    profile: try row.decode(UUID.self, 0), tenant: try row.decode(String.self, 1),
                    fencing: try row.decode(Int64.self, 2), attempt: try row.decode(Int.self, 3))
            }
        }
    }

    func renew(_ claim: ProfileClaim) async throws {
        let renewed = try await pool.withTransaction(tenant: nil) { connection in
            try await connection.execute(
                """
                UPDATE profile_leases SET expires_at = now() + make_interval(secs => \(lease))
                WHERE profile_id = \(claim.profile) AND fencing = \(claim.fencing)
                """)
        }
        guard renewed == 1 else { throw ProfileLeaseLost() }
    }

    /// For the next worker; one that stops does not count as an attempt.
    func giveBack(_ claim: ProfileClaim, countsAttempt: Bool) async throws {
        _ = try await pool.withTransaction(tenant: nil) { connection in
            try await connection.execute(
                """
                UPDATE profile_leases SET attempt = attempt - \(countsAttempt ? 0 : 1),
                    expires_at = now() + make_interval(secs => \(countsAttempt ? lease / 3 * Double(claim.attempt) : 0))
                WHERE profile_id = \(claim.profile) AND fencing = \(claim.fencing)
                """)
        }
    }

    func writeProgress(_ percent: Int, of claim: ProfileClaim) async throws {
        _ = try await pool.withTransaction(tenant: claim.tenant) { connection in
            try await connection.execute(
                """
                UPDATE profiles SET progress_percent = \(Int32(percent)) WHERE id = \(claim.profile) AND state = 'running'
                """)
        }
    }

    /// The dataset and version to describe; nil when they are gone.
    func subject(of claim: ProfileClaim) async throws -> (dataset: UUID, version: UUID)? {
        try await pool.withTransaction(tenant: claim.tenant) { connection in
            try await connection.query(
                "SELECT v.dataset_id, v.id FROM \(ProfileRecord.tables) WHERE p.id = \(claim.profile)"
            ).first.map { (try $0.decode(UUID.self, 0), try $0.decode(UUID.self, 1)) }
        }
    }

    func succeed(_ claim: ProfileClaim, _ profile: [UInt8]) async throws {
        try await end(
            claim,
            """
            UPDATE profiles SET state = 'succeeded', profile = \(profile), progress_percent = 100, ended_at = now()
            WHERE id = \(claim.profile) AND state = 'running'
            """)
    }

    func fail(_ claim: ProfileClaim, _ error: RPCError) async throws {
        try await end(
            claim,
            """
            UPDATE profiles SET state = 'failed', error_code = \(Int32(error.code.rawValue)),
                error_message = \(error.message), ended_at = now()
            WHERE id = \(claim.profile) AND state = 'running'
            """)
    }

    /// The outcome and the end of the lease are one transaction, which a lost lease rolls back.
    private func end(_ claim: ProfileClaim, _ outcome: SQL) async throws {
        try await pool.withTransaction(tenant: claim.tenant) { connection in
            let ended = try await connection.execute(
                "DELETE FROM profile_leases WHERE profile_id = \(claim.profile) AND fencing = \(claim.fencing)")
            guard ended == 1 else { throw ProfileLeaseLost() }
            _ = try await connection.execute(outcome)
        }
    }
}
