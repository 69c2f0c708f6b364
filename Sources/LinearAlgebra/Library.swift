internal import COpenBLAS
internal import Synchronization

/// The way to every call into OpenBLAS.
///
/// Its serial build hands out its working memory without a lock unless it was built with USE_LOCKING, and Debian's is not: two threads
/// within it get the same buffer, and wrong numbers without any error. One call at a time, then. Its build over threads is safe, and is
/// told to use the caller's thread alone: ours is the pool, and sums must not depend on the number of threads.
enum Library {
    private static let lock = Mutex(())

    private static let isSafe: Bool = {
        // 1 is built over threads of its own, 2 over OpenMP's, whose number each caller would have to set.
        guard openblas_get_parallel() == 1 else { return false }
        openblas_set_num_threads(1)
        return true
    }()

    @inline(__always)
    static func call<T>(_ body: () -> T) -> T {
        guard !isSafe else { return body() }
        return lock.withLock { _ in body() }
    }
}
