import Crypto
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import Tokens

/// Passwords that administrators give to others: shown once, good for a day, replaced at the first login.
struct OneTimePasswords: Sendable {
    let pool: PostgresPool
    let hasher: PasswordHasher
    let clock: WallClock

    func give(
        _ name: String, by caller: Caller, actor: AuditActor
    ) async throws -> AuthV1.ResetPasswordResponse {
        let target = try caller.target(name, needing: .usersWrite)
        guard target.user != caller.user else {
            throw RPCError(.failedPrecondition, "Change your own password with the one you have.")
        }
        let password = try AdminBootstrap.makePassword()
        let hash = try await hasher.hash(password)
        let end = clock.date(in: AuthLimits.oneTimePasswordSeconds)
        try await DeniedActs(pool: pool, clock: clock)
            .noting("users.resetPassword", target.name, in: target.tenant, by: actor) {
                try await pool.withTransaction(tenant: target.tenant.text) { connection in
                    try await replace(hash, until: end, of: target, by: caller, actor, on: connection)
                }
            }
        return AuthV1.ResetPasswordResponse(
            oneTimePassword: password.revealText(), expireTime: GoogleProtobuf.Timestamp(end))
    }

    private func replace(
        _ hash: String, until end: Date, of target: Caller.Target, by caller: Caller, _ actor: AuditActor,
        on connection: PostgresConnection
    ) async throws {
        guard let account = try await AccountStore.get(target.user, on: connection, lock: true), !account.isDeleted
        else { throw ResourceName.notFound(target.name) }
        try Authority(caller).check(over: account.id, with: account.roles)
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: target.tenant, time: clock.date, actor: actor, action: "users.resetPassword",
                resource: target.name), on: connection)
        try await AccountStore.setOneTimePassword(hash, until: end, of: target.user, on: connection)
        // Whoever had locked themselves out may come in again.
        try await FailureLimit.clear(account.username, on: connection)
        try await CredentialReset.endEverything(of: target.user, at: clock.date, on: connection)
    }
}
