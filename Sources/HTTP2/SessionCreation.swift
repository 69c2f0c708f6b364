internal import CNghttp2

/// Makes libnghttp2 sessions with our options and callbacks.
enum SessionCreation {
    static func makeHandle(
        role: HTTP2Session.Role, configuration: HTTP2Configuration, memory: SessionMemory
    ) throws(HTTP2Error) -> OpaquePointer {
        var callbacks: OpaquePointer?
        var options: OpaquePointer?
        var session: OpaquePointer?
        defer {
            nghttp2_session_callbacks_del(callbacks)
            nghttp2_option_del(options)
        }
        guard nghttp2_session_callbacks_new(&callbacks) == 0, nghttp2_option_new(&options) == 0,
            let callbacks, let options
        else { throw HTTP2Session.error(for: NGHTTP2_ERR_NOMEM.rawValue) }
        SessionCallbacks.install(in: callbacks)
        set(options, configuration)
        // libnghttp2 copies it.
        var allocator = memory.allocator
        let outcome =
            switch role {
            case .server: nghttp2_session_server_new3(&session, callbacks, nil, options, &allocator)
            case .client: nghttp2_session_client_new3(&session, callbacks, nil, options, &allocator)
            }
        guard outcome == 0, let session else { throw HTTP2Session.error(for: outcome) }
        return session
    }

    static func attach(_ handle: OpaquePointer, to session: HTTP2Session) {
        nghttp2_session_set_user_data(handle, Unmanaged.passUnretained(session).toOpaque())
    }

    private static func set(_ options: OpaquePointer, _ configuration: HTTP2Configuration) {
        // Windows open when handlers read, see HTTP2Session.consume.
        nghttp2_option_set_no_auto_window_update(options, 1)
        // Closed streams would be kept for a priority tree that nobody uses.
        nghttp2_option_set_no_closed_streams(options, 1)
        nghttp2_option_set_max_outbound_ack(options, configuration.acknowledgementsMax)
        nghttp2_option_set_max_settings(options, configuration.settingsMax)
        nghttp2_option_set_max_continuations(options, configuration.continuationsMax)
        // The delegate counts resets. libnghttp2 would say INTERNAL_ERROR, and not why.
        nghttp2_option_set_stream_reset_rate_limit(options, UInt64(UInt32.max), UInt64(UInt32.max))
    }
}
