internal import Glibc
import NIOCore
import NIOHTTP1

/// One client's connection: its requests in turn, until either side wants no more.
struct Connection: Sendable {
    typealias Channel = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    let handler: RequestHandler
    let channel: Channel

    func run() async {
        let peer = channel.channel.remoteAddress?.ipAddress ?? ""
        // What ends a connection early is the client's affair, or has been answered and logged per request.
        try? await channel.executeThenClose { inbound, outbound in
            let body = RequestBody(inbound)
            while let head = try await body.nextHead() {
                let responder = Responder(outbound, for: head)
                do {
                    try await handler.handle(head, body, responder, peer: peer)
                } catch {
                    if responder.endsWithConnection { await reset() }
                    throw error
                }
                guard await follows(body, responder) else { return try await sendOut() }
            }
        }
    }

    /// Where only the connection's end tells the body's, one that breaks off must not end like one that is whole.
    private func reset() async {
        guard let socket = channel.channel as? any SocketOptionProvider else { return }
        try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }

    /// Waits until the kernel has all of the last answer: what is left when the connection closes is thrown away. A client
    /// that does not read on is not waited for longer than `ClientTimer` allows.
    private func sendOut() async throws {
        let channel = channel.channel
        try await channel.eventLoop.flatSubmit {
            let promise = channel.eventLoop.makePromise(of: Void.self)
            do {
                // Behind the encoder, which would make a chunk of it.
                let context = try channel.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
                context.writeAndFlush(NIOAny(ByteBuffer()), promise: promise)
            } catch {
                promise.fail(error)
            }
            return promise.futureResult
        }.get()
    }

    /// Whether another request can follow. A body that nobody read is read on a little: a client that is still sending
    /// when the connection closes would lose the answer to a reset.
    private func follows(_ body: RequestBody, _ responder: Responder) async -> Bool {
        if body.isAtEnd { return responder.keepsAlive }
        let isDrained = await body.drain(limit: handler.context.limits.lingerBytesMax)
        return isDrained && responder.keepsAlive
    }
}
