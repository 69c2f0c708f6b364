internal import CNghttp2

// What the callbacks of arriving frames lead to.
extension HTTP2Session {
    func beginHeaders(_ frame: UnsafePointer<nghttp2_frame>, known: HTTP2Stream?) -> Int32 {
        if let known {
            known.headerListBytes = 0
            return 0
        }
        guard role == .server, frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST else { return 0 }
        let id = frame.pointee.hd.stream_id
        guard let stream = delegate?.opened(id) else {
            return nghttp2_submit_rst_stream(
                handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, HTTP2ErrorCode.refusedStream.rawValue)
        }
        add(stream, id: id)
        return nghttp2_session_set_stream_user_data(handle, id, Unmanaged.passUnretained(stream).toOpaque())
    }

    func receivedHeader(_ stream: HTTP2Stream, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) -> Int32 {
        stream.headerListBytes += name.count + value.count + 32
        if stream.headerListBytes <= configuration.headerListBytesMax {
            stream.receivedHeader(name: name, value: value)
            return 0
        }
        // A little too much is the call's error; much more is an attack on our time.
        if stream.headerListBytes > configuration.headerListBytesFatal {
            return fail(
                .headerListTooLarge,
                "a header block of more than \(configuration.headerListBytesFatal) bytes, the limit headerListBytesFatal"
            )
        }
        if !stream.hasTooManyHeaders {
            stream.hasTooManyHeaders = true
            stream.receivedTooManyHeaders()
        }
        return 0
    }

    func received(_ frame: UnsafePointer<nghttp2_frame>, on stream: HTTP2Stream) {
        let head = frame.pointee.hd
        let ends = head.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
        switch UInt32(head.type) {
        case NGHTTP2_HEADERS.rawValue:
            if ends { stream.peerHasEnded = true }
            let isTrailers = frame.pointee.headers.cat == NGHTTP2_HCAT_HEADERS
            stream.receivedHeaders(isTrailers: isTrailers, endStream: ends)
        case NGHTTP2_DATA.rawValue where ends:
            stream.peerHasEnded = true
            stream.receivedEnd()
        default: break
        }
    }

    func receivedOnConnection(_ frame: UnsafePointer<nghttp2_frame>) {
        let head = frame.pointee.hd
        let isAcknowledgement = head.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) != 0
        switch UInt32(head.type) {
        case NGHTTP2_SETTINGS.rawValue where !isAcknowledgement:
            delegate?.receivedSettings()
        case NGHTTP2_PING.rawValue:
            let data = frame.pointee.ping.opaque_data
            let payload = withUnsafeBytes(of: data) { $0.loadUnaligned(as: UInt64.self) }
            delegate?.receivedPing(UInt64(bigEndian: payload), isAcknowledgement: isAcknowledgement)
        case NGHTTP2_GOAWAY.rawValue:
            let goAway = frame.pointee.goaway
            let debug = UnsafeBufferPointer(start: goAway.opaque_data, count: goAway.opaque_data_len)
            delegate?.receivedGoAway(
                HTTP2ErrorCode(rawValue: goAway.error_code), lastStreamID: goAway.last_stream_id,
                message: String(decoding: debug, as: UTF8.self))
        default: break
        }
    }

}
