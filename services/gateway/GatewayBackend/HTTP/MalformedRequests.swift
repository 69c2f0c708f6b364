import NIOCore
import NIOHTTP1
import RPC

/// Answers what is not HTTP/1.1 as far as that is possible, and lets the connection end.
final class MalformedRequests: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let errors: ErrorBody
    private var isAnswering = false
    /// The request was answered here: what its handler says of it comes too late.
    private var hasRefused = false

    init(errors: ErrorBody) { self.errors = errors }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if hasRefused {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.code < 200: break
        case .head: isAnswering = true
        case .body: break
        case .end: isAnswering = false
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        // The decoder closes the connection after this, so there is no second chance to answer.
        if !isAnswering, !hasRefused { answer(failure(for: error), context) }
        context.close(promise: nil)
    }

    private func failure(for error: HTTPParserError) -> GatewayFailure {
        if error == .headerOverflow {
            return GatewayFailure(.requestHeaderFieldsTooLarge, .invalidArgument, "The header fields are too large.")
        }
        return .invalid("The request is not well-formed HTTP/1.1.")
    }

    private func answer(_ failure: GatewayFailure, _ context: ChannelHandlerContext) {
        let body = errors.json(failure, requestID: RequestIdentifier.of([:]))
        let headers: HTTPHeaders = [
            "Content-Type": MediaTypes.json, "Content-Length": "\(body.count)", "Connection": "close",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: failure.status, headers: headers)
        hasRefused = true
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
