import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// A file that its owner alone can read, at every moment of its life.
enum PrivateFile {
    /// Readers see the old content or the new one, whatever happens in between.
    static func replace(_ path: String, with content: Data) throws(CommandFailure) {
        let temporary = "\(path).\(getpid())"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure("cannot write \(temporary)") }
        let isWritten = write(content, to: descriptor) && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(temporary, path) == 0 else {
            unlink(temporary)
            throw CommandFailure("cannot write \(path)")
        }
    }

    private static func write(_ content: Data, to descriptor: Int32) -> Bool {
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
