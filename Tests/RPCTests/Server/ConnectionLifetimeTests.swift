import NIOCore
import TestKit
import Testing

@testable import RPC

@Suite("The lifetime of a connection, as its machine decides it") struct ConnectionLifetimeTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000)

    private func lifetime(age: Duration? = nil, idle: Duration? = nil, grace: Duration? = nil, seed: UInt64 = 1)
        -> ConnectionLifetime
    {
        var generator = SeededGenerator(seed: seed)
        return ConnectionLifetime(ageMax: age, idleMax: idle, grace: grace, now: start, using: &generator)
    }

    @Test("without limits it is never asked")
    func unlimited() {
        #expect(lifetime().nextWait(now: start) == .none)
    }

    @Test("ages differ by up to a tenth, so that connections do not end together")
    func jitter() {
        var waits: Set<Int64> = []
        for seed in 0..<100 {
            guard case .wait(let time) = lifetime(age: .seconds(100), seed: UInt64(seed)).nextWait(now: start) else {
                Issue.record("no wait")
                return
            }
            #expect(time >= .seconds(90) && time <= .seconds(110))
            waits.insert(time.nanoseconds)
        }
        #expect(waits.count > 90)
    }

    @Test("at its age it is drained, and after the grace its calls are cancelled, once")
    func age() {
        var lifetime = lifetime(age: .seconds(100), grace: .seconds(7))
        let before = lifetime.waited(now: start + .seconds(89), hasCalls: true, lastStream: 1)
        guard case .wait = before else {
            Issue.record("\(before)")
            return
        }
        let after = lifetime.waited(now: start + .seconds(111), hasCalls: true, lastStream: 1)
        #expect(after == .drain(reason: "max_age"))
        #expect(lifetime.drained == .wait(.seconds(7)))
        let ended = lifetime.waited(now: start + .seconds(118), hasCalls: true, lastStream: 1)
        let again = lifetime.waited(now: start + .seconds(200), hasCalls: true, lastStream: 1)
        #expect(ended == .cancelCalls)
        #expect(again == .none)
    }

    @Test("without a grace the last calls take what they need")
    func endless() {
        #expect(lifetime(age: .seconds(100)).drained == .none)
    }

    @Test("it idles when no call is under way and none was made since it was asked")
    func idle() {
        var lifetime = lifetime(idle: .seconds(40), grace: .seconds(7))
        #expect(lifetime.nextWait(now: start) == .wait(.seconds(10)))
        // A call is under way, then one came and went, then nothing.
        let steps: [(Int64, Bool, Int32)] = [
            (10, true, 1), (50, true, 1), (60, false, 3), (70, false, 3), (90, false, 3),
        ]
        for (seconds, hasCalls, lastStream) in steps {
            let action = lifetime.waited(now: start + .seconds(seconds), hasCalls: hasCalls, lastStream: lastStream)
            #expect(action == .wait(.seconds(10)))
        }
        let action = lifetime.waited(now: start + .seconds(100), hasCalls: false, lastStream: 3)
        #expect(action == .drain(reason: "max_idle"))
    }
}
