internal import Glibc
import NIOCore
import NIOPosix

/// The file of a Unix domain socket that a server listens on. It outlives the process that made it, unless that removes
/// it.
struct UnixSocketFile: Sendable {
    private let path: String
    private let device: dev_t
    private let inode: ino_t

    /// The socket that lies there; nil when there is none.
    init?(path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        self.path = path
        device = status.st_dev
        inode = status.st_ino
    }

    /// Whether it was left behind by a server that is gone.
    func isStale(group: any EventLoopGroup) async -> Bool {
        do {
            let channel = try await ClientBootstrap(group: group).connect(unixDomainSocketPath: path).get()
            try? await channel.close()
            return false
        } catch let error as IOError {
            return error.errnoCode == ECONNREFUSED
        } catch {
            return false
        }
    }

    /// Removes the file, unless another one has taken its place.
    func remove() {
        guard let current = UnixSocketFile(path: path), current.device == device, current.inode == inode else { return }
        unlink(path)
    }
}
