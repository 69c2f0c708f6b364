import Testing

@testable import RPC

@Suite("The balancer opens further connections to full servers")
struct FurtherConnectionTests {
    private var random = SystemRandomNumberGenerator()
    private let a = ResolvedAddress(host: "10.0.0.1", port: 1)
    private let b = ResolvedAddress(host: "10.0.0.2", port: 1)
    private static let backoff = Backoff(initial: .seconds(1), factor: 2, max: .seconds(8))

    /// A balancer whose servers, numbered from 1, are connected.
    private func connected(_ addresses: [ResolvedAddress], connectionsMax: Int = 3) -> Balancer {
        let resolution = ResolutionMachine(interval: .seconds(30), pause: .seconds(1), backoff: Self.backoff)
        var balancer = Balancer(
            resolution: resolution, policy: .roundRobin, backoff: Self.backoff, addressesMax: 10,
            connectionsPerAddressMax: connectionsMax)
        _ = balancer.admit(waitForReady: false)
        _ = balancer.resolved(addresses, hasWaitingCalls: true)
        for id in 1...addresses.count { _ = balancer.connected(id, hasWaitingCalls: false) }
        return balancer
    }

    /// One whose server has two connections, both full, numbered 1 and 2.
    private func doubled(connectionsMax: Int = 3) -> Balancer {
        var balancer = connected([a], connectionsMax: connectionsMax)
        balancer.filled(1)
        _ = balancer.admit(waitForReady: false)
        _ = balancer.connected(2, hasWaitingCalls: false)
        balancer.filled(2)
        return balancer
    }

    @Test("a full server is left out until it has a free stream")
    func leftOut() {
        var balancer = connected([a, b])
        balancer.filled(1)
        let calls = (0..<3).map { _ in balancer.admit(waitForReady: false) }
        #expect(calls.allSatisfy { $0.admission == .start(2) && $0.actions.isEmpty })
        let freed = balancer.freed(1, hasWaitingCalls: false)
        #expect(freed.isEmpty)
        let both = (0..<2).map { _ in balancer.admit(waitForReady: false).admission }
        #expect(both.contains(.start(1)) && both.contains(.start(2)))
    }

    @Test("when all are full, calls wait, whatever they say of readiness, and start when a stream is free")
    func waiting() {
        var balancer = connected([a, b], connectionsMax: 1)
        balancer.filled(1)
        balancer.filled(2)
        let call = balancer.admit(waitForReady: false)
        #expect(call.admission == .queue && call.actions.isEmpty)
        let freed = balancer.freed(2, hasWaitingCalls: true)
        #expect(freed == [.startWaiting])
        let next = balancer.admit(waitForReady: false)
        #expect(next.admission == .start(2))
    }

    @Test("when all are full, a further connection is opened to the server that has the fewest, one at a time each")
    func widening() {
        var balancer = connected([a, b], connectionsMax: 2)
        balancer.filled(1)
        balancer.filled(2)
        let calls = (0..<4).map { _ in balancer.admit(waitForReady: false) }
        #expect(calls.allSatisfy { $0.admission == .queue })
        #expect(calls.flatMap(\.actions) == [.widen(3, a), .widen(4, b)])
        let ready = balancer.connected(3, hasWaitingCalls: true)
        #expect(ready == [.startWaiting])
        let next = balancer.admit(waitForReady: false)
        #expect(next.admission == .start(3))
    }

    @Test("not more than the limit")
    func limit() {
        var balancer = doubled(connectionsMax: 2)
        let call = balancer.admit(waitForReady: false)
        #expect(call.admission == .queue && call.actions.isEmpty)
    }

    @Test("the first connection with a free stream gets the call, so that the further ones fall idle")
    func order() {
        var balancer = doubled()
        _ = balancer.freed(2, hasWaitingCalls: false)
        _ = balancer.freed(1, hasWaitingCalls: false)
        let calls = (0..<3).map { _ in balancer.admit(waitForReady: false).admission }
        #expect(calls == [.start(1), .start(1), .start(1)])
    }

    @Test("one that is not used any more closes, the last one stays")
    func unused() {
        var balancer = doubled()
        _ = balancer.freed(1, hasWaitingCalls: false)
        _ = balancer.freed(2, hasWaitingCalls: false)
        let closed = balancer.unused(2)
        let last = balancer.unused(1)
        #expect(closed == [.drain(2)] && last.isEmpty)
        let call = balancer.admit(waitForReady: false)
        #expect(call.admission == .start(1))
    }

    @Test("one that cannot be opened is tried again after growing pauses while calls wait, and else forgotten")
    mutating func failing() {
        var balancer = connected([a])
        balancer.filled(1)
        _ = balancer.admit(waitForReady: false)
        for expected in [1.0, 2.0] {
            let failed = balancer.failed(2, hasWaitingCalls: true, using: &random)
            let waits = failed.compactMap { if case .wait(2, let duration) = $0 { duration } else { nil } }
            #expect(waits.count == 1 && waits[0] >= .seconds(expected * 0.79) && waits[0] <= .seconds(expected * 1.21))
            #expect(!failed.contains(.failWaiting))
            let meanwhile = balancer.admit(waitForReady: false)
            #expect(meanwhile.admission == .queue && meanwhile.actions.isEmpty)
            let again = balancer.waited(2, hasWaitingCalls: true)
            #expect(again == [.widen(2, a)])
        }
        _ = balancer.failed(2, hasWaitingCalls: true, using: &random)
        let forgotten = balancer.waited(2, hasWaitingCalls: false)
        #expect(forgotten == [.drain(2)])
    }

    @Test("when the first connection is lost, the further one takes its place")
    func promotion() {
        var balancer = doubled()
        _ = balancer.freed(2, hasWaitingCalls: false)
        let lost = balancer.lost(1, hasWaitingCalls: false)
        #expect(lost == [.drain(1)])
        let call = balancer.admit(waitForReady: false)
        #expect(call.admission == .start(2) && call.actions.isEmpty)
        let unused = balancer.unused(2)
        #expect(unused.isEmpty)
    }

    @Test("when all are lost, one is connected again, and what was backing off beside it is forgotten")
    mutating func allLost() {
        var balancer = connected([a])
        balancer.filled(1)
        _ = balancer.admit(waitForReady: false)
        _ = balancer.failed(2, hasWaitingCalls: false, using: &random)
        let lost = balancer.lost(1, hasWaitingCalls: true)
        #expect(lost == [.drain(2), .connect(1, a)])
    }

    @Test("a server that disappears takes all its connections along")
    func disappearance() {
        var balancer = doubled()
        let actions = balancer.resolved([b], hasWaitingCalls: false)
        #expect(actions.contains(.drain(1)) && actions.contains(.drain(2)))
    }

    @Test("further connections do not count as addresses")
    func addressLimit() {
        var balancer = Balancer(
            resolution: ResolutionMachine(interval: .seconds(30), pause: .seconds(1), backoff: Self.backoff),
            policy: .roundRobin, backoff: Self.backoff, addressesMax: 2, connectionsPerAddressMax: 2)
        _ = balancer.admit(waitForReady: false)
        _ = balancer.resolved([a], hasWaitingCalls: true)
        _ = balancer.connected(1, hasWaitingCalls: false)
        balancer.filled(1)
        _ = balancer.admit(waitForReady: false)
        let actions = balancer.resolved([a, b], hasWaitingCalls: true)
        #expect(actions.contains(.connect(3, b)))
    }
}
