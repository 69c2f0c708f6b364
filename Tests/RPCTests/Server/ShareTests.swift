import NIOCore
import Testing

@testable import RPC

@Suite("What connections and loops take from what they share") struct ShareTests {
    @Test("a budget gives at least what is needed, at most what is wanted, or nothing")
    func budget() {
        let budget = SharedBudget(100)
        #expect(budget.take(atLeast: 10, atMost: 60) == 60)
        #expect(budget.take(atLeast: 10, atMost: 60) == 40)
        #expect(budget.take(atLeast: 1, atMost: 60) == 0)
        budget.give(5)
        #expect(budget.take(atLeast: 6, atMost: 60) == 0)
        #expect(budget.available == 5)
    }

    @Test("loops run as many calls as the budget has, whoever runs them", arguments: [1, 2, 100, 4096])
    func calls(total: Int) {
        let budget = SharedBudget(total)
        let first = CallShare(budget)
        let second = CallShare(budget)
        var begun = 0
        while first.begin() { begun += 1 }
        #expect(begun == total)
        #expect(!second.begin() && !second.hasRoom)
        for _ in 0..<begun { first.end() }
        // What the first loop keeps is little, and nothing when that would be much of the whole.
        var others = 0
        while second.begin() { others += 1 }
        #expect(others >= total - min(CallShare.keptMax, total / 128))
    }

    @Test("calls that are never refused are made up for by the next ones")
    func overdraft() {
        let share = CallShare(SharedBudget(1))
        #expect(share.begin())
        share.beginAnyway()
        share.end()
        #expect(!share.begin())
        share.end()
        #expect(share.begin())
    }

    @Test("a connection's first bytes are free, more come from the budget in pieces and go back together")
    func bytes() throws {
        let budget = SharedBudget(200_000)
        var bytes = BufferedBytes(ownMax: 150_000, budget: budget)
        try bytes.add(BufferedBytes.freeBytes)
        #expect(budget.available == 200_000)
        try bytes.add(1)
        #expect(budget.available == 200_000 - BufferedBytes.chunkBytes)
        try bytes.add(150_000 - BufferedBytes.freeBytes - 1)
        #expect(throws: BufferedBytes.Refusal.connection) { try bytes.add(1) }
        // Refused bytes are not held.
        bytes.remove(150_000 - BufferedBytes.freeBytes)
        #expect(budget.available == 200_000)
    }

    @Test("bytes beyond the budget are refused and not held")
    func noBudget() throws {
        let budget = SharedBudget(10)
        var bytes = BufferedBytes(ownMax: 150_000, budget: budget)
        try bytes.add(BufferedBytes.freeBytes + 10)
        #expect(throws: BufferedBytes.Refusal.server) { try bytes.add(1) }
        bytes.remove(10)
        #expect(budget.available == 10)
    }

    @Test("addresses are counted as they are owned: IPv4 one by one, IPv6 by /64")
    func networks() throws {
        func network(_ address: String) throws -> ClientNetwork? {
            ClientNetwork(try SocketAddress(ipAddress: address, port: 7))
        }
        #expect(try network("10.0.0.1") == network("10.0.0.1"))
        #expect(try network("10.0.0.1") != network("10.0.0.2"))
        #expect(try network("::ffff:10.0.0.1") == network("10.0.0.1"))
        #expect(try network("2001:db8:0:1::1") == network("2001:db8:0:1:ffff::2"))
        #expect(try network("2001:db8:0:1::1") != network("2001:db8:0:2::1"))
        #expect(ClientNetwork(try SocketAddress(unixDomainSocketPath: "/tmp/x")) == nil)
    }
}
