import Testing

@testable import Postgres

@Suite struct PoolStateTests {
    private let now = ContinuousClock.now

    @Test func `a first caller opens a connection and gets it, a second use opens none`() {
        var state = PoolState(size: 2, waitersMax: 8)
        #expect(state.acquire(1) == [.open(1)])
        #expect(state.opened(1, now: now) == [.lease(1, to: 1)])
        #expect(state.release(1, isUsable: true, now: now) == [])
        #expect(state.acquireIdle() == 1)
    }

    @Test func `no more connections than the pool's size, and callers are served in their order`() {
        var state = PoolState(size: 2, waitersMax: 8)
        #expect(state.acquire(1) == [.open(1)])
        #expect(state.acquire(2) == [.open(2)])
        #expect(state.acquire(3) == [])
        #expect(state.acquire(4) == [])
        #expect(state.opened(1, now: now) == [.lease(1, to: 1)])
        #expect(state.opened(2, now: now) == [.lease(2, to: 2)])
        #expect(state.release(2, isUsable: true, now: now) == [.lease(2, to: 3)])
        #expect(state.release(1, isUsable: true, now: now) == [.lease(1, to: 4)])
    }

    @Test func `the last waiter allowed waits and one more is refused`() {
        var state = PoolState(size: 1, waitersMax: 2)
        #expect(state.acquire(1) == [.open(1)])
        #expect(state.acquire(2) == [])
        #expect(state.acquire(3) == [.refuse(3, .tooManyWaiters)])
    }

    @Test func `a broken connection is replaced for those who wait`() {
        var state = PoolState(size: 1, waitersMax: 8)
        _ = state.acquire(1)
        _ = state.opened(1, now: now)
        #expect(state.acquire(2) == [])
        #expect(state.release(1, isUsable: false, now: now) == [.discard(1), .open(2)])
        #expect(state.opened(2, now: now) == [.lease(2, to: 2)])
    }

    @Test func `with nothing left to wait for, all who wait are told`() {
        var state = PoolState(size: 2, waitersMax: 8)
        _ = state.acquire(1)
        _ = state.acquire(2)
        #expect(state.openFailed(1) == [])
        #expect(state.openFailed(2) == [.refuse(1, .noConnection), .refuse(2, .noConnection)])
        #expect(state.acquire(3) == [.open(3)])
    }

    @Test func `a failure to connect leaves those waiting who can hope for a connection in use`() {
        var state = PoolState(size: 2, waitersMax: 8)
        _ = state.acquire(1)
        _ = state.opened(1, now: now)
        #expect(state.acquire(2) == [.open(2)])
        #expect(state.openFailed(2) == [])
        #expect(state.release(1, isUsable: true, now: now) == [.lease(1, to: 2)])
    }

    @Test func `one who gave up is passed over, once`() {
        var state = PoolState(size: 1, waitersMax: 8)
        _ = state.acquire(1)
        let first = state.withdraw(1)
        let second = state.withdraw(1)
        #expect(first && !second)
        #expect(state.opened(1, now: now) == [])
        #expect(state.idleCount == 1)
    }

    @Test func `only connections that rested long enough are checked, and not leased meanwhile`() {
        var state = PoolState(size: 2, waitersMax: 8)
        _ = state.acquire(1)
        _ = state.acquire(2)
        _ = state.opened(1, now: now)
        _ = state.opened(2, now: now)
        _ = state.release(1, isUsable: true, now: now)
        _ = state.release(2, isUsable: true, now: now + .seconds(20))
        #expect(state.check(idleFor: .seconds(30), now: now + .seconds(30)) == [.check(1)])
        #expect(state.acquireIdle() == 2)
        #expect(state.acquire(3) == [])
        #expect(state.release(1, isUsable: true, now: now + .seconds(31)) == [.lease(1, to: 3)])
    }

    @Test func `closing refuses the waiting, drops the idle and ends with the last one in use`() {
        var state = PoolState(size: 2, waitersMax: 8)
        _ = state.acquire(1)
        _ = state.acquire(2)
        _ = state.opened(1, now: now)
        _ = state.opened(2, now: now)
        _ = state.release(2, isUsable: true, now: now)
        #expect(state.close() == [.discard(2)])
        #expect(state.acquire(3) == [.refuse(3, .closed)])
        #expect(state.release(1, isUsable: true, now: now) == [.discard(1), .drained])
    }

    @Test func `closing an empty pool is done at once`() {
        var state = PoolState(size: 1, waitersMax: 8)
        #expect(state.close() == [.drained])
    }
}
