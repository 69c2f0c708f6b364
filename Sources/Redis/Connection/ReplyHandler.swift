import DequeModule
import NIOCore
import TLS

/// One connection: greets the server, then sends commands and hands replies out in their order.
///
/// Unchecked: confined to the loop of its channel. The cycle with the link is cut when the connection ends.
final class ReplyHandler: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let reader: ReplyReader
    private let greeting: [PendingReply]
    private let waitsForTLS: Bool
    private var link: RedisLink?
    private var context: ChannelHandlerContext?
    private var pending: Deque<PendingReply> = []
    private var timer: (deadline: NIODeadline, scheduled: Scheduled<Void>)?
    private var hasGreeted = false
    private var isOver = false

    /// - Parameter greeting: commands that go first, whoever waits.
    init(_ link: RedisLink, greeting: [PendingReply], replyBytesMax: Int, waitsForTLS: Bool) throws(RedisError) {
        reader = try ReplyReader(bytesMax: replyBytesMax)
        self.link = link
        self.greeting = greeting
        self.waitsForTLS = waitsForTLS
    }

    var pendingCount: Int { pending.count }

    func handlerAdded(context: ChannelHandlerContext) {
        guard !isOver else { return context.close(promise: nil) }
        self.context = context
        if context.channel.isActive && !waitsForTLS { greet() }
    }

    func channelActive(context: ChannelHandlerContext) {
        if !waitsForTLS { greet() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is TLSEstablished { greet() }
    }

    private func greet() {
        guard !hasGreeted, !isOver else { return }
        hasGreeted = true
        for command in greeting { send(command) }
    }

    func send(_ command: PendingReply) {
        guard let context else { return command.finish(.failure(RedisError(.connection, "the connection has ended"))) }
        pending.append(command)
        context.writeAndFlush(wrapOutboundOut(command.request), promise: nil)
        // The greeting has more time than a command, and its timer may still run.
        if timer.map({ command.deadline < $0.deadline }) ?? true { watch(command.deadline, context) }
    }

    /// Replies come in order, so the first command that waits is the first to be late.
    private func watch(_ deadline: NIODeadline, _ context: ChannelHandlerContext) {
        timer?.scheduled.cancel()
        timer = (deadline, context.eventLoop.scheduleTask(deadline: deadline) { [weak self] in self?.checkDeadline() })
    }

    private func checkDeadline() {
        timer = nil
        guard let context, let first = pending.first else { return }
        guard first.deadline <= .now() else { return watch(first.deadline, context) }
        end(RedisError(.timeout, "Redis did not answer in time"))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        let result = buffer.withUnsafeReadableBytes { bytes in
            Result { () throws(RedisError) in try reader.feed(bytes) }
        }
        switch result {
        case .success(let replies): for reply in replies { deliver(reply) }
        case .failure(let error): end(error)
        }
    }

    private func deliver(_ reply: RedisValue) {
        guard let command = pending.popFirst() else {
            return end(RedisError(.badReply, "a reply came that nobody asked for"))
        }
        if case .error(let text) = reply {
            command.finish(.failure(.server(text)))
        } else {
            command.finish(.success(reply))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(RedisError(.connection, "the connection failed: \(error)"))
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(RedisError(.connection, "Redis closed the connection"))
    }

    /// Closes the connection, also one that is not there yet, and fails what waits for it. Only the first call counts.
    func end(_ error: RedisError) {
        guard !isOver else { return }
        isOver = true
        timer?.scheduled.cancel()
        context?.close(promise: nil)
        context = nil
        let link = self.link
        self.link = nil
        link?.ended(self, error, wasIdle: pending.isEmpty)
        let abandoned = pending
        pending = []
        for command in abandoned { command.finish(.failure(error)) }
    }
}
