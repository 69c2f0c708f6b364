import HTTP2
import NIOCore

// From the handler to the stream.
extension ServerCall {
    /// Ends the call: what was answered before goes out, then the status. The first outcome counts.
    func finish(_ error: RPCError?) {
        guard outcome == nil else { return }
        var error = error
        if error != nil { response.clear(minimumCapacity: 0) }
        if let refusal = holdAnswer() {
            response.clear(minimumCapacity: 0)
            outbound?.close(refusal, dropping: true)
            error = error ?? refusal
        }
        let (initial, trailers) = context?.answerMetadata ?? ([:], [:])
        isPlainSuccess = error == nil && trailers.isEmpty
        outcome = Outcome(error: error, trailers: trailers)
        deadlineTimer?.cancel()
        guard isOpen else { return }
        sendOutcome(error, initial, trailers)
        connection.scheduleFlush()
    }

    /// What is not sent yet waits for the client to take it, whether the handler has gone or not.
    private func holdAnswer() -> RPCError? {
        let bytes = queuedBytes
        if let refusal = connection.accountAnswer(bytes) { return refusal }
        answerBytes = bytes
        return nil
    }

    private func sendOutcome(_ error: RPCError?, _ initial: Metadata, _ trailers: Metadata) {
        let isWithoutData = queuedBytes == 0
        // DATA that go out with the headers say it themselves.
        if isWithoutData { connection.pings.sentAnswer() }
        if hasSentHeaders {
            connection.session.resume(self)
            return
        }
        if let error, initial.isEmpty, isWithoutData {
            hasSentHeaders = true
            connection.session.respondOnly(self, StatusHeaders.statusOnly(error, trailers))
        } else {
            sendHeaders(initial)
        }
    }

    /// Ends the call against the handler's will: it is cancelled, and what it has answered is dropped.
    func abort(_ error: RPCError) {
        guard outcome == nil else { return }
        closeQueues(error, dropping: true)
        finish(error)
        cancelHandler()
    }

    /// Ends the call that has this context, unless that one is over and the object is another call. On any thread.
    func end(_ context: ServerContext, _ error: RPCError) {
        guard connection.loop.inEventLoop else { return connection.loop.execute { self.end(context, error) } }
        guard self.context === context else { return }
        abort(error)
    }

    func closeQueues(_ error: RPCError, dropping: Bool) {
        inbound?.fail(error)
        outbound?.close(error, dropping: dropping)
    }

    /// Sends the headers that a handler asked for ahead of its first message.
    func sendHeaders(of context: ServerContext) {
        guard connection.loop.inEventLoop else {
            return connection.loop.execute { self.sendHeaders(of: context) }
        }
        guard self.context === context, !hasSentHeaders, outcome == nil, isOpen else { return }
        sendHeaders(context.initialMetadata)
        connection.pings.sentAnswer()
        connection.scheduleFlush()
    }

    func sendHeaders(_ metadata: Metadata) {
        guard isOpen, !hasSentHeaders else { return }
        hasSentHeaders = true
        let encoding = context?.answerEncoding.settle()
        if metadata.isEmpty && encoding == nil {
            connection.session.respond(self, StatusHeaders.response)
        } else {
            connection.session.respond(self, StatusHeaders.response(metadata, encoding))
        }
    }

    private var queuedBytes: Int { outbound?.queuedBytes ?? response.readableBytes }

    func nextAnswerChunk(limit: Int) -> HTTP2Chunk {
        let queued = queuedBytes
        // Asked for with every chunk: an outcome that says nothing is not copied out.
        if isPlainSuccess && queued <= limit {
            connection.session.trailers(self, StatusHeaders.success)
            return .lastBeforeTrailers(queued)
        }
        guard let outcome, queued <= limit else {
            return queued == 0 ? .blocked : .bytes(min(queued, limit))
        }
        connection.session.trailers(self, StatusHeaders.trailers(outcome.error, outcome.trailers))
        return .lastBeforeTrailers(queued)
    }

    func writeAnswerChunk(count: Int, to buffer: inout ByteBuffer) {
        connection.sentData()
        answerStall.bytes &+= count
        if let outbound { return outbound.take(count, to: &buffer) }
        response.withUnsafeReadableBytes { bytes in
            _ = buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
        response.moveReaderIndex(forwardBy: count)
    }
}

// The queues call from any thread; a call that has been recycled has other queues.
extension ServerCall: InboundFlow, OutboundFlow {
    func filled(_ queue: OutboundQueue) {
        guard connection.loop.inEventLoop else { return connection.loop.execute { self.filled(queue) } }
        guard outbound === queue, isOpen, let context else { return }
        if hasSentHeaders { connection.session.resume(self) } else { sendHeaders(context.initialMetadata) }
        connection.scheduleFlush()
    }

    func consumed(frameBytes: Int, windowBytes: Int, from queue: InboundQueue) {
        guard connection.loop.inEventLoop else {
            return connection.loop.execute {
                self.consumed(frameBytes: frameBytes, windowBytes: windowBytes, from: queue)
            }
        }
        guard inbound === queue, isOpen else { return }
        connection.release(frameBytes)
        bufferedBytes -= frameBytes
        guard windowBytes > 0, !peerHasEnded else { return }
        connection.session.consume(self, bytes: windowBytes)
        connection.scheduleFlush()
    }

    func readerWaits(for queue: InboundQueue) {
        guard connection.loop.inEventLoop else { return connection.loop.execute { self.readerWaits(for: queue) } }
        guard inbound === queue else { return }
        consumePartial()
    }

    /// A reader that was cancelled on its own leaves the call to its handler.
    func readerCancelled(_ queue: InboundQueue) {}
}
