/// Whether a channel's calls may be repeated: retries stop while too many attempts fail.
struct RetryBudget {
    private let tokensMax: Double
    private let tokenRatio: Double
    private var tokens: Double

    init(_ policy: RetryPolicy) {
        tokensMax = policy.tokensMax
        tokenRatio = policy.tokenRatio
        tokens = policy.tokensMax
    }

    var allowsRetry: Bool { tokens > tokensMax / 2 }

    mutating func failed() {
        tokens = max(0, tokens - 1)
    }

    mutating func succeeded() {
        tokens = min(tokensMax, tokens + tokenRatio)
    }
}
