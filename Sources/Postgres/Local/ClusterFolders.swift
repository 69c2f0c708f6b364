import FoundationEssentials
import Glibc

/// Where a private cluster keeps its things.
struct ClusterFolders {
    let data: String
    let log: String
    let socket: String

    init(directory: String, account: ServerAccount) throws(LocalClusterError) {
        data = directory + "/data"
        log = directory + "/postgres.log"
        do {
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        } catch {
            throw LocalClusterError("the data folder \(data) can't be created")
        }
        // The server's account must get through to its data; nobody else needs to.
        guard account.own(directory), account.own(data), chmod(data, 0o700) == 0 else {
            throw LocalClusterError("the data folder \(data) can't be given to PostgreSQL")
        }
        socket = try Self.makeSocketFolder(account)
    }

    var hasData: Bool { access(data + "/PG_VERSION", F_OK) == 0 }

    /// What the server wrote last, for error messages.
    var logTail: String {
        guard let bytes = FileManager.default.contents(atPath: log) else { return "no log" }
        let lines = String(decoding: bytes.suffix(2000), as: UTF8.self).split(separator: "\n")
        return lines.suffix(3).joined(separator: " | ")
    }

    /// Whoever may enter the socket's folder is trusted; over TCP, if at all, a password is asked for.
    func writeAuthentication() throws(LocalClusterError) {
        let rules = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        let file = data + "/pg_hba.conf"
        guard let handle = fopen(file, "we") else { throw LocalClusterError("\(file) can't be written") }
        let written = fputs(rules, handle)
        guard fclose(handle) == 0, written >= 0 else { throw LocalClusterError("\(file) can't be written") }
    }

    private static func makeSocketFolder(_ account: ServerAccount) throws(LocalClusterError) -> String {
        var template = Array("/tmp/pynomaly-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw LocalClusterError("no folder can be created in /tmp") }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard account.own(path) else { throw LocalClusterError("\(path) can't be given to PostgreSQL") }
        return path
    }
}
