import HTTP2
import Logging
import NIOCore
import NIOEmbedded

@testable import RPC

/// A server's connection on a loop in memory, fed with the bytes that a client sends.
final class InMemoryServer {
    let channel = EmbeddedChannel()
    let runtime: ServerRuntime
    private var nextStream: UInt32 = 1

    init(
        _ fixture: EchoFixture = EchoFixture(), _ configuration: ServerConfiguration = InMemoryServer.quiet,
        observers: [any CallObserver] = []
    ) throws {
        runtime = ServerRuntime(configuration, services: [fixture.service], interceptors: [], observers: observers)
        let connection = try ServerConnection(runtime: runtime, executor: LoopExecutor(channel.eventLoop))
        try channel.pipeline.syncOperations.addHandler(connection)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        // The client's settings, and a window that is never closed.
        try receive(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0])
        try receive([0, 0, 4, 8, 0, 0, 0, 0, 0, 0x3f, 0xff, 0xff, 0xff])
    }

    static var quiet: ServerConfiguration {
        ServerConfiguration(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func receive(_ bytes: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        channel.embeddedEventLoop.run()
    }

    /// How many bytes the server has sent since the last time.
    @discardableResult
    func drop() throws -> Int {
        var count = 0
        while let bytes = try channel.readOutbound(as: ByteBuffer.self) { count += bytes.readableBytes }
        return count
    }

    /// The frames of one call, on the next stream: its headers, and its only request.
    func callBytes(path: String = "/test.Echo/Unary", _ message: [UInt8], headers: [(String, String)] = []) -> [UInt8] {
        let fields =
            [
                (":method", "POST"), (":scheme", "http"), (":authority", "test"), (":path", path),
                ("content-type", "application/grpc"),
            ] + headers
        let block = fields.flatMap { name, value in
            [0, UInt8(name.utf8.count)] + name.utf8 + [UInt8(value.utf8.count)] + value.utf8
        }
        defer { nextStream += 2 }
        let body = [0, 0, 0, 0, UInt8(message.count)] + message
        return Self.frame(type: 1, flags: 4, stream: nextStream, block)
            + Self.frame(type: 0, flags: 1, stream: nextStream, body)
    }

    static func frame(type: UInt8, flags: UInt8, stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        return [UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255), type, flags]
            + withUnsafeBytes(of: stream.bigEndian) { Array($0) } + payload
    }

    func close() throws {
        _ = try channel.finish(acceptAlreadyClosed: true)
    }
}
