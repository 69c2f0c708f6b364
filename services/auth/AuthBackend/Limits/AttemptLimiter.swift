import Crypto
import FoundationEssentials
import Logging
import Messages
import RPC
import ServiceKit
import Synchronization

/// Limits how often something is tried, over all replicas: counted in Redis if there is one, else in PostgreSQL, and in
/// PostgreSQL while Redis is away.
final class AttemptLimiter: Sendable {
    private let primary: (any AttemptStore)?
    private let fallback: any AttemptStore
    private let logger: Logger
    private let isFallenBack = Atomic(false)

    init(primary: (any AttemptStore)?, fallback: any AttemptStore, logger: Logger) {
        self.primary = primary
        self.fallback = fallback
        self.logger = logger
    }

    /// - Parameters:
    ///   - purpose: what is tried; the same subject has tries of its own for each.
    ///   - subject: whose tries are counted. Only a hash of it is kept.
    /// - Throws: RESOURCE_EXHAUSTED with the time to wait when it was tried too often.
    func take(_ purpose: String, _ subject: String, _ rate: AttemptRate) async throws {
        let verdict = try await verdict(SHA256.hash("\(purpose)\u{0}\(subject)".utf8), rate)
        guard !verdict.isAllowed else { return }
        throw Self.refusal(verdict, rate)
    }

    private func verdict(_ key: [UInt8], _ rate: AttemptRate) async throws -> AttemptVerdict {
        guard let primary else { return try await fallback.take(key, rate) }
        do {
            let verdict = try await primary.take(key, rate)
            if isFallenBack.exchange(false, ordering: .relaxed) { logger.notice("limits are counted in Redis again") }
            return verdict
        } catch {
            try Task.checkCancellation()
            if !isFallenBack.exchange(true, ordering: .relaxed) {
                logger.warning("limits are counted in PostgreSQL for now", metadata: ["reason": "\(error)"])
            }
            return try await fallback.take(key, rate)
        }
    }

    private static func refusal(_ verdict: AttemptVerdict, _ rate: AttemptRate) -> RPCError {
        let seconds = max(1, (verdict.retryMicroseconds + 999_999) / 1_000_000)
        let reset = (verdict.resetMicroseconds + 999_999) / 1_000_000
        return RPCError(
            .resourceExhausted, "Too many attempts \(rate.subject); try again in \(seconds) seconds.",
            details: [
                GoogleRpc.RetryInfo(retryDelay: GoogleProtobuf.Duration(seconds: seconds)),
                GoogleRpc.ErrorInfo(reason: "TOO_MANY_ATTEMPTS", domain: Refusal.domain),
            ],
            metadata: [
                "ratelimit-limit": "\(rate.burst)", "ratelimit-remaining": "\(verdict.remaining)",
                "ratelimit-reset": "\(reset)",
            ])
    }
}
