import Testing

@testable import RPC

@Suite("The balancer decides")
struct BalancerTests {
    private var random = SystemRandomNumberGenerator()
    private let a = ResolvedAddress(host: "10.0.0.1", port: 1)
    private let b = ResolvedAddress(host: "10.0.0.2", port: 1)
    private let c = ResolvedAddress(host: "10.0.0.3", port: 1)
    private static let backoff = Backoff(initial: .seconds(1), factor: 2, max: .seconds(8))

    private func balancer(_ policy: LoadBalancing = .roundRobin, addressesMax: Int = 10) -> Balancer {
        let resolution = ResolutionMachine(interval: .seconds(30), pause: .seconds(1), backoff: Self.backoff)
        return Balancer(
            resolution: resolution, policy: policy, backoff: Self.backoff, addressesMax: addressesMax)
    }

    /// A balancer whose servers, numbered from 1, are connected.
    private func connected(_ addresses: [ResolvedAddress]) -> Balancer {
        var balancer = balancer()
        _ = balancer.admit(waitForReady: false)
        _ = balancer.resolved(addresses, hasWaitingCalls: true)
        for id in 1...addresses.count { _ = balancer.connected(id, hasWaitingCalls: false) }
        return balancer
    }

    private func picks(_ count: Int, _ balancer: inout Balancer) -> [Balancer.Admission] {
        (0..<count).map { _ in balancer.admit(waitForReady: false).admission }
    }

    @Test("the first call has the name looked up, the answer is connected to, the call starts when one is ready")
    func first() {
        var balancer = balancer()
        let call = balancer.admit(waitForReady: false)
        #expect(call.admission == .queue && call.actions == [.resolve])
        let answered = balancer.resolved([a, b], hasWaitingCalls: true)
        #expect(answered == [.waitToResolve(.seconds(1)), .connect(1, a), .connect(2, b)])
        let ready = balancer.connected(2, hasWaitingCalls: true)
        #expect(ready == [.startWaiting])
        let next = balancer.admit(waitForReady: false)
        #expect(next.admission == .start(2) && next.actions.isEmpty)
    }

    @Test("a call that waits has the name looked up again when an attempt fails after the answer was settled")
    mutating func lateFailure() {
        var balancer = balancer()
        _ = balancer.admit(waitForReady: true)
        _ = balancer.resolved([a], hasWaitingCalls: true)
        let settled = balancer.resolutionWaited(hasWaitingCalls: true)
        #expect(settled == [.waitToResolve(.seconds(29))])
        let failed = balancer.failed(1, hasWaitingCalls: true, using: &random)
        #expect(failed.contains(.resolve))
    }

    @Test("each server gets its turn; one that is lost is left out and connected again with the next call")
    func turns() {
        var balancer = connected([a, b, c])
        let six = picks(6, &balancer)
        #expect(six == [2, 3, 1, 2, 3, 1].map { .start($0) })
        let lost = balancer.lost(2, hasWaitingCalls: false)
        #expect(lost.isEmpty)
        let next = balancer.admit(waitForReady: false)
        #expect(next.actions == [.connect(2, b)])
        let four = picks(4, &balancer)
        #expect(!four.contains(.start(2)) && Set(four.map { "\($0)" }).count == 2)
    }

    @Test("an answer is compared with what is known: live connections stay, those gone drain, new ones connect")
    func difference() {
        var balancer = connected([a, b])
        let actions = balancer.resolved([c, b], hasWaitingCalls: false)
        #expect(actions == [.drain(1)])
        let next = balancer.admit(waitForReady: false)
        #expect(next.admission == .start(2) && next.actions == [.connect(3, c)])
        // What the drained one still says is nobody's business.
        let late = balancer.lost(1, hasWaitingCalls: true)
        #expect(late.isEmpty)
        let back = balancer.resolved([a, b, c], hasWaitingCalls: false)
        #expect(back.isEmpty)
        let again = balancer.admit(waitForReady: false)
        #expect(again.actions == [.connect(4, a)])
    }

    @Test("an address that is answered twice is one server, and known servers come first under the limit")
    func limit() {
        var balancer = balancer(addressesMax: 2)
        _ = balancer.admit(waitForReady: false)
        let first = balancer.resolved([a, a, b, c], hasWaitingCalls: true)
        #expect(first.suffix(2) == [.connect(1, a), .connect(2, b)])
        let second = balancer.resolved([c, b, a], hasWaitingCalls: true)
        #expect(second.isEmpty)
    }

