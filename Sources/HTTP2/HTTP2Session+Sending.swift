internal import CNghttp2
import NIOCore

// What handlers submit. Nothing leaves before the next `flush`.
extension HTTP2Session {
    func submitInitialSettings() throws(HTTP2Error) {
        func entry(_ id: nghttp2_settings_id, _ value: Int) -> nghttp2_settings_entry {
            nghttp2_settings_entry(settings_id: Int32(bitPattern: id.rawValue), value: UInt32(clamping: value))
        }
        var entries = [
            entry(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, configuration.streamWindowBytes),
            entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, configuration.headerListBytesMax),
            entry(NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1),
        ]
        switch role {
        case .server: entries.append(entry(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, configuration.concurrentStreamsMax))
        case .client: entries.append(entry(NGHTTP2_SETTINGS_ENABLE_PUSH, 0))
        }
        try expectSuccess(nghttp2_submit_settings(handle, noFlags, entries, entries.count))
        try expectSuccess(
            nghttp2_session_set_local_window_size(
                handle, noFlags, 0, Int32(clamping: configuration.connectionWindowBytes)))
    }

    /// Opens a stream of a client, which says what the body is.
    package func request(_ headers: HTTP2Headers, on stream: HTTP2Stream) throws(HTTP2Error) {
        let pointer = Unmanaged.passUnretained(stream).toOpaque()
        var provider = SessionCallbacks.dataProvider(for: stream)
        let id = headers.withFields { nghttp2_submit_request(handle, nil, $0, $1, &provider, pointer) }
        guard id > 0 else { throw Self.error(for: id) }
        add(stream, id: id)
    }

    /// Begins an answer whose body comes from the stream's handler.
    package func respond(_ stream: HTTP2Stream, _ headers: HTTP2StaticHeaders) {
        var provider = SessionCallbacks.dataProvider(for: stream)
        _ = nghttp2_submit_response(handle, stream.id, headers.fields, headers.count, &provider)
    }

    package func respond(_ stream: HTTP2Stream, _ headers: HTTP2Headers) {
        var provider = SessionCallbacks.dataProvider(for: stream)
        _ = headers.withFields { nghttp2_submit_response(handle, stream.id, $0, $1, &provider) }
    }

    /// An answer that is one header block and nothing else.
    package func respondOnly(_ stream: HTTP2Stream, _ headers: HTTP2Headers) {
        _ = headers.withFields { nghttp2_submit_response(handle, stream.id, $0, $1, nil) }
        askPeerToStop(stream)
    }

    /// To be called from `nextChunk`, before it returns `.lastBeforeTrailers`.
    package func trailers(_ stream: HTTP2Stream, _ headers: HTTP2StaticHeaders) {
        _ = nghttp2_submit_trailer(handle, stream.id, headers.fields, headers.count)
        askPeerToStop(stream)
    }

    package func trailers(_ stream: HTTP2Stream, _ headers: HTTP2Headers) {
        _ = headers.withFields { nghttp2_submit_trailer(handle, stream.id, $0, $1) }
        askPeerToStop(stream)
    }

    /// A complete answer to an incomplete request: the rest of the request is not wanted (RFC 9113 section 8.1).
    ///
    /// libnghttp2 drops headers of a stream whose reset is queued, so the reset has to wait until they are out.
    private func askPeerToStop(_ stream: HTTP2Stream) {
        guard role == .server, !stream.peerHasEnded else { return }
        unfinishedRequests.append(stream.id)
    }

    /// True when there was something to reset.
    func resetUnfinishedRequests() -> Bool {
        guard !unfinishedRequests.isEmpty else { return false }
        for id in unfinishedRequests where nghttp2_session_get_stream_user_data(handle, id) != nil {
            _ = nghttp2_submit_rst_stream(handle, noFlags, id, HTTP2ErrorCode.noError.rawValue)
        }
        unfinishedRequests.removeAll(keepingCapacity: true)
        return true
    }

    package func reset(_ stream: HTTP2Stream, _ code: HTTP2ErrorCode) {
        _ = nghttp2_submit_rst_stream(handle, noFlags, stream.id, code.rawValue)
    }

    /// Asks the handler for data again after it was `.blocked`.
    package func resume(_ stream: HTTP2Stream) {
        guard stream.isBlocked else { return }
        stream.isBlocked = false
        _ = nghttp2_session_resume_data(handle, stream.id)
    }

    /// Opens the peer's window for a stream by what has been read of it.
    package func consume(_ stream: HTTP2Stream, bytes: Int) {
        _ = nghttp2_session_consume_stream(handle, stream.id, bytes)
    }

    package func ping(_ payload: UInt64) {
        withUnsafeBytes(of: payload.bigEndian) { bytes in
            _ = nghttp2_submit_ping(handle, noFlags, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
    }

    /// The first step of draining: the peer should open no more streams, those under way are still accepted.
    package func announceShutdown() {
        isShuttingDown = true
        _ = nghttp2_submit_shutdown_notice(handle)
    }

    /// The second step: streams after the last one seen are refused.
    package func goAway(_ code: HTTP2ErrorCode = .noError, message: String = "") {
        isShuttingDown = true
        let last = nghttp2_session_get_last_proc_stream_id(handle)
        let debug = Array(message.utf8)
        _ = nghttp2_submit_goaway(handle, noFlags, last, code.rawValue, debug, debug.count)
    }

    // MARK: Data frames

    func nextChunk(of stream: HTTP2Stream, limit: Int, flags: UnsafeMutablePointer<UInt32>) -> Int {
        switch stream.nextChunk(limit: limit) {
        case .blocked:
            stream.isBlocked = true
            return Int(NGHTTP2_ERR_DEFERRED.rawValue)
        case .bytes(let count):
            flags.pointee |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue
            return count
        case .last(let count):
            flags.pointee |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue | NGHTTP2_DATA_FLAG_EOF.rawValue
            return count
        case .lastBeforeTrailers(let count):
            flags.pointee |=
                NGHTTP2_DATA_FLAG_NO_COPY.rawValue | NGHTTP2_DATA_FLAG_EOF.rawValue
                | NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
            return count
        }
    }

    /// A whole DATA frame; we never ask for padding.
    func writeFrame(header: UnsafePointer<UInt8>, count: Int, of stream: HTTP2Stream) {
        // An empty frame that does not end the stream (the trailers will) says nothing.
        if count == 0 && header[4] == 0 { return }
        output.writeBytes(UnsafeRawBufferPointer(start: header, count: FrameScanner.headerBytes))
        if count > 0 { stream.writeChunk(count: count, to: &output) }
    }

    private var noFlags: UInt8 { UInt8(NGHTTP2_FLAG_NONE.rawValue) }

    private func expectSuccess(_ code: Int32) throws(HTTP2Error) {
        if code != 0 { throw Self.error(for: code) }
    }
}
