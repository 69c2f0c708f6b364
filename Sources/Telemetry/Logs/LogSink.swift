import Glibc
import Synchronization

/// Where log lines go.
package protocol LogSink: Sendable {
    /// Takes one whole line, its newline included.
    func write(_ line: [UInt8])
}

/// A file descriptor that is written with one `write` a line.
///
/// Several processes may share the descriptor (`pynomaly up`): a line of at most PIPE_BUF bytes stays whole even then.
package final class FileDescriptorSink: LogSink {
    package static let standardOutput = FileDescriptorSink(STDOUT_FILENO)
    package static let standardError = FileDescriptorSink(STDERR_FILENO)

    private let descriptor: Int32
    /// Keeps the parts of a line together when the kernel takes it in several pieces.
    private let turn = Mutex(())

    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    package func write(_ line: [UInt8]) {
        turn.withLock { _ in
            var rest = line[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if written < 0 && errno == EINTR { continue }
                // A log that can't be written must not stop the service: the line is lost.
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }
}
