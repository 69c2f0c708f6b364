import Subprocess

/// An authority with a server's and a client's certificate, made by the openssl command in a folder of its own.
package final class TestCertificates: Sendable {
    package let authority: String
    package let server: String
    package let serverKey: String
    package let client: String
    package let clientKey: String
    /// An authority that has signed nothing here.
    package let stranger: String
    private let folder: TemporaryDirectory

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// The ones that the tests of a process share.
    package static func shared() async throws -> TestCertificates { try await made.value }

    private static let made = Task { try await TestCertificates() }

    /// - The server is `localhost`, `127.0.0.1` and `server.test`; the client is the DNS name `client.test`.
    private init() async throws {
        folder = try TemporaryDirectory()
        authority = folder.file("authority.pem")
        stranger = folder.file("stranger.pem")
        server = folder.file("server.pem")
        serverKey = folder.file("server.key")
        client = folder.file("client.pem")
        clientKey = folder.file("client.key")
        try await makeAuthority(authority, key: folder.file("authority.key"), name: "/CN=Test authority")
        try await makeAuthority(stranger, key: folder.file("stranger.key"), name: "/CN=Stranger")
        try await sign(server, key: serverKey, names: "DNS:localhost,IP:127.0.0.1,DNS:server.test")
        try await sign(client, key: clientKey, names: "DNS:client.test")
    }

    private func makeAuthority(_ file: String, key: String, name: String) async throws {
        try await openssl(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", name, "-keyout", key, "-out", file,
            ])
    }

    package struct Identity: Sendable {
        package var certificate: String
        package var key: String
    }

    /// Makes one more certificate, of a server or a client.
    ///
    /// - Parameter names: as openssl takes them: `DNS:localhost,IP:127.0.0.1`.
    package func issue(names: String, byStranger: Bool = false) async throws -> Identity {
        let name = "issued-\(UInt64.random(in: .min ... .max))"
        let identity = Identity(certificate: folder.file(name + ".pem"), key: folder.file(name + ".key"))
        try await sign(
            identity.certificate, key: identity.key, names: names, authority: byStranger ? "stranger" : "authority")
        return identity
    }

    private func sign(_ file: String, key: String, names: String, authority: String = "authority") async throws {
        try await openssl(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=test", "-addext", "subjectAltName=\(names)", "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-CA", folder.file(authority + ".pem"), "-CAkey", folder.file(authority + ".key"), "-keyout", key,
                "-out", file,
            ])
    }

    private func openssl(_ arguments: [String]) async throws {
        let result = try await run(
            .name("openssl"), arguments: Arguments(arguments), output: .discarded, error: .string(limit: 64 << 10))
        guard result.terminationStatus.isSuccess else {
            throw Failure(description: "openssl \(arguments.first ?? ""): \(result.standardError)")
        }
    }
}
