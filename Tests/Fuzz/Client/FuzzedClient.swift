import HTTP2
import NIOCore
import NIOEmbedded

@testable import RPC

/// A client's connection on a loop in memory, with calls whose tasks read all answers.
final class FuzzedClient: ClientConnectionOwner {
    enum Step {
        case receive([UInt8])
        /// A call with so many requests.
        case start(Int)
        case cancel(Int)
        case wait(TimeAmount)
        case setWritable(Bool)
        case drain
    }

    private let channel = EmbeddedChannel()
    private let configuration: ChannelConfiguration = {
        var configuration = ChannelConfiguration()
        configuration.messageBytesMax = 1 << 12
        configuration.keepaliveInterval = .seconds(10)
        return configuration
    }()
    private(set) var connection: ClientConnection?
    private let executor: LoopExecutor
    private var calls: [ClientCall] = []
    private let tasks = CallTasks()
    private var check = FrameCheck(prefaceBytes: Frames.clientPreface.count)

    init() {
        executor = LoopExecutor(channel.eventLoop)
        do {
            let connection = try ClientConnection(
                configuration, loop: channel.eventLoop, isEncrypted: false, owner: self)
            self.connection = connection
            try channel.pipeline.syncOperations.addHandler(connection)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        } catch {
            fatalError("a connection cannot be made: \(error)")
        }
    }

    var isOpen: Bool { channel.isActive }

    func receive(_ bytes: [UInt8]) { perform(.receive(bytes)) }

    func perform(_ step: Step) {
        switch step {
        case .receive(let bytes): _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
        case .start(let requests): start(requests: requests)
        case .cancel(let index): if !calls.isEmpty { calls[index % calls.count].cancel() }
        case .wait(let time): channel.embeddedEventLoop.advanceTime(by: time)
        case .setWritable(let isWritable):
            channel.isWritable = isWritable
            channel.pipeline.fireChannelWritabilityChanged()
        case .drain: connection?.drain()
        }
        channel.embeddedEventLoop.run()
        collect()
    }

    private func start(requests: Int) {
        let encoding: MessageEncoding? = requests % 2 == 1 ? .gzip : nil
        let call = ClientCall(
            path: "/test.Echo/Chat", metadata: ["x-any": "value"], options: CallOptions(encoding: encoding),
            deadline: requests % 3 == 2 ? .now + .seconds(60) : nil, configuration: configuration,
            loop: channel.eventLoop)
        let headers = RequestHeaders.make(call, endpoint: Endpoint(host: "test", port: 1), userAgent: "fuzz")
        guard (try? connection?.start(call, headers: headers)) != nil else { return }
        call.startDeadline()
        calls.append(call)
        let handle = RawCall(call, encoding: encoding)
        let tasks = tasks
        Task.immediate(executorPreference: executor) { await tasks.use(handle, requests: requests) }
    }

    private func collect() {
        while let bytes = try? channel.readOutbound(as: ByteBuffer.self) { check.take(bytes.readableBytesView) }
    }

    /// The server goes: every call must end, and nothing may be left.
    func end() {
        if channel.isActive { channel.close(promise: nil) }
        channel.embeddedEventLoop.run()
        collect()
        require(calls.allSatisfy(\.isOver), "a call goes on after its connection has gone")
        require(tasks.running == 0, "a task waits for a call that is over")
        connection = nil
        _ = try? channel.finish(acceptAlreadyClosed: true)
    }

    func isReady(_ connection: ClientConnection) {}
    func isGoingAway(_ connection: ClientConnection) {}
    func isClosed(_ connection: ClientConnection, reason: String) {}
    func pingsTooOften(_ connection: ClientConnection) {}
    func hasFreeStream(_ connection: ClientConnection) {}
}
