import FoundationEssentials
import Logging
import Postgres
import ServiceKit
import ServiceLifecycle

/// While SECRET_KEY_PREVIOUS is set: seals what it sealed anew under SECRET_KEY, in small transactions, and says when
/// nothing is left. Replicas do it side by side: a row is changed only if it is as it was read.
struct Resealing: Service {
    let pool: PostgresPool
    let signingKeys: KeySeal
    let totpSecrets: KeySeal
    let recoveryCodes: RecoveryCodeStore
    let auditKeyUse: AuditKeyUse
    let logger: Logger

    /// What one round met.
    struct Round: Equatable {
        /// The previous key is the later one, and is in use: this replica still has the settings of before the swap.
        var isRetired = false
        var resealed = 0
        /// Neither key opens these.
        var unreadable = 0
        /// Hashes that can't be made anew without the code: it is good as long as the previous key is known.
        var recoveryCodes = 0
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isToldDone = false
            while !Task.isCancelled {
                do {
                    isToldDone = try await runOnce(isToldDone)
                } catch {
                    if !Task.isCancelled { logger.warning("resealing failed", metadata: ["error": "\(error)"]) }
                }
                // A replica that still runs with the old settings may seal something new.
                try? await Task.sleep(for: AuthLimits.resealInterval)
            }
        }
    }

    /// - Returns: whether it is told that nothing is left to do.
    func runOnce(_ isToldDone: Bool) async throws -> Bool {
        let round = try await reseal()
        guard !round.isRetired else {
            if !isToldDone {
                logger.notice("SECRET_KEY was replaced on another replica; nothing is sealed anew under it")
            }
            return true
        }
        if round.unreadable > 0 {
            logger.error(
                "sealed values open with neither SECRET_KEY nor SECRET_KEY_PREVIOUS",
                metadata: ["count": "\(round.unreadable)"])
        }
        guard round.resealed == 0 else {
            logger.info("sealed anew under SECRET_KEY", metadata: ["count": "\(round.resealed)"])
            return false
        }
        if !isToldDone, round.unreadable == 0 { try await tellDone(round) }
        return true
    }

    /// Links of the audit chains can't be made anew: that would be forging them.
    private func tellDone(_ round: Round) async throws {
        let auditEvents = try await auditKeyUse.count()
        let metadata: Logger.Metadata = [
            "recovery_codes": "\(round.recoveryCodes)", "audit_events": "\(auditEvents)",
        ]
        guard auditEvents > 0 else {
            return logger.info(
                "nothing is sealed with SECRET_KEY_PREVIOUS any more; without it, recovery codes made under it end",
                metadata: metadata)
        }
        logger.warning(
            """
            nothing is sealed with SECRET_KEY_PREVIOUS any more, but audit events of a time without AUDIT_KEY verify \
            only with it; without it, recovery codes made under it end
            """, metadata: metadata)
    }

    func reseal() async throws -> Round {
        var round = Round()
        round.isRetired = try await isRetired()
        if round.isRetired { return round }
        try await pool.withTransaction(tenant: nil) { connection in
            let rows = try await connection.query("SELECT key_id, sealed_seed FROM auth.signing_keys")
            for row in rows {
                let (keyID, sealed) = try row.values(String.self, [UInt8].self)
                guard let anew = renewed(sealed, keyID, signingKeys, &round) else { continue }
                round.resealed += try await connection.execute(
                    "UPDATE auth.signing_keys SET sealed_seed = \(anew) WHERE key_id = \(keyID) AND sealed_seed = \(sealed)"
                )
            }
        }
        try await TenantWalk(pool: pool).run { tenant in
            try await resealFactors(of: tenant, &round)
            round.recoveryCodes += try await pool.withTransaction(tenant: tenant.text) { connection in
                try await recoveryCodes.countUnderPreviousKeys(on: connection)
            }
        }
        return round
    }

    /// Replicas are swapped one after the other: without this, one that is and one that is not yet would go on taking back
    /// what the other has done.
    private func isRetired() async throws -> Bool {
        try await pool.withTransaction(tenant: nil) { connection in
            let id = signingKeys.keyID
            try await connection.execute("INSERT INTO auth.seal_keys (key_id) VALUES (\(id)) ON CONFLICT DO NOTHING")
            let last = try await connection.query("SELECT key_id FROM auth.seal_keys ORDER BY number DESC LIMIT 1")
            return try last[0].decode(String.self, 0) != id
        }
    }

    private func resealFactors(of tenant: UUID, _ round: inout Round) async throws {
        var last: UUID? = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        while let after = last {
            (last, round) = try await pool.withTransaction(tenant: tenant.text) { [round] connection in
                try await resealPage(after: after, round, on: connection)
            }
        }
    }

    private func resealPage(
        after last: UUID, _ known: Round, on connection: PostgresConnection
    ) async throws -> (last: UUID?, Round) {
        var round = known
        let rows = try await connection.query(
            """
            SELECT user_id, sealed_secret FROM auth.totp_factors WHERE user_id > \(last)
            ORDER BY user_id LIMIT \(AuthLimits.resealedRowsMax)
            """)
        var next: UUID?
        for row in rows {
            let (user, sealed) = try row.values(UUID.self, [UInt8].self)
            next = user
            guard let anew = renewed(sealed, user.text, totpSecrets, &round) else { continue }
            round.resealed += try await connection.execute(
                "UPDATE auth.totp_factors SET sealed_secret = \(anew) WHERE user_id = \(user) AND sealed_secret = \(sealed)"
            )
        }
        return (next, round)
    }

    private func renewed(_ sealed: [UInt8], _ owner: String, _ seal: KeySeal, _ round: inout Round) -> [UInt8]? {
        do {
            return try seal.sealedAnew(sealed, owner: owner)
        } catch {
            round.unreadable += 1
            return nil
        }
    }
}
