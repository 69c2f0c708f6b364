import NIOCore
import NIOPosix
import RPC
import Synchronization

/// Threads for calls that block: files, name resolution. They mostly wait, so they are not the threads that compute.
package final class BlockingPool: Sendable {
    private let threads: NIOThreadPool
    private let admittedMax: Int
    private let admitted = Atomic<Int>(0)

    package init(
        threadCount: Int = ServiceLimits.blockingThreads, waitingMax: Int = ServiceLimits.blockingCallsWaitingMax
    ) {
        admittedMax = threadCount + waitingMax
        threads = NIOThreadPool(numberOfThreads: threadCount)
        threads.start()
    }

    /// Runs `body` on a thread that may block; RESOURCE_EXHAUSTED when too many calls wait.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        let before = admitted.add(1, ordering: .relaxed).oldValue
        defer { admitted.subtract(1, ordering: .relaxed) }
        guard before < admittedMax else {
            throw RPCError(.resourceExhausted, "Too many calls are waiting; try again later.")
        }
        return try await threads.runIfActive(body)
    }

    package func shutdown() async {
        try? await threads.shutdownGracefully()
    }
}
