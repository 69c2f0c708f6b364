import Crypto
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// What one platform keeps on disk: the cluster, its secrets, its logs.
struct DataFolder: Sendable {
    let path: String

    /// PostgreSQL runs under another account when we are root, which can't enter root's home.
    static var standardPath: String {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["PYNOMALY_DATA"], !path.isEmpty { return path }
        if geteuid() == 0 { return "/var/lib/pynomaly" }
        return (environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "/tmp") + "/.local/share") + "/pynomaly"
    }

    init(path: String) throws(CommandFailure) {
        self.path = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        for folder in [self.path, logs, secrets] {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw CommandFailure("--data-directory: \(folder) can't be created")
            }
        }
        // Logs are for the operator: that of a development platform's auth holds reset tokens.
        for folder in [secrets, logs] {
            guard chmod(folder, 0o700) == 0 else {
                throw CommandFailure("--data-directory: \(folder) can't be protected")
            }
        }
    }

    /// Whether a platform was ever started there; unlike `init`, it creates nothing.
    static func hasPlatform(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/postgres/data/PG_VERSION")
            && FileManager.default.fileExists(atPath: path + "/secrets/secret-key")
    }

    static func temporary() throws(CommandFailure) -> DataFolder {
        var template = Array("/tmp/pynomaly-up-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CommandFailure("no folder can be created in /tmp") }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard chmod(path, 0o755) == 0 else { throw CommandFailure("\(path) can't be opened to PostgreSQL") }
        return try DataFolder(path: path)
    }

    var cluster: String { path + "/postgres" }
    var logs: String { path + "/logs" }
    private var secrets: String { path + "/secrets" }

    /// The file with a secret, made at its first use. Readable by its owner only.
    func secretFile(_ name: String) throws -> String {
        let file = secrets + "/" + name
        guard !FileManager.default.fileExists(atPath: file) else { return file }
        try SecretFile.write(Base64URL.encode(try SecureRandom.bytes(48)), to: file)
        return file
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// For whoever must find out why a platform failed.
    func removeAllButLogs() {
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where entry != "logs" {
            try? FileManager.default.removeItem(atPath: path + "/" + entry)
        }
    }

    /// Runs `body` while nobody else can run a platform on this folder.
    ///
    /// - Throws: when another platform does.
    func locked(_ body: () async throws -> Void) async throws {
        guard try await lockedIfFree(body) else {
            throw CommandFailure("--data-directory: another platform runs on \(path)")
        }
    }

    /// Returns false, without running `body`, when another platform runs on this folder.
    func lockedIfFree(_ body: () async throws -> Void) async throws -> Bool {
        let descriptor = open(path + "/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure("--data-directory: \(path) can't be written") }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
        try await body()
        return true
    }
}
