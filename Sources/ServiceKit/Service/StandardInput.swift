import Glibc
import NIOPosix

/// The lifeline that a parent holds: it ends when the parent does, however that happens.
enum StandardInput {
    /// Calls back when standard input has ended. The thread that waits for it is given up: nothing can wake it, and
    /// the process ends before it does.
    static func whenEnded(_ callback: @escaping @Sendable () -> Void) {
        NIOThreadPool.singleton.submit { _ in
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count > 0 || (count < 0 && errno == EINTR) { continue }
                return callback()
            }
        }
    }
}
