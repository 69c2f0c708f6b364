import RPC
import ServiceKit
import Testing

@Suite struct PoolTests {
    @Test func `computations run on the pool and give their results back`() async throws {
        let pool = CPUPool(threadCount: 2)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for value in 1...100 { group.addTask { try await pool.run { value } } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 5050)
        await pool.shutdown()
    }

    @Test func `a computation past the limit is refused`() async throws {
        let pool = CPUPool(threadCount: 1, waitingMax: 1)
        // Two computations that wait for each other's end can't both be admitted twice over: one runs, one waits.
        let (gate, open) = AsyncStream<Void>.makeStream()
        let (started, tell) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    try await pool.run {
                        tell.yield()
                        for await _ in gate { break }
                    }
                }
            }
            var seen = 0
            for await _ in started {
                seen += 1
                if seen == 2 { break }
            }
            let error = await #expect(throws: RPCError.self) { try await pool.run {} }
            #expect(error?.code == .resourceExhausted)
            open.yield()
            open.yield()
            open.finish()
            try await group.waitForAll()
        }
        try await pool.run {}
        await pool.shutdown()
    }

    @Test func `what a computation throws reaches its caller`() async {
        struct Failure: Error {}
        let pool = CPUPool(threadCount: 1)
        await #expect(throws: Failure.self) { try await pool.run { throw Failure() } }
        await pool.shutdown()
    }

    @Test func `a job given to a pool that was shut down still runs`() async {
        let pool = CPUPool(threadCount: 1)
        await pool.shutdown()
        let value = await Task(executorPreference: pool) { 7 }.value
        #expect(value == 7)
    }

    @Test func `blocking calls run apart`() async throws {
        let pool = BlockingPool(threadCount: 2)
        #expect(try await pool.run { 3 } == 3)
        await pool.shutdown()
    }
}
