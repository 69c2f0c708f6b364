/// Whether one call is tried again, and after which wait.
struct RetryMachine {
    /// Servers ask for it by a trailer: milliseconds to wait, or anything else to say no.
    static let pushbackName = "grpc-retry-pushback-ms"
    /// What servers are told: how often the call has been tried before.
    static let attemptsName = "grpc-previous-rpc-attempts"

    private let policy: RetryPolicy
    private let isIdempotent: Bool
    private var attempts = 1
    private var backoffs = 0
    private var wasRefused = false

    init(_ policy: RetryPolicy, isIdempotent: Bool) {
        self.policy = policy
        self.isIdempotent = isIdempotent
    }

    /// Attempts before the next one that a server may have seen.
    var attemptsBefore: Int { attempts - 1 }

    /// The attempt failed; nil when that is final.
    mutating func failed(
        _ error: RPCError, _ progress: CallProgress, _ budget: inout RetryBudget,
        using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        if progress == .unseen && !wasRefused {
            // Nobody has begun to do anything, so even a call that must not run twice may go to another server.
            wasRefused = true
            return .zero
        }
        guard error.code == .unavailable else { return nil }
        budget.failed()
        guard isIdempotent, progress != .answered, attempts < policy.attemptsMax, budget.allowsRetry else {
            return nil
        }
        guard let wait = wait(error.metadata[Self.pushbackName], using: &generator) else { return nil }
        attempts += 1
        return wait
    }

    private mutating func wait(_ pushback: String?, using generator: inout some RandomNumberGenerator) -> Duration? {
        if let pushback {
            backoffs = 0
            // What fits no Int32 is not meant as a wait.
            return Int32(pushback).flatMap { $0 < 0 ? nil : .milliseconds(Int64($0)) }
        }
        var bound = policy.backoffInitial
        for _ in 0..<backoffs { bound = min(policy.backoffMax, bound * policy.backoffFactor) }
        backoffs += 1
        return bound * Double.random(in: 0...1, using: &generator)
    }
}
