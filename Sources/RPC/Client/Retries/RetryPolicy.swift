/// How unary calls of idempotent methods are repeated when they are UNAVAILABLE and nothing has been answered
/// (gRFC A6).
package struct RetryPolicy: Sendable {
    /// Attempts of one call, the first one included.
    package var attemptsMax = 3
    /// The wait before an attempt is random, at most this long; the bound grows by `backoffFactor` up to `backoffMax`.
    package var backoffInitial: Duration = .milliseconds(100)
    package var backoffFactor = 2.0
    package var backoffMax: Duration = .seconds(1)
    /// The channel's budget: a failed attempt costs a token, a call that succeeds gives `tokenRatio` back, and below
    /// half of the tokens nothing is repeated. So retries do not multiply the load on servers that are failing.
    package var tokensMax = 10.0
    package var tokenRatio = 0.1

    package init() {}
}
