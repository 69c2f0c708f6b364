import NIOCore
import Testing

@testable import RPC

@Suite("When a connection asks for a sign of life")
struct KeepaliveMachineTests {
    private var machine = KeepaliveMachine(interval: .seconds(30), timeout: .seconds(20))

    private func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }

    @Test("after an interval of silence during a call; without an answer the connection ends")
    mutating func silence() {
        let started = machine.started(now: at(100))
        let second = machine.started(now: at(110))
        let asked = machine.waited(now: at(130), hasCalls: true)
        let dead = machine.waited(now: at(150), hasCalls: true)
        #expect(started == .wait(.seconds(30)) && second == .none)
        #expect(asked == .ping(.seconds(20)) && dead == .giveUp)
    }

    @Test("whatever arrives counts as an answer, and puts the next question off")
    mutating func life() {
        _ = machine.started(now: at(100))
        machine.received(now: at(110))
        let later = machine.waited(now: at(130), hasCalls: true)
        let asked = machine.waited(now: at(140), hasCalls: true)
        machine.received(now: at(141))
        let answered = machine.waited(now: at(160), hasCalls: true)
        let again = machine.waited(now: at(171), hasCalls: true)
        #expect(later == .wait(.seconds(10)) && asked == .ping(.seconds(20)))
        #expect(answered == .wait(.seconds(11)) && again == .ping(.seconds(20)))
    }

    @Test("not without calls, and anew with the next one")
    mutating func unused() {
        _ = machine.started(now: at(100))
        let over = machine.waited(now: at(130), hasCalls: false)
        let late = machine.waited(now: at(160), hasCalls: true)
        let next = machine.started(now: at(200))
        #expect(over == .none && late == .none && next == .wait(.seconds(30)))
    }

    @Test("never oftener than every ten seconds", arguments: [(1, 10), (10, 10), (11, 11)])
    func intervalMin(configured: Int64, expected: Int64) throws {
        var configuration = ChannelConfiguration()
        #expect(configuration.keepalive == nil)
        configuration.keepaliveInterval = .seconds(configured)
        var machine = try #require(configuration.keepalive)
        let action = machine.started(now: at(0))
        #expect(action == .wait(.seconds(expected)))
    }
}
