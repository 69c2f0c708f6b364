import Logging
import ServiceKit
import Synchronization
import TestKit
import Testing

/// The loop around a service's sweep.
@Suite(.timeLimit(.minutes(1))) struct SweepLoopTests {
    private struct Away: Error {}

    private func run(
        _ interval: Duration, _ sweep: @escaping @Sendable () async throws -> Int, until isReached: () -> Bool
    ) async throws {
        let loop = SweepLoop(
            interval: interval, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, sweep: sweep)
        let running = Task { try await loop.run() }
        try await eventually(isReached)
        running.cancel()
        // It ends when it is told to, without an error.
        try await running.value
    }

    @Test func `a sweep runs again after its interval, also when it failed, until the service stops`() async throws {
        let runs = Mutex(0)
        try await run(.milliseconds(1)) {
            let count = runs.withLock { runs in
                runs += 1
                return runs
            }
            if count % 2 == 1 { throw Away() }
            return count
        } until: {
            runs.withLock { $0 } >= 6
        }
    }

    @Test func `a long interval does not keep the service from stopping`() async throws {
        let runs = Mutex(0)
        try await run(.seconds(3600)) {
            runs.withLock { $0 += 1 }
            return 0
        } until: {
            runs.withLock { $0 } == 1
        }
        #expect(runs.withLock { $0 } == 1)
    }
}