    @Test("calls fail when every server has failed and the name has been looked up again")
    mutating func everythingFails() {
        var balancer = balancer()
        _ = balancer.admit(waitForReady: false)
        _ = balancer.resolved([a, b], hasWaitingCalls: true)
        let one = balancer.failed(1, hasWaitingCalls: true, using: &random)
        #expect(one.count == 1 && !one.contains(.failWaiting))
        let two = balancer.failed(2, hasWaitingCalls: true, using: &random)
        #expect(two.last == .failWaiting)
        let refused = balancer.admit(waitForReady: false).admission
        let queued = balancer.admit(waitForReady: true).admission
        #expect(refused == .refuse && queued == .queue)
        // The pause after the first answer is over: there may be other servers, so calls wait for the second one.
        let again = balancer.resolutionWaited(hasWaitingCalls: true)
        #expect(again == [.resolve])
        let hopeful = balancer.admit(waitForReady: false).admission
        #expect(hopeful == .queue)
        let same = balancer.resolved([a, b], hasWaitingCalls: true)
        #expect(same == [.waitToResolve(.seconds(1)), .failWaiting])
        let retried = balancer.waited(1, hasWaitingCalls: true)
        #expect(retried == [.connect(1, a)])
    }

    @Test("a call does not wait for a second attempt when every server has failed once, even if one is under way")
    mutating func overlappingAttempts() {
        var balancer = balancer()
        _ = balancer.admit(waitForReady: false)
        _ = balancer.resolved([a, b], hasWaitingCalls: true)
        _ = balancer.failed(1, hasWaitingCalls: true, using: &random)
        let retried = balancer.waited(1, hasWaitingCalls: true)
        #expect(retried == [.connect(1, a)])
        let everything = balancer.failed(2, hasWaitingCalls: true, using: &random)
        #expect(everything.last == .failWaiting)
    }

    @Test("a server whose connection is lost is connected again for the calls that wait, or else for the next one")
    func reconnect() {
        var balancer = connected([a])
        let forCalls = balancer.lost(1, hasWaitingCalls: true)
        #expect(forCalls == [.connect(1, a)])
        _ = balancer.connected(1, hasWaitingCalls: true)
        let forNobody = balancer.lost(1, hasWaitingCalls: false)
        #expect(forNobody.isEmpty)
        let next = balancer.admit(waitForReady: false)
        #expect(next.admission == .queue && next.actions == [.connect(1, a)])
    }

    @Test("pick-first tries one server after the other and stays with the first that is ready")
    mutating func pickFirst() {
        var balancer = balancer(.pickFirst)
        _ = balancer.admit(waitForReady: false)
        let one = balancer.resolved([a, b, c], hasWaitingCalls: true)
        #expect(one == [.waitToResolve(.seconds(1)), .connect(1, a)])
        let two = balancer.failed(1, hasWaitingCalls: true, using: &random)
        #expect(two.last == .connect(2, b))
        _ = balancer.connected(2, hasWaitingCalls: true)
        let three = picks(3, &balancer)
        #expect(three == [.start(2), .start(2), .start(2)])
        let over = balancer.waited(1, hasWaitingCalls: false)
        let next = balancer.admit(waitForReady: false)
        #expect(over.isEmpty && next.admission == .start(2) && next.actions.isEmpty)
    }

    @Test("a target that is an address is never looked up")
    mutating func address() {
        var balancer = Balancer(address: a, policy: .pickFirst, backoff: Self.backoff)
        let call = balancer.admit(waitForReady: false)
        #expect(call.admission == .queue && call.actions == [.connect(1, a)])
        let failed = balancer.failed(1, hasWaitingCalls: true, using: &random)
        #expect(failed.count == 2 && failed.last == .failWaiting)
    }

    @Test("after the end nothing happens")
    func end() {
        var balancer = connected([a])
        balancer.shutDown()
        let call = balancer.admit(waitForReady: true)
        let answer = balancer.resolved([b], hasWaitingCalls: true)
        let lost = balancer.lost(1, hasWaitingCalls: true)
        #expect(call.admission == .refuse && call.actions.isEmpty && answer.isEmpty && lost.isEmpty)
    }
}
