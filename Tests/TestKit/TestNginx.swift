import FoundationEssentials
import Subprocess

/// The real nginx with deploy/nginx in front of a gateway, in a temporary folder.
package struct TestNginx: Sendable {
    package let folder: TemporaryDirectory
    package let certificates: TestCertificates

    /// - Parameter addresses: where it serves TLS beside the socket `tls` in its folder.
    package init(gatewayPort: Int, addresses: [String] = []) async throws {
        certificates = try await TestCertificates.shared()
        folder = try TemporaryDirectory()
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        for name in ["nginx.conf", "shared"] {
            try FileManager.default.copyItem(
                atPath: root.appending(path: "deploy/nginx/\(name)").path, toPath: folder.file(name))
        }
        try FileManager.default.createDirectory(atPath: folder.file("site"), withIntermediateDirectories: false)
        try folder.write(
            "daemon off; worker_processes 1; pid \(folder.file("pid")); error_log \(folder.file("error.log")) warn;",
            to: "site/process.conf")
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
            "\($0)_temp_path \(folder.file($0));"
        }
        try folder.write(
            "upstream pynomaly_gateway { server 127.0.0.1:\(gatewayPort); keepalive 4; } access_log off; \(temporary.joined())",
            to: "site/upstream.conf")
        // A Unix socket's client has no address; this one says that it is on this machine.
        let client = "set_real_ip_from unix:; real_ip_header X-Test-Client;"
        try folder.write("listen unix:\(folder.file("plain")); \(client)", to: "site/plain.conf")
        let listening = (["unix:\(folder.file("tls"))"] + addresses).map { "listen \($0) ssl http2;" }
        try folder.write(
            """
            \(listening.joined(separator: " ")) server_name localhost; \(client)
            ssl_certificate \(certificates.server); ssl_certificate_key \(certificates.serverKey);
            """, to: "site/tls.conf")
    }

    package func whileRunning(_ body: @Sendable () async throws -> Void) async throws {
        let configuration = Configuration(
            executable: .name("nginx"), arguments: ["-p", folder.path, "-c", "nginx.conf"])
        _ = try await run(configuration, input: .none, output: .discarded, error: .discarded) { process in
            // Written when all addresses are bound.
            while !FileManager.default.fileExists(atPath: folder.file("pid")) {
                try await Task.sleep(for: .milliseconds(5))
            }
            defer { try? process.send(signal: .terminate) }
            try await body()
        }
    }
}
