import HTTP2
import NIOCore
import NIOEmbedded

@testable import RPC

/// A client's connection joined to a server's session in memory, on a loop whose clock the test moves.
final class JoinedConnection: ClientConnectionOwner {
    /// Requests are taken and never answered, unless the test does it.
    final class Server: HTTP2SessionDelegate {
        private final class Silent: HTTP2Stream {
            override func nextChunk(limit: Int) -> HTTP2Chunk { .blocked }
        }

        let session: HTTP2Session
        var streams: [HTTP2Stream] = []
        var pings = 0

        init() throws {
            session = try HTTP2Session(role: .server)
            session.delegate = self
        }

        func opened(_ id: Int32) -> HTTP2Stream? {
            let stream = Silent()
            streams.append(stream)
            return stream
        }
        func receivedSettings() {}
        func receivedPing(_ payload: UInt64, isAcknowledgement: Bool) { pings += 1 }
        func receivedGoAway(_ code: HTTP2ErrorCode, lastStreamID: Int32, message: String) {}
        func receivedInvalidFrame() {}
    }

    let channel = EmbeddedChannel()
    let server: Server
    private(set) var isReady = false
    private(set) var closeReason: String?
    private(set) var complaints = 0
    private(set) var freed = 0
    private(set) var connection: ClientConnection?

    init(_ configuration: ChannelConfiguration) throws {
        server = try Server()
        let connection = try ClientConnection(configuration, loop: channel.eventLoop, isEncrypted: false, owner: self)
        self.connection = connection
        try channel.pipeline.syncOperations.addHandler(connection)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try exchange()
    }

    func startCall() throws -> ClientCall {
        let call = try beginCall()
        try exchange()
        return call
    }

    /// Nothing of the call leaves yet.
    func beginCall() throws -> ClientCall {
        let call = ClientCall(
            path: "/test.Echo/Unary", metadata: [:], options: CallOptions(), deadline: nil,
            configuration: ChannelConfiguration(), loop: channel.eventLoop)
        let headers = RequestHeaders.make(call, endpoint: Endpoint(host: "test", port: 1), userAgent: "test")
        try connection?.start(call, headers: headers)
        return call
    }

    /// Moves bytes both ways until there are none.
    func exchange() throws {
        while true {
            try toServer()
            _ = try server.session.flush()
            guard server.session.output.readableBytes > 0 else { return }
            let bytes = server.session.output
            server.session.output.clear()
            try channel.writeInbound(bytes)
        }
    }

    /// What the client says arrives; what the server says is lost.
    func toServer() throws {
        channel.embeddedEventLoop.run()
        while let bytes = try channel.readOutbound(as: ByteBuffer.self) {
            try bytes.withUnsafeReadableBytes { try server.session.receive($0) }
        }
    }

    func advance(by time: TimeAmount) {
        channel.embeddedEventLoop.advanceTime(by: time)
    }

    func isReady(_ connection: ClientConnection) { isReady = true }
    func isGoingAway(_ connection: ClientConnection) {}
    func isClosed(_ connection: ClientConnection, reason: String) { closeReason = reason }
    func pingsTooOften(_ connection: ClientConnection) { complaints += 1 }
    func hasFreeStream(_ connection: ClientConnection) { freed += 1 }
}
