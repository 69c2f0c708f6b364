internal import CNghttp2

/// Every callback that libnghttp2 gets: a C function that finds the session and the stream and calls a method.
///
/// Sound because libnghttp2 calls back only inside a call of `HTTP2Session`, which holds the session; the session
/// holds a stream from its creation to `streamClosed`, or takes its pointer back from libnghttp2 (`abandon`).
enum SessionCallbacks {
    static func install(in callbacks: OpaquePointer) {
        nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks, beginFrame)
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, beginHeaders)
        nghttp2_session_callbacks_set_on_header_callback(callbacks, header)
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, frameReceived)
        nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, frameSent)
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

    private static let beginFrame: nghttp2_on_begin_frame_callback = { _, head, context in
        guard let head, UInt32(head.pointee.type) == NGHTTP2_HEADERS.rawValue else { return 0 }
        return with(context) { $0.beginHeadersFrame(id: head.pointee.stream_id) }
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
        return with(context) { session in
            if UInt32(frame.pointee.hd.type) == NGHTTP2_RST_STREAM.rawValue { return session.receivedReset() }
            if id == 0 {
                session.receivedOnConnection(frame)
            } else {
                stream(handle, id)?._withUnsafeGuaranteedRef { session.received(frame, on: $0) }
            }
            return 0
        }
    }

    private static let frameSent: nghttp2_on_frame_send_callback = { _, frame, context in
        guard let frame, UInt32(frame.pointee.hd.type) == NGHTTP2_RST_STREAM.rawValue else { return 0 }
        with(context) { $0.sentReset(id: frame.pointee.hd.stream_id, code: frame.pointee.rst_stream.error_code) }
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
