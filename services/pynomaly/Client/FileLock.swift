import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// A file that one process at a time holds, until it is done or gone (flock).
enum FileLock {
    static func with<Value>(_ path: String, _ body: () async throws -> Value) async throws -> Value {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure("cannot write \(path)") }
        // Closing it gives the lock back.
        defer { close(descriptor) }
        try await NIOThreadPool.singleton.runIfActive {
            while flock(descriptor, LOCK_EX) != 0 {
                guard errno == EINTR else { throw CommandFailure("cannot lock \(path): error \(errno)") }
            }
        }
        return try await body()
    }
}
