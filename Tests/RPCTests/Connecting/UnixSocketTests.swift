import FoundationEssentials
import Messages
import NIOCore
import NIOPosix
import TLS
import TestKit
import Testing

@testable import RPC

@Suite("Unix domain sockets", .timeLimit(.minutes(2)))
struct UnixSocketTests {
    private func server(_ path: String) -> RPCServer {
        RPCServer(configuration: ServerConfiguration(host: "unix:" + path), services: [EchoFixture().service])
    }

    private func answers(_ path: String) async -> Bool {
        let channel = RPCChannel(
            target: Endpoint(host: "unix://" + path, port: 0), group: MultiThreadedEventLoopGroup.singleton)
        let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob("x")) }
        await channel.shutdown()
        return error == nil
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test(
        "are named as gRPC does",
        arguments: [
            ("unix:/run/x.sock", "/run/x.sock"), ("unix:///run/x.sock", "/run/x.sock"), ("unix:x.sock", "x.sock"),
            ("unix:", nil), ("unix://", nil), ("localhost", nil), ("10.0.0.1", nil), ("::1", nil),
        ])
    func names(host: String, path: String?) {
        #expect(UnixSocketName.path(of: host) == path)
    }

    @Test("their authority is localhost")
    func authority() {
        #expect(Endpoint(host: "unix:/run/x.sock", port: 0).authority == "localhost")
        #expect(Endpoint(host: "::1", port: 7).authority == "[::1]:7")
        #expect(ResolvedAddress(host: "unix:/run/x.sock", port: 0).description == "unix:/run/x.sock")
    }

    @Test("a server removes its file at the end")
    func removal() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("socket")
        let server = server(path)
        try await server.start()
        #expect(await answers(path) && server.port == 0)
        await server.shutdown(grace: .zero)
        #expect(!exists(path))
        #expect(!(await answers(path)))
    }

    @Test("TLS may be spoken there too; the certificate is for localhost")
    func encrypted() async throws {
        let folder = try TemporaryDirectory()
        let files = try await TestCertificates.shared()
        let serverTLS = try TLSContext(
            .server, TLSConfiguration(certificateFile: files.server, keyFile: files.serverKey))
        let clientTLS = try TLSContext(.client, TLSConfiguration(authorityFile: files.authority))
        let host = "unix:" + folder.file("socket")
        let server = RPCServer(
            configuration: ServerConfiguration(host: host, tls: serverTLS), services: [EchoFixture().service])
        try await server.start()
        let channel = RPCChannel(
            target: Endpoint(host: host, port: 0, tls: clientTLS), group: MultiThreadedEventLoopGroup.singleton)
        let answer: Blob = try await channel.unary(EchoFixture.unary, Blob("secret"))
        #expect(answer.text == "secret")
        await channel.shutdown()
        await server.shutdown(grace: .zero)
    }

    @Test("a file that nobody listens at is replaced")
    func stale() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("socket")
        let dead = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(unixDomainSocketPath: folder.file("first name")).get()
        // A server that closes in order removes its file, where it knows it to be.
        try FileManager.default.moveItem(atPath: folder.file("first name"), toPath: path)
        try? await dead.close()
        #expect(exists(path))
        let server = server(path)
        try await server.start()
        #expect(await answers(path))
        await server.shutdown(grace: .zero)
    }

    @Test("a server that is alive keeps its file, also when the one that could not start shuts down")
    func taken() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("socket")
        let (first, second) = (server(path), server(path))
        try await first.start()
        await #expect(throws: (any Error).self) { try await second.start() }
        await second.shutdown(grace: .zero)
        #expect(await answers(path))
        await first.shutdown(grace: .zero)
    }

    @Test("a file that is no socket stays")
    func otherFile() async throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write("precious", to: "socket")
        let server = server(path)
        await #expect(throws: (any Error).self) { try await server.start() }
        await server.shutdown(grace: .zero)
        #expect(exists(path))
    }
}
