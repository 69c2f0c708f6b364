import Messages
import NIOCore
import NIOPosix
import Synchronization
import TLS
import TestKit
import Testing

@testable import RPC

@Suite("Certificates of servers and clients", .timeLimit(.minutes(1))) struct CertificateTests {
    /// Answers with the names on the client's certificate, and the port that it comes from.
    private static var fixture: EchoFixture {
        var fixture = EchoFixture()
        fixture.onUnary = { _, context in
            Blob("\(context.peer.certificateNames.joined(separator: ",")) \(context.peer.port)")
        }
        return fixture
    }

    /// The names of the certificate that the server shows to a new connection.
    private func serverNames(_ server: RPCServer, _ tls: TLSContext) async throws -> [String] {
        final class Listener: ChannelInboundHandler {
            typealias InboundIn = ByteBuffer
            let names: EventLoopPromise<[String]>
            init(_ names: EventLoopPromise<[String]>) { self.names = names }
            func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
                if let established = event as? TLSEstablished { names.succeed(established.peerNames) }
            }
            func errorCaught(context: ChannelHandlerContext, error: any Error) { names.fail(error) }
        }
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let names = loop.makePromise(of: [String].self)
        let channel = try await ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        TLSHandler(tls, serverName: "localhost"), Listener(names))
                }
            }
            .connect(host: "127.0.0.1", port: server.port).get()
        let result = try await names.futureResult.get()
        try await channel.close()
        return result
    }

    private func call(_ channel: RPCChannel) async throws -> String {
        let answer: Blob = try await channel.unary(EchoFixture.unary, Blob())
        return answer.text
    }

    private func names(_ channel: RPCChannel) async throws -> String {
        try await call(channel).split(separator: " ", omittingEmptySubsequences: false).first.map(String.init) ?? "?"
    }

    /// Nil when nothing has failed.
    private static func isNews(_ reload: TLSContext.Reload) -> Bool? {
        guard case .failed(_, let isNews) = reload else { return nil }
        return isNews
    }

    @Test("a new connection sees the new certificate, an open one lives on, unusable files change nothing")
    func serverReload() async throws {
        let certificates = try await TestCertificates.shared()
        let first = try await certificates.issue(names: "DNS:localhost,IP:127.0.0.1,DNS:first.test")
        let second = try await certificates.issue(names: "DNS:localhost,IP:127.0.0.1,DNS:second.test")
        let files = try ReplaceableIdentity(first)
        let tls = try TLSContext(
            .server, TLSConfiguration(certificateFile: files.certificate, keyFile: files.key))
        let client = try TLSContext(.client, TLSConfiguration(authorityFile: certificates.authority))
        try await withServer(ServerConfiguration(tls: tls), [Self.fixture.service]) { server in
            try await withChannel(server, tls: client) { channel in
                let before = try await call(channel)
                #expect(tls.reloadIfChanged() == .unchanged)
                #expect(try await serverNames(server, client) == ["localhost", "first.test"])

                try files.replace(with: second)
                #expect(tls.reloadIfChanged() == .loaded)
                #expect(try await serverNames(server, client) == ["localhost", "second.test"])
                #expect(try await call(channel) == before, "the connection is the same")

                try files.breakCertificate()
                #expect(Self.isNews(tls.reloadIfChanged()) == true)
                // It is told once.
                #expect(Self.isNews(tls.reloadIfChanged()) == false)
                #expect(try await serverNames(server, client) == ["localhost", "second.test"])

                var unpaired = first
                unpaired.key = second.key
                try files.replace(with: unpaired)
                #expect(Self.isNews(tls.reloadIfChanged()) == true)
                #expect(try await serverNames(server, client) == ["localhost", "second.test"])

                try files.replace(with: first)
                #expect(tls.reloadIfChanged() == .loaded)
                #expect(try await serverNames(server, client) == ["localhost", "first.test"])
                #expect(try await call(channel) == before)
            }
        }
    }

    @Test("a client's new connections show its new certificate")
    func clientReload() async throws {
        let certificates = try await TestCertificates.shared()
        let files = try ReplaceableIdentity(try await certificates.issue(names: "DNS:first.test"))
        let tls = try TLSContext(
            .server,
            TLSConfiguration(
                certificateFile: certificates.server, keyFile: certificates.serverKey,
                authorityFile: certificates.authority, clientCertificates: .required))
        let client = try TLSContext(
            .client,
            TLSConfiguration(
                certificateFile: files.certificate, keyFile: files.key, authorityFile: certificates.authority))
        try await withServer(ServerConfiguration(tls: tls), [Self.fixture.service]) { server in
            try await withChannel(server, tls: client) { old in
                #expect(try await names(old) == "first.test")
                try files.replace(with: try await certificates.issue(names: "DNS:second.test"))
                #expect(client.reloadIfChanged() == .loaded)
                try await withChannel(server, tls: client) { new in
                    let seen = try await names(new)
                    #expect(seen == "second.test")
                }
                #expect(try await names(old) == "first.test")
            }
        }
    }

    enum Shown: String, CaseIterable, Sendable { case own, none, foreign }

    @Test(
        "a server that demands certificates serves who has one, and handlers and interceptors see its names",
        arguments: [TLSConfiguration.PeerVerification.required, .optional], Shown.allCases)
    func mutual(verification: TLSConfiguration.PeerVerification, shown: Shown) async throws {
        let certificates = try await TestCertificates.shared()
        let tls = try TLSContext(
            .server,
            TLSConfiguration(
                certificateFile: certificates.server, keyFile: certificates.serverKey,
                authorityFile: certificates.authority, clientCertificates: verification))
        var configuration = TLSConfiguration(authorityFile: certificates.authority)
        if shown != .none {
            let identity = try await certificates.issue(
                names: "DNS:caller.test,URI:spiffe://test/caller", byStranger: shown == .foreign)
            configuration.certificateFile = identity.certificate
            configuration.keyFile = identity.key
        }
        let client = try TLSContext(.client, configuration)
        let recorder = NameRecorder()
        try await withServer(
            ServerConfiguration(tls: tls), [Self.fixture.service], interceptors: [recorder]
        ) { server in
            try await withChannel(server, tls: client) { channel in
                switch (shown, verification) {
                case (.own, _):
                    let seen = try await names(channel)
                    #expect(seen == "caller.test,spiffe://test/caller")
                    #expect(recorder.names.withLock { $0 } == [["caller.test", "spiffe://test/caller"]])
                case (.none, .optional):
                    let seen = try await names(channel)
                    #expect(seen == "")
                    #expect(recorder.names.withLock { $0 } == [[]])
                default:
                    let error = await failure { _ = try await call(channel) }
                    #expect(error?.code == .unavailable)
                    #expect(recorder.names.withLock { $0 }.isEmpty)
                }
            }
        }
    }

    private final class NameRecorder: ServerInterceptor {
        let names = Mutex<[[String]]>([])

        func admit(_ context: ServerContext) async throws(RPCError) {
            names.withLock { $0.append(context.peer.certificateNames) }
        }
    }
}
