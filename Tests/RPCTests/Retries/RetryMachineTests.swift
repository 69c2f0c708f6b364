import Testing

@testable import RPC

@Suite("A failed attempt is repeated")
struct RetryMachineTests {
    private var random = SystemRandomNumberGenerator()
    private var budget = RetryBudget(RetryPolicy())
    private var machine = RetryMachine(RetryPolicy(), isIdempotent: true)

    private mutating func fail(
        _ code: StatusCode = .unavailable, _ progress: CallProgress = .unanswered, pushback: String? = nil
    ) -> Duration? {
        var error = RPCError(code, "failed")
        error.metadata[RetryMachine.pushbackName] = pushback
        return machine.failed(error, progress, &budget, using: &random)
    }

    @Test("twice, after random waits up to a bound that grows")
    mutating func attempts() throws {
        let first = try #require(fail())
        let second = try #require(fail())
        #expect(first >= .zero && first <= .milliseconds(100))
        #expect(second >= .zero && second <= .milliseconds(200))
        #expect(machine.attemptsBefore == 2)
        let third = fail()
        #expect(third == nil)
    }

    @Test("the wait's bound has a bound")
    mutating func backoffMax() throws {
        var policy = RetryPolicy()
        policy.attemptsMax = 50
        policy.tokensMax = 1000
        budget = RetryBudget(policy)
        machine = RetryMachine(policy, isIdempotent: true)
        for _ in 0..<49 {
            let wait = try #require(fail())
            #expect(wait <= .seconds(1))
        }
    }

    @Test(
        "only when it is UNAVAILABLE and nothing was answered",
        arguments: [(StatusCode.internalError, CallProgress.unanswered), (.unavailable, .answered)])
    mutating func conditions(code: StatusCode, progress: CallProgress) {
        let wait = fail(code, progress)
        #expect(wait == nil)
    }

    @Test("only when the method is idempotent, unless no server has begun with it; that once, and not counted")
    mutating func idempotency() {
        machine = RetryMachine(RetryPolicy(), isIdempotent: false)
        let unseen = fail(.unavailable, .unseen)
        #expect(unseen == .zero && machine.attemptsBefore == 0)
        let again = fail(.unavailable, .unseen)
        #expect(again == nil)
    }

    @Test("when the server says, or not at all", arguments: [("0", 0), ("250", 250), ("-1", nil), ("soon", nil)])
    mutating func pushback(text: String, milliseconds: Int?) {
        let wait = fail(pushback: text)
        #expect(wait == milliseconds.map { .milliseconds($0) })
    }

    @Test("while the channel's budget lasts, which successes fill")
    mutating func budgetEnds() {
        for _ in 0..<5 { budget.failed() }
        #expect(!budget.allowsRetry)
        budget.succeeded()
        #expect(budget.allowsRetry)
        let wait = fail()
        #expect(wait == nil)
        for _ in 0..<1000 { budget.succeeded() }
        for _ in 0..<4 { budget.failed() }
        #expect(budget.allowsRetry)
        budget.failed()
        #expect(!budget.allowsRetry)
    }
}
