import Testing

@testable import RPC

@Suite("When a name is looked up")
struct ResolutionMachineTests {
    private var random = SystemRandomNumberGenerator()
    private var machine = ResolutionMachine(
        interval: .seconds(30), pause: .seconds(1),
        backoff: Backoff(initial: .seconds(1), factor: 2, max: .seconds(8)))

    /// Looked up, answered, and the pause is over.
    private mutating func makeFresh() {
        _ = machine.used()
        _ = machine.answered()
        let rest = machine.waited(hasWaitingCalls: false)
        #expect(rest == .wait(.seconds(29)))
    }

    @Test("with the first call, and every interval while calls are made")
    mutating func interval() {
        let first = machine.used()
        let answered = machine.answered()
        #expect(first == .resolve && answered == .wait(.seconds(1)))
        let rest = machine.waited(hasWaitingCalls: false)
        let call = machine.used()
        let over = machine.waited(hasWaitingCalls: false)
        #expect(rest == .wait(.seconds(29)) && call == .none && over == .resolve)
    }

    @Test("not while nobody calls, and at once when somebody does again")
    mutating func unused() {
        makeFresh()
        let over = machine.waited(hasWaitingCalls: false)
        #expect(over == .none && machine.state == .stale)
        let call = machine.used()
        #expect(call == .resolve)
    }

    @Test("after a lost connection at once, but not within the pause after an answer")
    mutating func doubt() {
        makeFresh()
        _ = machine.used()
        let lost = machine.doubted(hasWaitingCalls: false)
        #expect(lost == .resolve)
        _ = machine.answered()
        let soon = machine.doubted(hasWaitingCalls: false)
        _ = machine.used()
        let later = machine.waited(hasWaitingCalls: false)
        #expect(soon == .none && later == .resolve)
    }

    @Test("a connection that nobody used is no reason to look")
    mutating func unusedDoubt() {
        makeFresh()
        let lost = machine.doubted(hasWaitingCalls: false)
        #expect(lost == .none && machine.state == .stale)
    }

    @Test("failures are repeated after growing waits, as long as anybody needs the answer")
    mutating func failures() {
        _ = machine.used()
        for expected in [1.0, 2.0, 4.0] {
            let action = machine.failed(using: &random)
            guard case .wait(let delay) = action else {
                Issue.record("\(action)")
                return
            }
            #expect(delay >= .seconds(expected * 0.79) && delay <= .seconds(expected * 1.21))
            let again = machine.waited(hasWaitingCalls: true)
            #expect(again == .resolve)
        }
        _ = machine.failed(using: &random)
        let enough = machine.waited(hasWaitingCalls: false)
        #expect(enough == .none && machine.state == .stale)
    }

    @Test("never after the end")
    mutating func end() {
        makeFresh()
        machine.shutDown()
        let all = [
            machine.used(), machine.doubted(hasWaitingCalls: false), machine.answered(),
            machine.waited(hasWaitingCalls: true),
        ]
        #expect(all == [.none, .none, .none, .none])
    }
}
