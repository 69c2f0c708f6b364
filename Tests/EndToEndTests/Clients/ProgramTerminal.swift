import FoundationEssentials
import Messages
import TestKit
import Testing

/// Somebody's terminal, at which `pynomaly` is typed; its configuration folder is its own.
struct ProgramTerminal {
    let folder: TemporaryDirectory
    let environment: [String: String]

    init(port: Int) throws {
        folder = try TemporaryDirectory()
        environment = [
            "HOME": folder.path, "PYNOMALY_CONFIG": folder.file("config"),
            "PYNOMALY_SERVER": "http://127.0.0.1:\(port)",
        ]
    }

    /// A new user, so that nobody else's codes are used up. Administrators enrol their second factor, which is fresh then.
    static func signedIn(
        _ shared: SharedPlatform, _ name: String, role: String = "super_admin"
    ) async throws -> ProgramTerminal {
        let _: AuthV1.User = try await shared.rest.post(
            "/v1/users", AuthV1.User(username: name, roles: [role], password: SignIn.password))
        let terminal = try ProgramTerminal(port: shared.platform.gatewayPort)
        try await terminal.run(
            "login", "--username", name, "--password-file", terminal.write(SignIn.password, to: "first"),
            "--new-password-file", terminal.write(SignIn.password + "-own", to: "second"),
            "--totp-secret-file", terminal.folder.file("totp"), "--recovery-codes-file", terminal.folder.file("codes"))
        return terminal
    }

    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: folder.file(name)))
        return folder.file(name)
    }

    func read(_ name: String) throws -> String {
        String(decoding: try #require(FileManager.default.contents(atPath: folder.file(name))), as: UTF8.self)
    }

    /// What a command wrote; it must end with this code.
    @discardableResult
    func run(_ arguments: String..., code: Int32 = 0) async throws -> String {
        try await run(arguments, code: code)
    }

    @discardableResult
    func run(_ arguments: [String], code: Int32 = 0) async throws -> String {
        let output = folder.file("output-\(UUID().uuidString)")
        let process = try ChildProcess(
            Programs.path(of: "pynomaly"), arguments, environment: environment, output: output)
        let ending = await process.exitCode()
        let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
        try #require(ending == code, "\(arguments): \(text)")
        return text
    }

    /// The first word of a table that names a resource of this kind, such as "tenants/".
    static func name(_ part: String, in text: String) throws -> String {
        try #require(text.split { " \n".contains($0) }.first { $0.contains(part) }.map(String.init), "\(text)")
    }
}
