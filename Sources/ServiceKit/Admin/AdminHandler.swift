import NIOCore
import NIOHTTP1

/// Answers one request after the other; a request's body is read and dropped.
final class AdminHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let pages: AdminPages
    private var head: HTTPRequestHead?

    init(pages: AdminPages) {
        self.pages = pages
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end: answer(context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let head else { return }
        self.head = nil
        guard head.method == .GET || head.method == .HEAD else {
            let page = AdminPages.Page(
                status: 405, contentType: "text/plain; charset=utf-8", body: "Only GET and HEAD are answered here.\n")
            write(page, to: head, allow: "GET, HEAD", context)
            return
        }
        let path = head.uri.prefix { $0 != "?" }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        Task { [pages] in
            let page = await pages.page(for: path)
            bound.eventLoop.execute {
                let (handler, context) = bound.value
                handler.write(page, to: head, context)
            }
        }
    }

    private func write(
        _ page: AdminPages.Page, to request: HTTPRequestHead, allow: String? = nil, _ context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders([
            ("content-type", page.contentType), ("content-length", String(page.body.utf8.count)),
            ("cache-control", "no-store"),
        ])
        if let allow { headers.add(name: "allow", value: allow) }
        if !request.isKeepAlive { headers.add(name: "connection", value: "close") }
        let status = HTTPResponseStatus(statusCode: page.status)
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        if request.method != .HEAD {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: page.body)))), promise: nil)
        }
        let done = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        guard !request.isKeepAlive else { return }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        done.whenComplete { _ in bound.value.close(promise: nil) }
    }
}
