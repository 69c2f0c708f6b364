import FoundationEssentials
import Messages
import TestKit
import Testing

/// What administrators do daily, by commands.
@Suite(.timeLimit(.minutes(4))) struct AdministrationProgramTests {
    /// An administrator's terminal.
    private struct Terminal {
        let folder: TemporaryDirectory
        let environment: [String: String]

        init(port: Int) throws {
            folder = try TemporaryDirectory()
            environment = [
                "HOME": folder.path, "PYNOMALY_CONFIG": folder.file("config"),
                "PYNOMALY_SERVER": "http://127.0.0.1:\(port)",
            ]
        }

        func write(_ text: String, to name: String) throws -> String {
            try Data(text.utf8).write(to: URL(filePath: folder.file(name)))
            return folder.file(name)
        }

        /// What a command wrote; it must end with this code.
        @discardableResult
        func run(_ arguments: String..., code: Int32 = 0) async throws -> String {
            let output = folder.file("output-\(UUID().uuidString)")
            let process = try ChildProcess(
                Programs.path(of: "pynomaly"), arguments, environment: environment, output: output)
            let ending = await process.exitCode()
            let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
            try #require(ending == code, "\(arguments): \(text)")
            return text
        }
    }

    /// A super_admin of its own, so that nobody else's codes are used up.
    private func signedIn(_ shared: SharedPlatform, _ name: String) async throws -> Terminal {
        let _: AuthV1.User = try await shared.rest.post(
            "/v1/users", AuthV1.User(username: name, roles: ["super_admin"], password: SignIn.password))
        let terminal = try Terminal(port: shared.platform.gatewayPort)
        try await terminal.run(
            "login", "--username", name, "--password-file", terminal.write(SignIn.password, to: "first"),
            "--new-password-file", terminal.write(SignIn.password + "-own", to: "second"),
            "--totp-secret-file", terminal.folder.file("totp"), "--recovery-codes-file", terminal.folder.file("codes"))
        return terminal
    }

    @Test func `users are made, changed and let in again by name`() async throws {
        let shared = try await SharedPlatform.get()
        let admin = try await signedIn(shared, "chief-\(UUID().uuidString.lowercased())")
        let name = "worker-\(UUID().uuidString.lowercased())"
        let password = try admin.write(SignIn.password, to: "password")
        let made = try await admin.run(
            "users", "create", name, "--role", "analyst", "--password-file", password, "--json")
        #expect(made.contains("\"username\":\"\(name)\""))
        #expect(try await admin.run("users", "disable", name).contains("disabled"))
        let disabled = try await admin.run("users", "list", "--filter", "username = \"\(name)\" AND state = DISABLED")
        #expect(disabled.contains(name))
        #expect(try await admin.run("users", "enable", name).contains("active"))
        #expect(try await admin.run("users", "unlock", name).contains(name))
        #expect(try await admin.run("users", "roles", name, "--role", "data_scientist").contains("data_scientist"))
        let reset = try await admin.run("users", "reset-password", name)
        let oneTime = try #require(reset.split(separator: "\n").first.map(String.init))
        let login: AuthV1.LoginResponse = try await shared.anonymous.post(
            "/v1/auth:login", AuthV1.LoginRequest(username: name, password: oneTime))
        guard case .passwordChangeChallenge = login.outcome else {
            Issue.record("the printed password does not sign in: \(login)")
            return
        }
        let unknown = try await admin.run("users", "disable", "nobody-\(name)", code: 1)
        #expect(unknown.contains("no user named"))
    }

    @Test func `tenants are made and suspended`() async throws {
        let admin = try await signedIn(SharedPlatform.get(), "chief-\(UUID().uuidString.lowercased())")
        let title = "Tenant \(UUID().uuidString)"
        let made = try await admin.run("tenants", "create", title)
        let tenant = try #require(made.split { " \n".contains($0) }.first { $0.hasPrefix("tenants/") }.map(String.init))
        #expect(try await admin.run("tenants", "suspend", tenant).contains("suspended"))
        #expect(try await admin.run("tenants", "list", "--filter", "state = SUSPENDED").contains(title))
    }

    @Test func `sessions are listed and ended`() async throws {
        let admin = try await signedIn(SharedPlatform.get(), "chief-\(UUID().uuidString.lowercased())")
        let list = try await admin.run("sessions", "list")
        let session = try #require(
            list.split { " \n".contains($0) }.first { $0.contains("/sessions/") }.map(String.init))
        try await admin.run("sessions", "revoke", session)
        // It was this very sign-in.
        #expect(try await admin.run("sessions", "list", code: 1).contains("pynomaly login"))
    }

    @Test func `the audit trail is listed, verified and exported`() async throws {
        let admin = try await signedIn(SharedPlatform.get(), "chief-\(UUID().uuidString.lowercased())")
        #expect(try await admin.run("audit", "list").contains("auth.login"))
        #expect(try await admin.run("audit", "verify").contains("as they were written"))
        #expect(try await admin.run("audit", "verify", "--head", "1:AAAA", code: 1).isEmpty == false)
        let lines = try await admin.run("audit", "export").split(separator: "\n")
        #expect(lines.count > 3 && lines.allSatisfy { $0.hasPrefix("{") && $0.contains("\"link\"") })
    }
}
