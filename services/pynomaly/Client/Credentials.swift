import FoundationEssentials
import Messages

/// The server that `pynomaly login` signed in to, and the tokens it got. The file is readable by its owner only.
struct Credentials: Codable, Sendable {
    var server: ServerAddress
    var username: String
    var accessToken: String
    var expireTime: Date
    /// Works once: whoever uses it holds the lock until its successor is stored.
    var refreshToken: String

    init(server: ServerAddress, username: String, tokens: AuthV1.Tokens) {
        self.server = server
        self.username = username
        accessToken = ""
        expireTime = .distantPast
        refreshToken = ""
        take(tokens)
    }

    /// The answer to a step-up has no refresh token: the one that is there stays.
    mutating func take(_ tokens: AuthV1.Tokens) {
        accessToken = tokens.accessToken
        expireTime = Date(timeIntervalSinceNow: Double(tokens.expiresIn))
        if !tokens.refreshToken.isEmpty { refreshToken = tokens.refreshToken }
    }

    /// `PYNOMALY_CONFIG`, or `~/.config/pynomaly`.
    static var folder: String {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["PYNOMALY_CONFIG"], !folder.isEmpty { return folder }
        return (environment["HOME"] ?? "/root") + "/.config/pynomaly"
    }

    private static var path: String { folder + "/credentials.json" }

    /// Nil when nobody is signed in.
    static func stored() -> Credentials? {
        FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(Credentials.self, from: $0) }
    }

    static func load() throws(CommandFailure) -> Credentials {
        guard let credentials = stored() else {
            throw CommandFailure("not signed in: run `pynomaly login --username NAME`")
        }
        return credentials
    }

    func save() throws(CommandFailure) {
        do { try PrivateFile.replace(Self.path, with: JSONEncoder().encode(self)) } catch let error as CommandFailure {
            throw error
        } catch { throw CommandFailure("cannot write \(Self.path): \(error)") }
    }

    static func remove() throws(CommandFailure) {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            throw CommandFailure("cannot remove \(path): \(error)")
        }
    }

    /// Runs `body` while no other process of this user changes the file.
    static func locked<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw CommandFailure("cannot create \(folder): \(error)") }
        return try await FileLock.with(folder + "/credentials.lock", body)
    }
}
