import FoundationEssentials
import Messages
import TestKit
import Testing

/// `pynomaly` and a gateway on another machine, behind nginx, which speaks TLS.
@Suite(.timeLimit(.minutes(4))) struct SecureServerTests {
    private static let row = "1.5,2.5,3.5\n"

    /// The terminal of a user whose password is a one-time one.
    private struct Terminal: Sendable {
        let folder: TemporaryDirectory
        let username: String

        init(_ shared: SharedPlatform) async throws {
            folder = try TemporaryDirectory()
            username = "secure-\(UUID().uuidString.lowercased())"
            let _: AuthV1.User = try await shared.rest.post(
                "/v1/users", AuthV1.User(username: username, roles: ["data_scientist"], password: SignIn.password))
        }

        func write(_ text: String, to name: String) throws -> String {
            try Data(text.utf8).write(to: URL(filePath: folder.file(name)))
            return folder.file(name)
        }

        func run(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> (Int32, String) {
            let output = folder.file("output-\(UUID().uuidString)")
            let own = ["HOME": folder.path, "PYNOMALY_CONFIG": folder.file("config")]
            let process = try ChildProcess(
                Programs.path(of: "pynomaly"), arguments, environment: own.merging(environment) { $1 },
                output: output)
            let code = await process.exitCode()
            return (code, String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self))
        }

        func login(
            _ server: String, _ more: [String] = [], _ environment: [String: String] = [:]
        ) async throws -> (Int32, String) {
            let arguments = try [
                "login", "--server", server, "--username", username, "--password-file",
                write(SignIn.password, to: "first"), "--new-password-file",
                write(SignIn.password + "-own", to: "second"),
            ]
            return try await run(arguments + more, environment)
        }
    }

    private func withServer(_ body: @Sendable (SharedPlatform, TestNginx, Int) async throws -> Void) async throws {
        let shared = try await SharedPlatform.get()
        let port = FreePorts.take()
        let nginx = try await TestNginx(
            gatewayPort: shared.platform.gatewayPort, addresses: ["127.0.0.1:\(port)", "127.0.0.2:\(port)"])
        try await nginx.whileRunning { try await body(shared, nginx, port) }
    }

    @Test func `the authority that login is given is trusted by later commands as well, from wherever they start`()
        async throws
    {
        try await withServer { shared, nginx, port in
            let terminal = try await Terminal(shared)
            let login = try await terminal.login(
                "https://localhost:\(port)", ["--ca", nginx.certificates.authority])
            #expect(login.0 == 0 && login.1.contains("https://localhost:\(port)"), "\(login.1)")
            // More than the sockets of this machine hold.
            let rows = String(repeating: Self.row, count: (8 << 20) / Self.row.utf8.count)
            let upload = try await terminal.run(
                ["datasets", "upload", terminal.write("a,b,c\n" + rows, to: "large.csv"), "--name", "over TLS"])
            #expect(upload.0 == 0, "\(upload.1)")
            let list = try await terminal.run(["datasets", "list"])
            #expect(list.0 == 0 && list.1.contains("over TLS"), "\(list.1)")
        }
    }

    @Test func `without one, the system's authorities decide`() async throws {
        try await withServer { shared, nginx, port in
            let terminal = try await Terminal(shared)
            let server = "https://127.0.0.1:\(port)"
            let refused = try await terminal.login(server)
            #expect(refused.0 != 0 && refused.1.contains("certificate is not acceptable"), "\(refused.1)")
            // Where OpenSSL looks instead of the system's own file.
            let login = try await terminal.login(server, [], ["SSL_CERT_FILE": nginx.certificates.authority])
            #expect(login.0 == 0, "\(login.1)")
        }
    }

    @Test func `a server that is not who it should be gets no password`() async throws {
        try await withServer { shared, nginx, port in
            let terminal = try await Terminal(shared)
            for (host, authority) in [
                ("localhost", nginx.certificates.stranger), ("127.0.0.2", nginx.certificates.authority),
            ] {
                let login = try await terminal.login("https://\(host):\(port)", ["--ca", authority])
                #expect(login.0 != 0 && login.1.contains("certificate is not acceptable"), "\(host): \(login.1)")
            }
            let nowhere = try await terminal.login("https://localhost:\(port)", ["--ca", "/nowhere.pem"])
            #expect(
                nowhere.0 != 0 && nowhere.1.contains("--ca: ") && nowhere.1.contains("/nowhere.pem"), "\(nowhere.1)")
        }
    }

    @Test func `an API key goes to a server of a private authority, too`() async throws {
        try await withServer { shared, nginx, port in
            let key: AuthV1.CreateApiKeyResponse = try await shared.rest.post(
                "/v1/users/me/apiKeys", AuthV1.ApiKey(displayName: "over TLS", scopes: ["datasets.read"]))
            let environment = [
                "PYNOMALY_API_KEY": key.key, "PYNOMALY_SERVER": "https://localhost:\(port)",
                "PYNOMALY_CA": nginx.certificates.authority,
            ]
            let list = try await Terminal(shared).run(["datasets", "list"], environment)
            #expect(list.0 == 0, "\(list.1)")
        }
    }

    @Test(arguments: ["http://192.0.2.1:8000", "http://example.com", "ftp://127.0.0.1", "127.0.0.1:8000"])
    func `nothing is sent to another machine in the clear, nor to what is no address`(server: String) async throws {
        let login = try await Terminal(SharedPlatform.get()).login(server)
        #expect(login.0 != 0 && login.1.contains("--server: ") && login.1.contains("https://"), "\(login.1)")
    }
}
