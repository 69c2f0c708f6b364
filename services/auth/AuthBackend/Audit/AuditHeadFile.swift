import Glibc
import ServiceKit

/// A file of heads, one a line, which only grows.
struct AuditHeadFile: Sendable {
    let path: String
    let blockingPool: BlockingPool

    struct Failure: Error, CustomStringConvertible {
        var path: String
        var code: Int32
        var description: String { "\(path) can't be written: \(String(cString: strerror(code)))" }
    }

    /// Returns when the line is on the disk.
    func append(_ line: String) async throws {
        try await blockingPool.run { [path] in
            let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw Failure(path: path, code: errno) }
            defer { close(file) }
            // One write, so that lines of several replicas don't mix.
            let bytes = Array("\(line)\n".utf8)
            let written = write(file, bytes, bytes.count)
            guard written == bytes.count, fsync(file) == 0 else { throw Failure(path: path, code: errno) }
        }
    }
}
