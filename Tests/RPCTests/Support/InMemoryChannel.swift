import NIOCore
import Synchronization

/// One end of a connection without a socket: what is written comes out of the other end, which may be on another loop.
///
/// Unchecked: what is not atomic is confined to `loop`, but for `peer`, which is set before the channel is used.
final class InMemoryChannel: Channel, ChannelCore, @unchecked Sendable {
    /// Above the first, a writer should stop; below the second, it may go on.
    private static let waterMarks = (high: 64 << 10, low: 32 << 10)

    let eventLoop: any EventLoop
    let allocator = ByteBufferAllocator()
    private let closePromise: EventLoopPromise<Void>
    private let active = Atomic(false)
    private let writable = Atomic(true)
    private var isOpen = true
    private var written: [(bytes: ByteBuffer, promise: EventLoopPromise<Void>?)] = []
    /// Written, and not yet delivered.
    private var bytesUnderWay = 0
    private weak var peer: InMemoryChannel?
    /// Set once, at the end of the initializer, because it needs the channel.
    private var handlers: ChannelPipeline!

    private init(on loop: any EventLoop) {
        eventLoop = loop
        closePromise = loop.makePromise()
        handlers = ChannelPipeline(channel: self)
    }

    /// Both ends. They live until they are closed.
    static func pair(_ first: any EventLoop, _ second: any EventLoop) -> (InMemoryChannel, InMemoryChannel) {
        let ends = (InMemoryChannel(on: first), InMemoryChannel(on: second))
        ends.0.peer = ends.1
        ends.1.peer = ends.0
        return ends
    }

    var pipeline: ChannelPipeline { handlers }
    var closeFuture: EventLoopFuture<Void> { closePromise.futureResult }
    var localAddress: SocketAddress? { nil }
    var remoteAddress: SocketAddress? { nil }
    var parent: (any Channel)? { nil }
    var isActive: Bool { active.load(ordering: .acquiring) }
    var isWritable: Bool { writable.load(ordering: .acquiring) }
    var _channelCore: any ChannelCore { self }

    func setOption<Option: ChannelOption>(_ option: Option, value: Option.Value) -> EventLoopFuture<Void> {
        eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }

    func getOption<Option: ChannelOption>(_ option: Option) -> EventLoopFuture<Option.Value> {
        eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }

    /// The handlers are in place.
    func activate() {
        eventLoop.preconditionInEventLoop()
        pipeline.fireChannelRegistered()
        active.store(true, ordering: .releasing)
        pipeline.fireChannelActive()
    }

    private func receive(_ pieces: [ByteBuffer]) {
        guard isOpen else { return }
        for piece in pieces { pipeline.fireChannelRead(piece) }
        pipeline.fireChannelReadComplete()
    }

    private func delivered(_ bytes: Int) {
        bytesUnderWay -= bytes
        guard isOpen, !isWritable, bytesUnderWay < Self.waterMarks.low else { return }
        writable.store(true, ordering: .releasing)
        pipeline.fireChannelWritabilityChanged()
    }

    // MARK: What the pipeline asks for

    func localAddress0() throws -> SocketAddress { throw ChannelError.operationUnsupported }
    func remoteAddress0() throws -> SocketAddress { throw ChannelError.operationUnsupported }
    func register0(promise: EventLoopPromise<Void>?) { promise?.fail(ChannelError.operationUnsupported) }
    func bind0(to: SocketAddress, promise: EventLoopPromise<Void>?) { promise?.fail(ChannelError.operationUnsupported) }
    func connect0(to: SocketAddress, promise: EventLoopPromise<Void>?) {
        promise?.fail(ChannelError.operationUnsupported)
    }
    func triggerUserOutboundEvent0(_ event: Any, promise: EventLoopPromise<Void>?) {
        promise?.fail(ChannelError.operationUnsupported)
    }
    func read0() {}
    func channelRead0(_ data: NIOAny) {}
    func errorCaught0(error: any Error) {}

    func write0(_ data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard isOpen else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let bytes = unwrapData(data, as: ByteBuffer.self)
        written.append((bytes, promise))
        bytesUnderWay += bytes.readableBytes
        guard isWritable, bytesUnderWay > Self.waterMarks.high else { return }
        writable.store(false, ordering: .releasing)
        pipeline.fireChannelWritabilityChanged()
    }

    func flush0() {
        guard !written.isEmpty, let peer else { return }
        let pieces = written.map(\.bytes)
        let promises = written.compactMap(\.promise)
        written = []
        let bytes = pieces.reduce(0) { $0 + $1.readableBytes }
        peer.eventLoop.execute {
            peer.receive(pieces)
            self.eventLoop.execute { self.delivered(bytes) }
        }
        for promise in promises { promise.succeed() }
    }

    func close0(error: any Error, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard isOpen else {
            promise?.fail(ChannelError.alreadyClosed)
            return
        }
        isOpen = false
        active.store(false, ordering: .releasing)
        for (_, promise) in written { promise?.fail(error) }
        written = []
        promise?.succeed()
        pipeline.fireChannelInactive()
        pipeline.fireChannelUnregistered()
        // Behind what was flushed before.
        if let peer { peer.eventLoop.execute { peer.close0(error: ChannelError.eof, mode: .all, promise: nil) } }
        eventLoop.execute {
            self.removeHandlers(pipeline: self.pipeline)
            self.closePromise.succeed()
        }
    }
}
