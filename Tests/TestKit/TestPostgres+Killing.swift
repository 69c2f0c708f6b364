import FoundationEssentials
import Glibc
import Postgres
import Synchronization

extension TestPostgres {
    /// `kill -9` of the server that this test started; returns when it is gone.
    package func kill() async throws {
        let file = directory.path + "/data/postmaster.pid"
        let text = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        guard let pid = text.split(separator: "\n").first.flatMap({ pid_t($0) }), pid > 1 else {
            throw LocalClusterGone()
        }
        Glibc.kill(pid, SIGKILL)
        await (successor.withLock { $0 } ?? cluster).stop()
    }

    /// Starts a server on the same data, reached in the same way.
    package func restart() async throws {
        let server = try await startPatiently()
        let old = cluster.socketDirectory
        // There is one already after the second time.
        unlink(old)
        guard symlink(server.socketDirectory, old) == 0 else { throw LocalClusterGone() }
        successor.withLock { $0 = server }
    }

    /// Ends what `restart` has started.
    package func stop() async {
        await successor.withLock { $0 }?.stop()
        unlink(cluster.socketDirectory)
    }

    /// A new server refuses the data as long as a process of the old one, which ends by itself, holds its memory.
    private func startPatiently() async throws -> LocalCluster {
        for _ in 0..<100 {
            if let server = try? await LocalCluster.start(directory: directory.path) { return server }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try await LocalCluster.start(directory: directory.path)
    }

    struct LocalClusterGone: Error {}
}
