import FoundationEssentials
import Glibc

/// The programs of an installed PostgreSQL.
struct ServerPrograms {
    var initdb: String
    var postgres: String

    /// Debian keeps them apart from the PATH, by version; the newest is taken. Other systems have them in the PATH.
    static func find() throws(LocalClusterError) -> ServerPrograms {
        let debian = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []).compactMap { Int($0) }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        let folders = versions.sorted(by: >).map { "\(debian)/\($0)/bin" } + path.split(separator: ":").map(String.init)
        for folder in folders {
            let found = ServerPrograms(initdb: folder + "/initdb", postgres: folder + "/postgres")
            if access(found.initdb, X_OK) == 0, access(found.postgres, X_OK) == 0 { return found }
        }
        throw LocalClusterError("PostgreSQL's initdb and postgres are not installed (Debian: postgresql-15)")
    }
}

/// Who the server runs as: PostgreSQL refuses to be root, so root lends it the account `postgres`.
struct ServerAccount {
    /// Nil: as we are.
    var user: (id: uid_t, group: gid_t)?

    static func current() throws(LocalClusterError) -> ServerAccount {
        guard geteuid() == 0 else { return ServerAccount(user: nil) }
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwnam_r("postgres", &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            throw LocalClusterError("PostgreSQL refuses to run as root, and there is no account named postgres")
        }
        return ServerAccount(user: (entry.pw_uid, entry.pw_gid))
    }

    /// The command line that runs a program as this account. The program dies with whoever started it.
    func command(_ program: String, _ arguments: [String]) -> [String] {
        var command = ["/usr/bin/setpriv"]
        if let user { command += ["--reuid=\(user.id)", "--regid=\(user.group)", "--clear-groups"] }
        return command + ["--pdeathsig=INT", program] + arguments
    }

    func own(_ path: String) -> Bool {
        guard let user else { return true }
        return chown(path, user.id, user.group) == 0
    }
}
