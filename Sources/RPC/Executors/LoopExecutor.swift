package import NIOCore

/// Runs a task's jobs on an event loop, so that a handler shares the thread of its connection.
///
/// Unchecked: `runsInPlace` is confined to the loop.
package final class LoopExecutor: TaskExecutor, @unchecked Sendable {
    package let loop: any EventLoop
    /// The next job that comes from the loop itself runs inside `enqueue`.
    private var runsInPlace = false

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

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if loop.inEventLoop && runsInPlace {
            runsInPlace = false
            return job.runSynchronously(on: asUnownedTaskExecutor())
        }
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
