import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// A file read front to back, on threads that may block.
final class FileSource: Sendable {
    private let descriptor: Int32
    /// Bytes in the file when it was opened.
    let size: Int64

    init(_ path: String) throws(CommandFailure) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        let end = lseek(descriptor, 0, SEEK_END)
        guard descriptor >= 0, end >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw CommandFailure("cannot read \(path)")
        }
        size = Int64(end)
    }

    deinit { close(descriptor) }

    /// The next bytes; none at the end.
    func read(atMost count: Int) async throws -> [UInt8] {
        try await NIOThreadPool.singleton.runIfActive { [self] in
            var bytes = [UInt8](repeating: 0, count: count)
            let got = Glibc.read(descriptor, &bytes, count)
            guard got >= 0 else { throw CommandFailure("the file cannot be read: error \(errno)") }
            return Array(bytes.prefix(got))
        }
    }
}
