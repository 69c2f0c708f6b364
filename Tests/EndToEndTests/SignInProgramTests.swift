import FoundationEssentials
import Messages
import TestKit
import Testing

/// `pynomaly login`, what it keeps, and what other commands make of it.
@Suite(.timeLimit(.minutes(4))) struct SignInProgramTests {
    /// Somebody's terminal, with a configuration folder of its own.
    private struct Terminal {
        let folder: TemporaryDirectory
        let port: Int

        func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> (code: Int32, text: String)
        {
            let output = folder.file("output-\(UUID().uuidString)")
            let process = try ChildProcess(
                Programs.path(of: "pynomaly"), arguments, environment: self.environment.merging(environment) { $1 },
                output: output)
            let code = await process.exitCode()
            return (code, String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self))
        }

        var environment: [String: String] {
            [
                "HOME": folder.path, "PYNOMALY_CONFIG": folder.file("config"),
                "PYNOMALY_SERVER": "http://127.0.0.1:\(port)",
            ]
        }

        func write(_ text: String, to name: String) throws -> String {
            try Data(text.utf8).write(to: URL(filePath: folder.file(name)))
            return folder.file(name)
        }

        var credentialsFile: String { folder.file("config/credentials.json") }

        func credentials() throws -> [String: JSONValue] {
            let data = try #require(FileManager.default.contents(atPath: credentialsFile))
            return try JSONDecoder().decode([String: JSONValue].self, from: data)
        }

        /// As if the access token had ended.
        func expire() throws {
            var credentials = try credentials()
            credentials["expireTime"] = .number(0)
            try JSONEncoder().encode(credentials).write(to: URL(filePath: credentialsFile))
        }
    }

    private enum JSONValue: Codable, Equatable {
        case text(String)
        case number(Double)
        case object([String: JSONValue])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .object(try container.decode([String: JSONValue].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .object(let members): try container.encode(members)
            }
        }

        var text: String? { if case .text(let text) = self { text } else { nil } }
    }

    /// A data scientist, signed in with a password alone.
    private func signedIn(_ shared: SharedPlatform) async throws -> Terminal {
        let terminal = Terminal(folder: try TemporaryDirectory(), port: shared.platform.gatewayPort)
        let name = "cli-\(UUID().uuidString.lowercased())"
        let _: AuthV1.User = try await shared.rest.post(
            "/v1/users", AuthV1.User(username: name, roles: ["data_scientist"], password: SignIn.password))
        let login = try await terminal.run([
            "login", "--username", name, "--password-file", terminal.write(SignIn.password, to: "first"),
            "--new-password-file", terminal.write(SignIn.password + "-own", to: "second"),
        ])
        try #require(login.code == 0, "\(login.text)")
        return terminal
    }

    /// Someone whose one-time password must be changed, at a terminal where it is asked for.
    private func changePassword(_ shared: SharedPlatform, _ first: String, _ second: String) async throws
        -> (code: Int32, text: String)
    {
        let terminal = Terminal(folder: try TemporaryDirectory(), port: shared.platform.gatewayPort)
        let name = "cli-\(UUID().uuidString.lowercased())"
        let _: AuthV1.User = try await shared.rest.post(
            "/v1/users", AuthV1.User(username: name, roles: ["data_scientist"], password: SignIn.password))
        let person = try PseudoTerminal(
            Programs.path(of: "pynomaly"),
            ["login", "--username", name, "--password-file", terminal.write(SignIn.password, to: "first")],
            environment: terminal.environment, output: terminal.folder.file("login"))
        try await person.answer("New password: ", first)
        try await person.answer("New password, once more: ", second)
        return (await person.process.exitCode(), person.text)
    }

    @Test func `a new password is asked for twice, and a slip changes nothing`() async throws {
        let shared = try await SharedPlatform.get()
        let slipped = try await changePassword(shared, SignIn.password + "-own", SignIn.password + "-won")
        #expect(slipped.code != 0 && slipped.text.contains("not the same"))
        #expect(!slipped.text.contains(SignIn.password), "what is typed is not echoed")
        let changed = try await changePassword(shared, SignIn.password + "-own", SignIn.password + "-own")
        #expect(changed.code == 0, "\(changed.text)")
    }

    @Test func `the credentials are their owner's alone`() async throws {
        let terminal = try await signedIn(SharedPlatform.get())
        let attributes = try FileManager.default.attributesOfItem(atPath: terminal.credentialsFile)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `commands that run side by side renew an ended token once`() async throws {
        let terminal = try await signedIn(SharedPlatform.get())
        let before = try terminal.credentials()
        try terminal.expire()
        let results = try await withThrowingTaskGroup(of: (code: Int32, text: String).self) { group in
            for _ in 0..<4 { group.addTask { try await terminal.run(["datasets", "list"]) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for result in results { #expect(result.code == 0, "\(result.text)") }
        let after = try terminal.credentials()
        #expect(after["refreshToken"] != before["refreshToken"] && after["accessToken"] != before["accessToken"])
        // A refresh token that was used twice would have ended the session.
        try terminal.expire()
        let last = try await terminal.run(["datasets", "list"])
        #expect(last.code == 0, "\(last.text)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: terminal.folder.file("config")).sorted()
                == ["credentials.json", "credentials.lock"])
    }

    @Test func `signing out ends the token at the server, and is said to whoever goes on`() async throws {
        let shared = try await SharedPlatform.get()
        let terminal = try await signedIn(shared)
        let refresh = try #require(terminal.credentials()["refreshToken"]?.text)
        let logout = try await terminal.run(["logout"])
        #expect(logout.code == 0, "\(logout.text)")
        #expect(!FileManager.default.fileExists(atPath: terminal.credentialsFile))
        await #expect(throws: RESTClient.Refusal.self) {
            let _: AuthV1.RefreshTokenResponse = try await shared.anonymous.post(
                "/v1/auth:refresh", AuthV1.RefreshTokenRequest(refreshToken: refresh))
        }
        let next = try await terminal.run(["datasets", "list"])
        #expect(next.code != 0 && next.text.contains("pynomaly login"))
    }

    @Test func `a factor is asked for where it is needed, and a key does without`() async throws {
        let shared = try await SharedPlatform.get()
        let terminal = try await signedIn(shared)
        let person = shared.rest(token: try #require(terminal.credentials()["accessToken"]?.text))
        let factor: AuthV1.EnrollTotpResponse = try await person.post(
            "/v1/users/me/totpFactor:enroll", AuthV1.EnrollTotpRequest())
        // The step before this one: each works once, and the program uses the current one.
        let _: AuthV1.ConfirmTotpResponse = try await person.post(
            "/v1/users/me/totpFactor:confirm",
            AuthV1.ConfirmTotpRequest(totpCode: SignIn.code(factor.secret, stepsAhead: -1)))
        let secret = try terminal.write(factor.secret, to: "totp")

        let create = ["api-keys", "create", "--name", "a program", "--scope", "datasets.read", "--json"]
        let unconfirmed = try await terminal.run(create)
        #expect(unconfirmed.code != 0 && unconfirmed.text.contains("no terminal"))
        let created = try await terminal.run(create + ["--totp-secret-file", secret])
        try #require(created.code == 0, "\(created.text)")
        let line = try #require(created.text.split(separator: "\n").last { $0.hasPrefix("{") })
        struct Created: Decodable {
            struct Key: Decodable { var name: String }
            var key: String
            var apiKey: Key
        }
        let made = try JSONDecoder().decode(Created.self, from: Data(line.utf8))

        let environment = ["PYNOMALY_API_KEY": made.key, "PYNOMALY_CONFIG": terminal.folder.file("nobody")]
        let listed = try await terminal.run(["datasets", "list"], environment: environment)
        #expect(listed.code == 0, "\(listed.text)")
        let refused = try await terminal.run(["detectors", "list"], environment: environment)
        #expect(refused.code != 0 && refused.text.contains("PERMISSION_DENIED"))
        #expect(try await terminal.run(["api-keys", "list"]).text.contains("datasets.read"))
        let revoked = try await terminal.run(["api-keys", "revoke", made.apiKey.name])
        #expect(revoked.code == 0, "\(revoked.text)")
    }
}
