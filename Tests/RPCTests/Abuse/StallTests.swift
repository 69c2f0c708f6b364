import NIOCore
import Testing

@testable import RPC

@Suite("Stalls are counted in ticks")
struct StallTests {
    @Test("the shortest limit has four ticks, the others as many as they need")
    func ticks() {
        var limits = ServerLimits()
        limits.headerBlockTimeMax = .seconds(2)
        limits.bodyProgressTimeMax = .seconds(3)
        limits.windowStallTimeMax = .milliseconds(3_100)
        limits.writeStallTimeMax = .seconds(60)
        let ticks = StallTicks(limits)
        #expect(ticks.interval == .milliseconds(500))
        #expect([ticks.headerBlock, ticks.bodyProgress, ticks.windowStall, ticks.writeStall] == [4, 6, 7, 120])
    }

    @Test("never before its ticks are over")
    func stall() {
        var counter = StallCounter()
        let found = (0..<4).map { _ in counter.tick(isAwaited: true, ticksMax: 3) }
        #expect(found == [false, false, false, true])
    }

    @Test("what moves is no stall, however slowly")
    func progress() {
        var counter = StallCounter()
        for _ in 0..<20 {
            let found = [counter.tick(isAwaited: true, ticksMax: 2), counter.tick(isAwaited: true, ticksMax: 2)]
            #expect(found == [false, false])
            counter.bytes += 1
        }
    }

    @Test("too few bytes in all are a stall, however often they come")
    func dripping() {
        var counter = StallCounter()
        let found = (0..<4).map { _ in
            counter.bytes += 3
            return counter.tick(isAwaited: true, bytesMin: 13, ticksMax: 3)
        }
        #expect(found == [false, false, false, true])
        var enough = StallCounter()
        for _ in 0..<20 {
            enough.bytes += 5
            let isStall = enough.tick(isAwaited: true, bytesMin: 13, ticksMax: 3)
            #expect(!isStall)
        }
    }

    @Test("nothing is awaited of a client whose turn it is not, and of one that has finished something")
    func restart() {
        var counter = StallCounter()
        for round in 0..<20 {
            let found = [counter.tick(isAwaited: true, ticksMax: 2), counter.tick(isAwaited: true, ticksMax: 2)]
            #expect(found == [false, false])
            if round % 2 == 0 {
                counter.restart()
            } else {
                let isStall = counter.tick(isAwaited: false, ticksMax: 2)
                #expect(!isStall)
            }
        }
    }
}
