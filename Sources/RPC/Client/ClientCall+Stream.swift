import HTTP2
import NIOCore
import Synchronization

// Between the stream and the queues, on the loop.
extension ClientCall {
    func refuseHeaders() {
        give(
            up: RPCError(.resourceExhausted, "The answer's headers are larger than the limit headerListBytesMax."))
    }

    func acceptHeaders(endStream: Bool) {
        let block = head
        head = ResponseHead()
        if hasHeaders || endStream { return receivedStatus(block, isOnly: !hasHeaders, endStream: endStream) }
        if block.isInterim { return }
        hasHeaders = true
        outbound.forgetSent()
        guard block.httpStatus == 200, block.isGRPC else { return give(up: block.errorOfHTTP) }
        deframer.encoding = MessageEncoding(rawValue: block.encoding)
        if deframer.encoding == nil && block.encoding != "identity" {
            let text = "The answer is encoded as \(block.encoding), which was not asked for."
            return give(up: RPCError(.internalError, text))
        }
        let waiters = shared.withLock { shared in
            shared.initial = block.metadata
            defer { shared.waiters = [] }
            return shared.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func receivedStatus(_ block: ResponseHead, isOnly: Bool, endStream: Bool) {
        guard endStream else {
            return give(up: RPCError(.internalError, "The answer has a second block of headers that does not end it."))
        }
        if !isOnly && !deframer.isBetweenMessages {
            return end(.failure(RPCError(.internalError, "The answer ends inside of a message.")))
        }
        end(block.outcome, trailing: block.metadata)
    }

    func receiveMessageBytes(_ bytes: UnsafeRawBufferPointer) {
        guard !isOver else { return }
        var rest = bytes
        do throws(RPCError) {
            while !rest.isEmpty, try deframer.append(&rest) {
                let message = deframer.takeMessage()
                receivedMessageBytes += message.bytes.readableBytes
                let windowBytes = MessageCoding.prefixBytes + message.bytes.readableBytes - partialBytesConsumed
                partialBytesConsumed = 0
                inbound.push(message, windowBytes: windowBytes)
            }
        } catch {
            return give(up: error)
        }
        guard deframer.partialBytes > 0 else { return }
        if inbound.isAwaited { consumePartial() } else { inbound.notePartial() }
    }

    func receiveEnd() {
        end(.failure(RPCError(.internalError, "The server ended the answer without a status.")))
    }

    func nextRequestChunk(limit: Int) -> HTTP2Chunk {
        // In this order: what was sent before `closeSend` is counted when its flag is seen.
        let isLast = sendsNoMore.load(ordering: .acquiring)
        let queued = outbound.queuedBytes
        if isLast && queued <= limit { return .last(queued) }
        guard queued > 0 else { return .blocked }
        return .bytes(min(queued, limit))
    }

    func writeRequestChunk(count: Int, to buffer: inout ByteBuffer) {
        connection?.sentData()
        outbound.take(count, to: &buffer)
    }

    func streamClosed(_ code: HTTP2ErrorCode) {
        let connection = self.connection
        self.connection = nil
        connection?.callEnded()
        guard !isOver, !isRepeated(after: code) else { return }
        end(.failure(Self.error(for: code, isLate: deadline.map { $0 <= .now } ?? false)))
    }

    /// Gives a call that no handler has seen another connection.
    private func isRepeated(after code: HTTP2ErrorCode) -> Bool {
        guard !hasHeaders, let placer, repetition.allows(code) else { return false }
        guard outbound.rewind() else {
            // Whoever still has the whole request may repeat it.
            if repetition.wasRefused { shared.withLock { $0.wasRefused = true } }
            return false
        }
        head = ResponseHead()
        return placer.placeAgain(self)
    }

    /// - Parameter isLate: Whether the deadline has passed: the server's clock may have fired before ours.
    static func error(for code: HTTP2ErrorCode, isLate: Bool) -> RPCError {
        switch code {
        case .connectionLost, .unsent: RPCError(.unavailable, "The connection was lost.")
        case .refusedStream: RPCError(.unavailable, "The server refused the call.")
        case .cancel where isLate: RPCError(.deadlineExceeded, "The server cancelled the call at its deadline.")
        case .cancel: RPCError(.cancelled, "The server cancelled the call.")
        case .enhanceYourCalm: RPCError(.resourceExhausted, "The server asks for fewer calls.")
        case .inadequateSecurity: RPCError(.permissionDenied, "The connection is not secure enough for the server.")
        default: RPCError(.internalError, "The server reset the call (HTTP/2 error \(code.rawValue)).")
        }
    }
}
