internal import CNghttp2

/// Every callback that libnghttp2 gets: a C function that finds the session and the stream and calls a method.
///
/// Sound because libnghttp2 calls back only inside a call of `HTTP2Session`, which holds the session; the session
/// holds a stream from its creation to `streamClosed`, or takes its pointer back from libnghttp2 (`abandon`).
enum SessionCallbacks {
    static func install(in callbacks: OpaquePointer) {
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, beginHeaders)
        nghttp2_session_callbacks_set_on_header_callback(callbacks, header)
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, frameReceived)
        nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(callbacks, invalidFrameReceived)
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, dataReceived)
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, streamClosed)
        nghttp2_session_callbacks_set_send_data_callback(callbacks, sendData)
    }

    static func dataProvider(for stream: HTTP2Stream) -> nghttp2_data_provider {
        nghttp2_data_provider(
            source: nghttp2_data_source(ptr: Unmanaged.passUnretained(stream).toOpaque()), read_callback: readData)
    }

    /// Calls `body` with the session behind libnghttp2's user data, without touching its reference count.
    private static func with<R>(
        _ context: UnsafeMutableRawPointer?, _ body: (HTTP2Session) -> R
    ) -> R {
        Unmanaged<HTTP2Session>.fromOpaque(context.unsafelyUnwrapped)._withUnsafeGuaranteedRef(body)
    }

    private static func stream(_ handle: OpaquePointer?, _ id: Int32) -> Unmanaged<HTTP2Stream>? {
        nghttp2_session_get_stream_user_data(handle, id).map { Unmanaged<HTTP2Stream>.fromOpaque($0) }
    }

    private static let beginHeaders: nghttp2_on_begin_headers_callback = { handle, frame, context in
        guard let frame else { return 0 }
        let known = stream(handle, frame.pointee.hd.stream_id)
        return with(context) { $0.beginHeaders(frame, known: known?.takeUnretainedValue()) }
    }

    private static let header: nghttp2_on_header_callback = {
        handle, frame, name, nameLength, value, valueLength, _, context in
        guard let frame, let stream = stream(handle, frame.pointee.hd.stream_id) else { return 0 }
        return with(context) { session in
            stream._withUnsafeGuaranteedRef {
                session.receivedHeader(
                    $0, name: UnsafeRawBufferPointer(start: name, count: nameLength),
                    value: UnsafeRawBufferPointer(start: value, count: valueLength))
            }
        }
    }

    private static let frameReceived: nghttp2_on_frame_recv_callback = { handle, frame, context in
        guard let frame else { return 0 }
        let id = frame.pointee.hd.stream_id
        with(context) { session in
            if id == 0 { return session.receivedOnConnection(frame) }
            stream(handle, id)?._withUnsafeGuaranteedRef { session.received(frame, on: $0) }
        }
        return 0
    }

    private static let invalidFrameReceived: nghttp2_on_invalid_frame_recv_callback = { _, _, _, context in
        with(context) { $0.receivedInvalidFrame() }
        return 0
    }

    private static let dataReceived: nghttp2_on_data_chunk_recv_callback = { handle, _, id, bytes, count, context in
        // Taken in for the connection at once, so that an unread stream stalls itself only.
        nghttp2_session_consume_connection(handle, count)
        stream(handle, id)?._withUnsafeGuaranteedRef {
            $0.receivedData(UnsafeRawBufferPointer(start: bytes, count: count))
        }
        return 0
    }

    private static let streamClosed: nghttp2_on_stream_close_callback = { handle, id, code, context in
        guard let stream = stream(handle, id)?.takeUnretainedValue() else { return 0 }
        nghttp2_session_set_stream_user_data(handle, id, nil)
        with(context) { $0.remove(stream) }
        stream.closed(HTTP2ErrorCode(rawValue: code))
        return 0
    }

    private static let readData: nghttp2_data_source_read_callback = { handle, id, _, limit, flags, source, context in
        guard let pointer = source?.pointee.ptr, let flags else { return 0 }
        return with(context) { session in
            Unmanaged<HTTP2Stream>.fromOpaque(pointer)._withUnsafeGuaranteedRef {
                session.nextChunk(of: $0, limit: limit, flags: flags)
            }
        }
    }

    private static let sendData: nghttp2_send_data_callback = { handle, frame, header, count, source, context in
        guard let header, let pointer = source?.pointee.ptr else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
        with(context) { session in
            Unmanaged<HTTP2Stream>.fromOpaque(pointer)._withUnsafeGuaranteedRef {
                session.writeFrame(header: header, count: count, of: $0)
            }
        }
        return 0
    }
}
