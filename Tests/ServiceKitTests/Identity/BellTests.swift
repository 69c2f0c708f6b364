import ServiceKit
import Testing

@Suite struct BellTests {
    @Test func `a ring wakes all who wait`() async {
        let bell = Bell()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { await bell.wait(after: 0, atMost: .seconds(3600)) } }
            bell.ring()
        }
        #expect(bell.rings == 1)
    }

    @Test func `whoever missed a ring does not wait`() async {
        let bell = Bell()
        bell.ring()
        await bell.wait(after: 0, atMost: .seconds(3600))
    }

    @Test(arguments: [Duration.zero, .milliseconds(1), .seconds(-1)])
    func `waiting ends with its time`(limit: Duration) async {
        await Bell().wait(after: 0, atMost: limit)
    }

    @Test func `waiting ends with its task`() async {
        let task = Task { await Bell().wait(after: 0, atMost: .seconds(3600)) }
        task.cancel()
        await task.value
    }
}
