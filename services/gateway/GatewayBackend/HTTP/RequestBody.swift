import NIOCore
import NIOHTTP1

/// The requests of one connection, and the body of the one being served. Belongs to the connection's task.
final class RequestBody {
    typealias Parts = NIOAsyncChannelInboundStream<HTTPServerRequestPart>

    private var parts: Parts.AsyncIterator
    private var responder: Responder?
    private(set) var isAtEnd = true

    init(_ parts: Parts) { self.parts = parts.makeAsyncIterator() }

    /// The next request's head; nil when the client has closed.
    func nextHead() async throws -> HTTPRequestHead? {
        guard case .head(let head) = try await parts.next(isolation: #isolation) else { return nil }
        isAtEnd = false
        responder = nil
        return head
    }

    /// Says "100 Continue" before the first read, to a client that waits for it.
    func expectContinue(_ responder: Responder) { self.responder = responder }

    /// The next piece of the body; nil at its end.
    func next() async throws -> ByteBuffer? {
        if isAtEnd { return nil }
        if let responder {
            self.responder = nil
            try await responder.continueRequest()
        }
        let part: HTTPServerRequestPart?
        do { part = try await parts.next(isolation: #isolation) } catch is SlowClient {
            throw GatewayFailure.slowClient
        }
        if case .body(let bytes) = part { return bytes }
        isAtEnd = true
        // A connection that closes inside a body ends the stream of parts: that is no end of the body.
        if part == nil { throw ChannelError.inputClosed }
        return nil
    }

    /// The whole body, if it is not longer than `limit`.
    func collect(limit: Int, declared: Int?) async throws -> [UInt8] {
        if let declared, declared > limit { throw GatewayFailure.tooLarge(limit) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(declared ?? 0)
        while let piece = try await next() {
            guard bytes.count + piece.readableBytes <= limit else { throw GatewayFailure.tooLarge(limit) }
            bytes += piece.readableBytesView
        }
        return bytes
    }

    /// Reads on to the request's end, so that the next one can follow; false when that is too far away.
    func drain(limit: Int) async -> Bool {
        if responder != nil { return isAtEnd }
        var left = limit
        while !isAtEnd {
            guard let piece = try? await next() else { return isAtEnd }
            left -= piece.readableBytes
            if left < 0 { return false }
        }
        return true
    }
}
