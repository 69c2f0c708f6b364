import Crypto
import RPC
import Synchronization

/// Hashes and checks passwords on the CPU pool, never on an event loop, and refuses more work than it could
/// finish in reasonable time.
final class PasswordHasher: Sendable {
    private let executor: any TaskExecutor
    private let parameters: Argon2id.Parameters
    private let capacity: Int
    private let running = Atomic<Int>(0)
    /// Checked in place of a hash that does not exist, so that an unknown name takes as long as a known one.
    private let decoy: String

    init(
        executor: any TaskExecutor, parameters: Argon2id.Parameters = Argon2id.Parameters(),
        capacity: Int = AuthLimits.hashesMax
    ) throws {
        self.executor = executor
        self.parameters = parameters
        self.capacity = capacity
        decoy = try Argon2id.hash(Secret(SecureRandom.bytes(32)), parameters: parameters)
    }

    func hash(_ password: Secret) async throws -> String {
        try await run { [parameters] in try Argon2id.hash(password, parameters: parameters) }
    }

    /// Whether the password has this hash; never for nil, after the same work.
    func verify(_ password: Secret, against hash: String?) async throws -> Bool {
        let isRight = try await run { [decoy] in Argon2id.verify(password, against: hash ?? decoy) }
        return isRight && hash != nil
    }

    func needsRehash(_ hash: String) -> Bool {
        Argon2id.needsRehash(hash, parameters: parameters)
    }

    private func run<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        let position = running.add(1, ordering: .relaxed).newValue
        defer { running.subtract(1, ordering: .relaxed) }
        guard position <= capacity else {
            throw RPCError(.resourceExhausted, "Too many logins at once; try again in a moment.")
        }
        return try await withTaskExecutorPreference(executor) { try await Self.here(work) }
    }

    /// Asynchronous only so that it runs on the preferred executor.
    @concurrent
    private static func here<R: Sendable>(_ work: @Sendable () throws -> R) async throws -> R {
        try work()
    }
}
