package import NIOCore

/// Runs the jobs of a connection's handlers on its event loop, so that they share its thread.
///
/// Unchecked: what is mutable is confined to the loop.
package final class LoopExecutor: TaskExecutor, @unchecked Sendable {
    package let loop: any EventLoop
    /// The next job that comes from the loop itself runs inside `enqueue`.
    private var runsInPlace = false
    /// Jobs that come from the loop itself wait for `endBatch`.
    private var isBatching = false
    private var batch: [UnownedJob] = []

    package init(_ loop: any EventLoop) {
        self.loop = loop
    }

    /// Resumes a task that waits on this loop, and runs it here and now up to its next suspension, as
    /// `Task.immediate` does with a new one. On the loop.
    func resumeInPlace(_ continuation: UnsafeContinuation<Void, Never>) {
        loop.preconditionInEventLoop()
        runsInPlace = true
        continuation.resume()
        runsInPlace = false
    }

    /// Until `endBatch`, jobs are kept together that would else go through the loop's queue one by one. On the loop.
    func beginBatch() {
        isBatching = true
    }

    /// Runs the jobs of the batch; what they enqueue themselves takes its turn in the loop's queue, so that no handler
    /// holds the loop for itself. On the loop.
    func endBatch() {
        isBatching = false
        guard !batch.isEmpty else { return }
        var jobs: [UnownedJob] = []
        swap(&jobs, &batch)
        for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
        guard batch.isEmpty else { return }
        jobs.removeAll(keepingCapacity: true)
        batch = jobs
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if loop.inEventLoop {
            if runsInPlace {
                runsInPlace = false
                return job.runSynchronously(on: asUnownedTaskExecutor())
            }
            if isBatching { return batch.append(job) }
        }
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
