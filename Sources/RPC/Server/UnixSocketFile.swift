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

extension ServerBootstrap {
    /// Binds an address, or the Unix domain socket that `host` names.
    func listen(host: String, port: Int, group: any EventLoopGroup) async throws -> any Channel {
        guard let path = UnixSocketName.path(of: host) else { return try await bind(host: host, port: port).get() }
        let isStale = await UnixSocketFile.isStale(path, group: group)
        return try await bind(unixDomainSocketPath: path, cleanupExistingSocketFile: isStale).get()
    }
}
