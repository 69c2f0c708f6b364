import FoundationEssentials

/// The server that `pynomaly login` signed in to, and the token it got. The file is readable by its owner only.
struct Credentials: Codable, Sendable {
    var server: ServerAddress
    var username: String
    var accessToken: String
    var expireTime: Date

    /// `PYNOMALY_CONFIG`, or `~/.config/pynomaly`.
    static var folder: String {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["PYNOMALY_CONFIG"], !folder.isEmpty { return folder }
        return (environment["HOME"] ?? "/root") + "/.config/pynomaly"
    }

    private static var path: String { folder + "/credentials.json" }

    static func load() throws(CommandFailure) -> Credentials {
        guard let data = FileManager.default.contents(atPath: path),
            let credentials = try? JSONDecoder().decode(Credentials.self, from: data)
        else { throw CommandFailure("not signed in: run `pynomaly login --username NAME`") }
        guard credentials.expireTime > Date() else {
            throw CommandFailure("the sign-in of \(credentials.username) has expired: run `pynomaly login` again")
        }
        return credentials
    }

    func save() throws(CommandFailure) {
        do {
            try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
            let data = try JSONEncoder().encode(self)
            // Created with its final permissions: there is no moment in which others can read it.
            try? FileManager.default.removeItem(atPath: Self.path)
            let created = FileManager.default.createFile(
                atPath: Self.path, contents: data, attributes: [.posixPermissions: 0o600])
            guard created else { throw CommandFailure("cannot write \(Self.path)") }
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("cannot write \(Self.path): \(error)")
        }
    }
}
