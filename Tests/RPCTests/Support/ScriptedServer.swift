import HTTP2
import NIOCore
import NIOPosix
import Synchronization

@testable import RPC

/// A server that answers with what a test's script says, frame by frame, over a loopback socket.
final class ScriptedServer: Sendable {
    enum Moment: Sendable {
        /// The request's headers have come.
        case headers
        /// Some of its body has.
        case data
        case end
    }

    struct Request: Sendable {
        /// Counts the requests of all connections from 1.
        var number: Int
        var moment = Moment.headers
        var headers: [String: String] = [:]
        var body: [UInt8] = []
    }

    enum Step: Sendable {
        /// Begins the answer.
        case headers([(String, String)])
        case data([UInt8])
        /// End the answer: with a block of trailers, or without.
        case trailers([(String, String)])
        case end
        /// An answer that is one block.
        case only([(String, String)])
        case reset(HTTP2ErrorCode)
        /// Bytes on the connection.
        case raw([UInt8])
        case close
    }

    typealias Script = @Sendable (Request) -> [Step]

    /// What begins an answer of a gRPC server.
    static let ok = Step.headers([(":status", "200"), ("content-type", "application/grpc")])

    private let listener: any Channel
    private let log: Log

    final class Log: Sendable {
        let requests = Mutex<[Request]>([])
        let connections = Atomic(0)
    }

    /// - Parameter speaks: Whether it says anything at all.
    init(speaks: Bool = true, _ script: @escaping Script) async throws {
        let log = Log()
        self.log = log
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                log.connections.add(1, ordering: .relaxed)
                guard speaks else { return channel.eventLoop.makeSucceededVoidFuture() }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ScriptedConnection(log: log, script: script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { listener.localAddress?.port ?? 0 }
    /// Those that have begun, as they were when their script ran last.
    var requests: [Request] { log.requests.withLock { $0 } }
    var connections: Int { log.connections.load(ordering: .relaxed) }

    func close() async { try? await listener.close().get() }
}

/// A GOAWAY frame.
func goAwayFrame(last: UInt8, _ code: HTTP2ErrorCode = .noError) -> [UInt8] {
    [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, last, 0, 0, 0, UInt8(code.rawValue)]
}

/// A message as the wire has it.
func frame(_ message: Blob) -> [UInt8] { Array(MessageCoding.frame(message).readableBytesView) }

/// Runs a scripted server and a channel to it for the time of `body`.
func withScript(
    channel configuration: ChannelConfiguration = ChannelConfiguration(),
    _ script: @escaping ScriptedServer.Script, _ body: (ScriptedServer, RPCChannel) async throws -> Void
) async throws {
    let server = try await ScriptedServer(script)
    let channel = RPCChannel(
        target: Endpoint(host: "127.0.0.1", port: server.port), configuration: configuration,
        group: MultiThreadedEventLoopGroup.singleton)
    do {
        try await body(server, channel)
    } catch {
        await channel.shutdown()
        await server.close()
        throw error
    }
    await channel.shutdown()
    await server.close()
}

/// What a unary call comes to when its complete request is answered like this.
func outcome(
    of steps: [ScriptedServer.Step], channel configuration: ChannelConfiguration = ChannelConfiguration()
) async throws -> RPCError? {
    var outcome: RPCError?
    try await withScript(channel: configuration, { $0.moment == .end ? steps : [] }) { _, channel in
        outcome = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob("x")) }
    }
    return outcome
}
