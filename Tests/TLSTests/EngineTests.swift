import NIOCore
import TestKit
import Testing

@testable import TLS

@Suite("TLS engines, joined in memory")
struct EngineTests {
    private func server(_ change: (inout TLSConfiguration, TestCertificates) -> Void = { _, _ in }) async throws
        -> TLSContext
    {
        let certificates = try await TestCertificates.shared()
        var configuration = TLSConfiguration(certificateFile: certificates.server, keyFile: certificates.serverKey)
        change(&configuration, certificates)
        return try TLSContext(.server, configuration)
    }

    private func client(_ change: (inout TLSConfiguration, TestCertificates) -> Void = { _, _ in }) async throws
        -> TLSContext
    {
        let certificates = try await TestCertificates.shared()
        var configuration = TLSConfiguration(authorityFile: certificates.authority)
        change(&configuration, certificates)
        return try TLSContext(.client, configuration)
    }

    @Test("TLS 1.3 with h2 is agreed on, however the bytes are cut", arguments: [Int.max, 100, 1])
    func handshake(pieceBytes: Int) async throws {
        let joined = try JoinedEngines(client: try await client(), server: try await server())
        try joined.settle(pieceBytes: pieceBytes)
        #expect(joined.client.state == .established)
        #expect(joined.server.state == .established)
        #expect(joined.server.negotiatedProtocol == "h2")
        #expect(joined.client.version == "TLSv1.3")
        #expect(joined.client.peerNames == ["localhost", "server.test"])
        #expect(joined.server.peerNames.isEmpty)
    }

    @Test("plaintext goes both ways", arguments: [1, 16 << 10, 1_000_000])
    func data(bytes: Int) async throws {
        let joined = try JoinedEngines(client: try await client(), server: try await server())
        try joined.settle()
        let text = (0..<bytes).map { UInt8(truncatingIfNeeded: $0) }
        try text.withUnsafeBytes { try joined.client.send($0) }
        try text.withUnsafeBytes { try joined.server.send($0) }
        try joined.settle(pieceBytes: 5000)
        #expect(Array(joined.server.received.readableBytesView) == text)
        #expect(Array(joined.client.received.readableBytesView) == text)
    }

    @Test("a certificate of a strange authority is refused")
    func strangeAuthority() async throws {
        let joined = try JoinedEngines(
            client: try await client { $0.authorityFile = $1.stranger }, server: try await server())
        #expect { try joined.settle() } throws: { ($0 as? TLSError)?.reason == .untrustedPeer }
    }

    @Test("a certificate for another name is refused", arguments: ["other.test", "10.0.0.1"])
    func wrongName(name: String) async throws {
        let joined = try JoinedEngines(client: try await client(), server: try await server(), serverName: name)
        #expect { try joined.settle() } throws: { ($0 as? TLSError)?.reason == .untrustedPeer }
    }

    @Test("names and addresses of the certificate are accepted", arguments: ["localhost", "127.0.0.1", "server.test"])
    func rightName(name: String) async throws {
        let joined = try JoinedEngines(client: try await client(), server: try await server(), serverName: name)
        try joined.settle()
        #expect(joined.client.state == .established)
    }

    @Test("a client certificate gives its names")
    func mutual() async throws {
        let joined = try JoinedEngines(
            client: try await client {
                $0.certificateFile = $1.client; $0.keyFile = $1.clientKey
            },
            server: try await server {
                $0.authorityFile = $1.authority; $0.clientCertificates = .required
            })
        try joined.settle()
        #expect(joined.server.peerNames == ["client.test"])
    }

    @Test("a missing client certificate is refused where one is required")
    func missingClientCertificate() async throws {
        let joined = try JoinedEngines(
            client: try await client(),
            server: try await server {
                $0.authorityFile = $1.authority; $0.clientCertificates = .required
            })
        #expect(throws: TLSError.self) { try joined.settle() }
    }

    @Test("a peer without h2 is refused", arguments: [["http/1.1"], []])
    func noCommonProtocol(protocols: [String]) async throws {
        let joined = try JoinedEngines(
            client: try await client { configuration, _ in configuration.protocols = protocols },
            server: try await server())
        #expect(throws: TLSError.self) { try joined.settle() }
    }

    @Test("closing is told to the peer")
    func closing() async throws {
        let joined = try JoinedEngines(client: try await client(), server: try await server())
        try joined.settle()
        joined.client.close()
        try joined.settle()
        #expect(joined.server.state == .peerClosed)
    }

    @Test("bytes that are not TLS are refused")
    func notTLS() async throws {
        let engine = try TLSEngine(try await server())
        #expect { try Array("PRI * HTTP/2.0\r\n\r\n".utf8).withUnsafeBytes { try engine.receive($0) } } throws: {
            ($0 as? TLSError)?.reason == .handshakeFailed
        }
    }

    @Test("files that cannot be used are named")
    func badFiles() async throws {
        let certificates = try await TestCertificates.shared()
        #expect {
            try TLSContext(.server, TLSConfiguration(certificateFile: "/nowhere.pem", keyFile: "/nowhere.key"))
        } throws: {
            ($0 as? TLSError)?.description.contains("/nowhere.pem") == true
        }
        #expect {
            try TLSContext(
                .server, TLSConfiguration(certificateFile: certificates.server, keyFile: certificates.clientKey))
        } throws: {
            ($0 as? TLSError)?.reason == .badConfiguration
        }
    }
}
