import Messages
import NIOCore
import NIOPosix
import TLS
import TestKit
import Testing

@testable import RPC

@Suite("How a channel connects", .timeLimit(.minutes(2)))
struct ConnectingTests {
    @Test("TCP_USER_TIMEOUT is what is configured, read back from the socket")
    func userTimeout() async throws {
        var configuration = ChannelConfiguration()
        configuration.unacknowledgedSecondsMax = 17
        try await withLoopback { server, _ in
            let transport = ChannelTransport(
                Endpoint(host: "127.0.0.1", port: server.port), configuration,
                group: MultiThreadedEventLoopGroup.singleton)
            let channel = RPCChannel(transport: transport)
            let _: Blob = try await channel.unary(EchoFixture.unary, Blob())
            let milliseconds = try await transport.loop.flatSubmit {
                let open = transport.channels.values.map { $0.getOption(SocketConnector.userTimeout) }
                return EventLoopFuture.whenAllSucceed(open, on: transport.loop)
            }.get()
            #expect(milliseconds == [17_000])
            await channel.shutdown()
        }
    }

    @Test("a call says why the server that was reached would not do")
    func untrustedServer() async throws {
        let certificates = try await TestCertificates.shared()
        // The system's authorities know nothing of the tests' one.
        let stranger = try TLSContext(.client, TLSConfiguration())
        let tls = TLSConfiguration(certificateFile: certificates.server, keyFile: certificates.serverKey)
        let configuration = ServerConfiguration(tls: try TLSContext(.server, tls))
        try await withServer(configuration, [EchoFixture().service]) { server in
            let channel = RPCChannel(
                target: Endpoint(host: "127.0.0.1", port: server.port, tls: stranger),
                group: MultiThreadedEventLoopGroup.singleton)
            let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("certificate is not acceptable") == true)
            await channel.shutdown()
        }
    }

    @Test("a server that accepts and then says nothing is no server after the connect timeout")
    func silence() async throws {
        let server = try await ScriptedServer(speaks: false) { _ in [] }
        var configuration = ChannelConfiguration()
        configuration.connectTimeout = .milliseconds(20)
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: server.port), configuration: configuration,
            group: MultiThreadedEventLoopGroup.singleton)
        let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
        #expect(error?.code == .unavailable)
        // On a busy machine it may be TCP that takes too long.
        #expect(error?.message.hasPrefix("There is no connection to 127.0.0.1:\(server.port).") == true)
        // A call that waits for readiness makes it try again, after a pause.
        let patient = Task {
            let _: Blob = try await channel.unary(
                EchoFixture.unary, Blob(), options: CallOptions(waitForReady: true))
        }
        while server.connections < 3 { try await Task.sleep(for: .milliseconds(1)) }
        patient.cancel()
        let cancelled = await failure { try await patient.value }
        #expect(cancelled?.code == .cancelled)
        await channel.shutdown()
        await server.close()
    }

    /// A call to a server that demands a certificate of its clients; the answer is whom it saw.
    private func call(certificate: Bool, serverName: String? = nil) async throws -> Result<String, RPCError> {
        let files = try await TestCertificates.shared()
        let serverTLS = try TLSContext(
            .server,
            TLSConfiguration(
                certificateFile: files.server, keyFile: files.serverKey, authorityFile: files.authority,
                clientCertificates: .required))
        let clientTLS = try TLSContext(
            .client,
            TLSConfiguration(
                certificateFile: certificate ? files.client : nil, keyFile: certificate ? files.clientKey : nil,
                authorityFile: files.authority))
        var fixture = EchoFixture()
        fixture.onUnary = { _, context in Blob(context.peer.certificateNames.joined(separator: ",")) }
        let server = RPCServer(configuration: ServerConfiguration(tls: serverTLS), services: [fixture.service])
        try await server.start()
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: server.port, tls: clientTLS, serverName: serverName),
            group: MultiThreadedEventLoopGroup.singleton)
        var answer = Result<String, RPCError>.success("")
        let error = await failure {
            let seen: Blob = try await channel.unary(EchoFixture.unary, Blob())
            answer = .success(seen.text)
        }
        await channel.shutdown()
        await server.shutdown(grace: .zero)
        return error.map { .failure($0) } ?? answer
    }

    @Test("with its certificate where one is demanded, and the handler sees whose it is")
    func clientCertificate() async throws {
        #expect(try await call(certificate: true) == .success("client.test"))
        guard case .failure(let error) = try await call(certificate: false) else {
            Issue.record("no certificate was accepted")
            return
        }
        #expect(error.code == .unavailable)
    }

    @Test("the server's certificate must be for the name that was given in place of the host")
    func serverName() async throws {
        #expect(try await call(certificate: true, serverName: "server.test") == .success("client.test"))
        guard case .failure(let error) = try await call(certificate: true, serverName: "other.test") else {
            Issue.record("another name was accepted")
            return
        }
        #expect(error.code == .unavailable)
    }
}
