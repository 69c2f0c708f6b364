import NIOPosix
import TLS
import TestKit

@testable import RPC

/// What a channel and a server can have between them.
enum Transport: String, CaseIterable, Sendable {
    /// No socket at all.
    case memory
    /// h2c over TCP.
    case plain
    case tls
    case unix
}

/// Where a transport's server is, and what both sides need for it.
struct Place {
    let host: String
    let serverTLS: TLSContext?
    let clientTLS: TLSContext?
    /// Of the Unix domain socket; it goes with the last reference to it.
    private let folder: TemporaryDirectory?

    init(_ transport: Transport) async throws {
        let certificates = transport == .tls ? try await TestCertificates.shared() : nil
        serverTLS = try certificates.map {
            try TLSContext(.server, TLSConfiguration(certificateFile: $0.server, keyFile: $0.serverKey))
        }
        clientTLS = try certificates.map { try TLSContext(.client, TLSConfiguration(authorityFile: $0.authority)) }
        folder = transport == .unix ? try TemporaryDirectory() : nil
        host = folder.map { "unix:" + $0.file("socket") } ?? "127.0.0.1"
    }
}
