import NIOCore
import NIOPosix
import RPC
import Synchronization

/// The threads that compute: fitting, scoring, hashing, parsing. Event loops never do.
///
/// As a task executor it takes every job it is given, as executors must; `run` is the door that refuses when too much
/// waits already.
package final class CPUPool: TaskExecutor {
    package let threadCount: Int
    private let threads: NIOThreadPool
    private let waitingMax: Int
    private let admitted = Atomic<Int>(0)

    package init(threadCount: Int, waitingMax: Int = ServiceLimits.computationsWaitingMax) {
        self.threadCount = max(1, threadCount)
        self.waitingMax = waitingMax
        threads = NIOThreadPool(numberOfThreads: self.threadCount)
        threads.start()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // A pool that was shut down runs the job on the thread that noticed: a job that is dropped would leave its
        // task waiting forever.
        threads.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    package func asUnownedTaskExecutor() -> UnownedTaskExecutor {
        UnownedTaskExecutor(ordinary: self)
    }

    /// Runs `body` on the pool's threads; RESOURCE_EXHAUSTED when too many computations wait.
    package func run<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        let before = admitted.add(1, ordering: .relaxed).oldValue
        defer { admitted.subtract(1, ordering: .relaxed) }
        guard before < threadCount + waitingMax else {
            throw RPCError(.resourceExhausted, "Too many computations are waiting; try again later.")
        }
        return try await withTaskExecutorPreference(self, operation: body)
    }

    /// Ends the threads after the jobs they have.
    package func shutdown() async {
        try? await threads.shutdownGracefully()
    }
}
