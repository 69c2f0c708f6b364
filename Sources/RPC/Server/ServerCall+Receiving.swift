import HTTP2
import NIOCore

// From the stream to the handler.
extension ServerCall {
    func acceptHead() {
        // First: a block that was cut off may lack what the others look at.
        if head.isTooLarge, let refusal = headRefusal() { return finish(refusal) }
        guard head.isGRPC, head.isPost else { return refuseAsHTTP(status: head.isPost ? "415" : "405") }
        if connection.runtime.measuresCalls {
            let known = head.registration
            measureStart(known == nil ? connection.runtime.otherMethods : known?.instruments)
        }
        if head.isUnusual, let refusal = headRefusal() { return finish(refusal) }
        head.metadata = connection.recentMetadata.finish()
        guard let found = head.registration else {
            return finish(RPCError(.unimplemented, "\(head.unknownPath) is not served here."))
        }
        // Before the request's bytes are taken in; `startHandler` decides.
        guard connection.callShare.hasRoom || found.isProbe else { return finish(connection.runtime.shed()) }
        registration = found
        startDeadline()
        deframer.encoding = head.encoding
        if found.method.kind.streamsRequests {
            _ = requestSource()
            startHandler()
        }
    }

    private func headRefusal() -> RPCError? {
        let limits = connection.runtime.limits
        if head.isTooLarge {
            return RPCError(
                .resourceExhausted,
                "The headers are larger than \(limits.http2.headerListBytesMax) bytes, the limit headerListBytesMax.")
        }
        if head.isPathTooLong {
            return RPCError(
                .resourceExhausted, "The path is longer than \(limits.pathBytesMax) bytes, the limit pathBytesMax.")
        }
        if let encoding = head.unknownEncoding {
            return RPCError(
                .unimplemented, "The message encoding \(encoding) is not supported.",
                metadata: Metadata.acceptedEncodings)
        }
        if case .malformed = head.timeout { return RPCError(.internalError, "grpc-timeout is malformed.") }
        return nil
    }

    private func refuseAsHTTP(status: String) {
        guard isOpen else { return }
        outcome = Outcome(error: RPCError(.internalError, "not gRPC"), trailers: [:])
        hasSentHeaders = true
        connection.session.respondOnly(self, StatusHeaders.plainHTTP(status: status))
    }

    func receiveMessageBytes(_ bytes: UnsafeRawBufferPointer) {
        // After the outcome, bytes are dropped; the window stays closed and the stream is reset.
        guard outcome == nil, let registration else { return }
        requestStall.bytes &+= bytes.count
        do throws(RPCError) {
            if registration.method.kind.streamsRequests {
                try receiveStreamed(bytes)
            } else {
                try receiveOnly(bytes)
            }
        } catch {
            abort(error)
        }
    }

    /// The one request of a call: collected here, within the size limit, before the handler starts.
    private func receiveOnly(_ bytes: UnsafeRawBufferPointer) throws(RPCError) {
        var rest = bytes
        guard !hasRequest else { throw RPCError(.unimplemented, "The method takes one request, not several.") }
        hasRequest = try deframer.append(&rest)
        if hasRequest { requestBytes = deframer.message.readableBytes }
        guard rest.isEmpty else { throw RPCError(.unimplemented, "The method takes one request, not several.") }
        try connection.account(bytes.count)
        bufferedBytes += bytes.count
        if !hasRequest, isOpen { connection.session.consume(self, bytes: bytes.count) }
    }

    private func receiveStreamed(_ bytes: UnsafeRawBufferPointer) throws(RPCError) {
        guard let inbound else { return }
        var rest = bytes
        try connection.account(bytes.count)
        bufferedBytes += bytes.count
        while !rest.isEmpty, try deframer.append(&rest) {
            let message = deframer.takeMessage()
            requestBytes += message.bytes.readableBytes
            let windowBytes = MessageCoding.prefixBytes + message.bytes.readableBytes - partialBytesConsumed
            partialBytesConsumed = 0
            inbound.push(message, windowBytes: windowBytes)
            requestStall.restart()
        }
        guard deframer.partialBytes > 0 else { return }
        if inbound.isAwaited { consumePartial() } else { inbound.notePartial() }
    }

    /// A reader waits for the message of which a part is here: let the rest come.
    func consumePartial() {
        let bytes = deframer.partialBytes - partialBytesConsumed
        guard bytes > 0, isOpen else { return }
        partialBytesConsumed += bytes
        connection.session.consume(self, bytes: bytes)
        connection.scheduleFlush()
    }

    func receiveEnd() {
        guard outcome == nil, let registration else { return }
        guard deframer.isBetweenMessages else {
            return abort(RPCError(.internalError, "The requests end inside of a message."))
        }
        if registration.method.kind.streamsRequests {
            inbound?.finish()
        } else if hasRequest {
            startHandler()
        } else {
            finish(RPCError(.unimplemented, "The method takes one request, and none came."))
        }
    }

    func streamClosed() {
        deadlineTimer?.cancel()
        measureEnd()
        if isHandlerRunning {
            let error = RPCError(.cancelled, "The call was cancelled by the client.")
            if outcome == nil { outcome = Outcome(error: error, trailers: [:]) }
            cancelHandler()
            closeQueues(error, dropping: true)
        }
        inbound?.detach()
        recycleIfOver()
    }

    func recycleIfOver() {
        guard !isOpen, !isHandlerRunning else { return }
        connection.release(bufferedBytes)
        connection.releaseAnswer(answerBytes)
        bufferedBytes = 0
        answerBytes = 0
        connection.recycle(self)
    }
}
