internal import Glibc
import NIOCore
import NIOPosix

/// The file of a Unix domain socket. It outlives a server that was killed, and stands in the way of the next one.
enum UnixSocketFile {
    /// Whether nobody listens at the file any more. NIO removes such a file before it binds, if it is a socket, and the
    /// server's own when it closes.
    static func isStale(_ path: String, group: any EventLoopGroup) async -> Bool {
        do {
            try await ClientBootstrap(group: group).connect(unixDomainSocketPath: path).get().close()
            return false
        } catch {
            return (error as? IOError)?.errnoCode == ECONNREFUSED
        }
    }
}
