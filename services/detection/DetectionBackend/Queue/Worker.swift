import FoundationEssentials
import Logging
import Postgres
import RPC
import ServiceKit
import ServiceLifecycle

/// Takes tasks from the queue and runs them, a few at a time, until the service stops; then it gives back what it holds.
struct Worker: Service {
    var queue: TaskQueue
    var handlers: TaskHandlers
    /// Tasks that run at once; each may use the whole CPU pool.
    var concurrency: Int
    var wakeUps: WakeUps
    var logger: Logger

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<concurrency {
                group.addTask { await takeTasks() }
            }
            group.addTask { await wakeUps.listen() }
            // Cancels the tasks' work, not the return of their leases.
            try? await gracefulShutdown()
            group.cancelAll()
        }
    }

    private func takeTasks() async {
        while !Task.isCancelled {
            do {
                guard let task = try await queue.claim() else {
                    await wakeUps.wait(atMost: DetectionLimits.pollInterval)
                    continue
                }
                await run(task)
            } catch {
                guard !Task.isCancelled else { return }
                logger.warning("the queue cannot be read", metadata: ["error": "\(error)"])
                await wakeUps.wait(atMost: DetectionLimits.retryPause)
            }
        }
    }

    private func run(_ task: QueueTask) async {
        do {
            guard task.attempt <= DetectionLimits.taskAttemptsMax else { throw TaskFailure.workersLost }
            try await withLease(on: task) { try await handlers.run(task) }
        } catch TaskFailure.leaseLost {
            logger.notice("lease lost; another worker has the task", metadata: task.logMetadata)
        } catch {
            await giveBack(task, error)
        }
    }

    /// Runs `work` while a heartbeat keeps the lease; the loss of the lease cancels the work.
    private func withLease(on task: QueueTask, _ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await work() }
            group.addTask {
                while true {
                    try await Task.sleep(for: queue.lease / 3)
                    try await renew(task)
                }
            }
            defer { group.cancelAll() }
            // Whichever ends first decides: the work with its outcome, or the heartbeat with its loss.
            try await group.next()
        }
    }

    /// Extends the lease. A database that does not answer is asked again: the lease has two thirds of its time left, and
    /// work of half an hour is not thrown away for one lost connection.
    private func renew(_ task: QueueTask) async throws {
        let triesMax = 3
        for attempt in 1...triesMax {
            do {
                guard try await queue.renew(task) else { throw TaskFailure.leaseLost }
                return
            } catch let error as PostgresError where attempt < triesMax {
                logger.warning("a lease could not be extended yet", metadata: ["error": "\(error)"])
                try await Task.sleep(for: queue.lease / 6)
            }
        }
    }

    private func giveBack(_ task: QueueTask, _ error: any Error) async {
        let isStopping = Task.isCancelled
        let reason = FailureReason(error)
        let isLastAttempt = task.attempt >= DetectionLimits.taskAttemptsMax
        var metadata = task.logMetadata
        metadata["error"] = "\(error)"
        // A child task of its own: the return must reach the database although this one is cancelled.
        await Task {
            do {
                if isStopping {
                    try await queue.release(task, after: .zero, countsAttempt: false)
                } else if isLastAttempt || !reason.isTransient {
                    try await handlers.fail(task, reason)
                    logger.error("task failed for good", metadata: metadata)
                } else {
                    try await queue.release(
                        task, after: DetectionLimits.retryPause * Int(task.attempt), countsAttempt: true)
                    logger.warning("task failed and will be tried again", metadata: metadata)
                }
            } catch {
                // The lease ends by itself and somebody else takes the task up.
                metadata["error"] = "\(error)"
                logger.warning("task could not be given back", metadata: metadata)
            }
        }.value
    }
}

extension QueueTask {
    var logMetadata: Logger.Metadata {
        ["task": "\(id)", "kind": "\(kind.rawValue)", "owner": "\(owner.text)", "attempt": "\(attempt)"]
    }
}
