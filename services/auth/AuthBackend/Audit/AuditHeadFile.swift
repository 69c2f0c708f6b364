import Glibc
import ServiceKit

/// A file of heads, one a line, which only grows.
struct AuditHeadFile: Sendable {
    let path: String
    let blockingPool: BlockingPool
    /// Of write(2), which a full disk cuts short.
    var write: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int = Glibc.write

    struct Failure: Error, CustomStringConvertible {
        var path: String
        var code: Int32
        var description: String { "\(path) can't be written: \(String(cString: strerror(code)))" }
    }

    /// Returns when the line is on the disk.
    func append(_ line: String) async throws {
        try await blockingPool.run { [path, write] in
            let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw Failure(path: path, code: errno) }
            defer { close(file) }
            // One at a time, so that lines of several replicas don't mix, nor one takes back another's.
            guard flock(file, LOCK_EX) == 0 else { throw Failure(path: path, code: errno) }
            let size = lseek(file, 0, SEEK_END)
            let bytes = Array("\(line)\n".utf8)
            guard size >= 0, write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
                let code = errno
                // A piece of a line would spoil the next one as well.
                if size >= 0 { ftruncate(file, size) }
                throw Failure(path: path, code: code)
            }
        }
    }
}
