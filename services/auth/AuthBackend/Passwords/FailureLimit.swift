import Crypto
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// Counts failed proofs of identity per account, over all replicas and all ways to log in, and locks accounts that have
/// too many.
///
/// Each try is booked as failed before it is looked at, and taken back if it was right: tries that run side by
/// side can't pass the limit together. Names that nobody has are counted and locked alike.
struct FailureLimit: Sendable {
    let pool: PostgresPool
    let clock: WallClock

    /// One try, and what the audit log says about it.
    struct Attempt: Sendable {
        let id = UUID()
        let counter: FailureCounter
        /// The counter's key.
        let account: [UInt8]
        /// As it was given, in lower case.
        let username: String
        let actor: AuditActor
        let action: String
        /// Nil for a name that nobody has; its events go to the tenant of those who need none.
        private(set) var user: UUID?
        private(set) var tenant = AdminBootstrap.defaultTenant

        fileprivate init(_ username: String, _ counter: FailureCounter, _ actor: AuditActor, _ action: String) {
            self.counter = counter
            account = counter.key(username)
            self.username = username
            self.actor = actor
            self.action = action
        }

        mutating func belongs(to user: UUID?, _ tenant: UUID?) {
            self.user = user
            self.tenant = tenant ?? AdminBootstrap.defaultTenant
        }
    }

    /// Books a try, runs `prove`, and takes the try back when it could not be decided: a full queue or a lost database
    /// is nobody's wrong password. `prove` itself says what becomes of a right one.
    ///
    /// - Parameters:
    ///   - counter: whose failures the try belongs to.
    ///   - actor: nameless while nobody has proven to be the user.
    ///   - action: what the audit log calls it.
    func booked<R>(
        _ username: String, counter: FailureCounter = .account, by actor: AuditActor, action: String,
        _ prove: (Attempt) async throws -> R
    ) async throws -> R {
        let attempt = try await begin(Attempt(username, counter, actor, action))
        do {
            return try await prove(attempt)
        } catch {
            // A caller that hung up may have been guessing: its try stays, and counts as wrong before long.
            if !Task.isCancelled && !(error is CancellationError) {
                if let refusal = Self.refusal(error) {
                    try await failed(attempt, refusal)
                } else {
                    try await succeeded(attempt)
                }
            }
            throw error
        }
    }

    private static func refusal(_ error: any Error) -> RPCError? {
        guard let status = error as? RPCError else { return nil }
        return status.code == .unauthenticated || status.code == .invalidArgument ? status : nil
    }

    /// The proof was right, but the login needs another one: only this try is taken back.
    func succeeded(_ attempt: Attempt) async throws {
        _ = try await pool.withTransaction(tenant: nil) { connection in
            try await connection.execute("DELETE FROM auth.login_failures WHERE attempt_id = \(attempt.id)")
        }
    }

    /// The login is complete: what failed before, by the same counter, was its owner's.
    func cleared(_ attempt: Attempt) async throws {
        try await clear([attempt.account])
    }

    /// Forgives the failures and ends the locks of the name. A device's stays: its token is worth nothing without it.
    func clear(_ username: Username) async throws {
        try await clear(Self.accounts(username.text))
    }

    static func clear(_ username: String, on connection: PostgresConnection) async throws {
        try await clear(accounts(username), on: connection)
    }

    private func clear(_ accounts: [[UInt8]]) async throws {
        try await pool.withTransaction(tenant: nil) { connection in
            try await Self.clear(accounts, on: connection)
        }
    }

    private static func clear(_ accounts: [[UInt8]], on connection: PostgresConnection) async throws {
        try await connection.batch(
            accounts.flatMap { account -> [SQL] in
                [
                    "DELETE FROM auth.login_failures WHERE account = \(account)",
                    "DELETE FROM auth.lockouts WHERE account = \(account)",
                ]
            })
    }

    private static func accounts(_ username: String) -> [[UInt8]] {
        [FailureCounter.account, .stepUp, .passwordChange, .enrollment].map { $0.key(username) }
    }
}
