import FoundationEssentials

/// Where a private cluster listens: a socket in a folder of its own.
package struct ClusterAddress: Sendable {
    /// Short, as the path of a socket holds at most 107 bytes.
    package let socketDirectory: String
    /// The socket's name holds it, TCP or not.
    let port: Int

    init(socketDirectory: String, port: Int) {
        self.socketDirectory = socketDirectory
        self.port = port
    }

    /// The cluster that another process runs on this folder: PostgreSQL writes down its port and its socket's folder,
    /// on the fourth and fifth lines of postmaster.pid.
    ///
    /// - Returns: nil when no server has got that far.
    package init?(runningIn directory: String) {
        guard let bytes = FileManager.default.contents(atPath: directory + "/data/postmaster.pid") else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 5, let port = Int(lines[3]), lines[4].hasPrefix("/") else { return nil }
        self.init(socketDirectory: String(lines[4]), port: port)
    }

    package func url(user: String = LocalCluster.superuser, database: String = "postgres") -> String {
        "postgresql://\(user)@/\(database)?host=\(socketDirectory)&port=\(port)"
    }
}
