internal import CNghttp2

// What libnghttp2 lets pass, or counts in a way that can't be told to the peer.
extension HTTP2Session {
    /// Stream ids only rise (RFC 9113 section 5.1.1). libnghttp2 ignores headers with a lower one, because they may be
    /// trailers that were under way when the stream was reset; so those resets are remembered.
    func beginHeadersFrame(id: Int32) -> Int32 {
        if id > lastStreamID {
            lastStreamID = id
            return 0
        }
        guard role == .server, nghttp2_session_find_stream(handle, id) == nil else { return 0 }
        scanner.addControlFrame()
        if isShuttingDown || sentResets.contains(id) { return 0 }
        return fail(.protocolViolation, "HEADERS on stream \(id) after stream \(lastStreamID)")
    }

    func receivedReset() -> Int32 {
        guard let delegate, !delegate.receivedReset() else { return 0 }
        return fail(.tooManyResets, "too many RST_STREAM frames, the limit resetsBurst")
    }

    func sentReset(id: Int32, code: UInt32) {
        if role == .server { sentResets.insert(id) }
        delegate?.sentReset(HTTP2ErrorCode(rawValue: code))
    }

    /// Makes libnghttp2 return from `receive`, which throws the error then.
    func fail(_ reason: HTTP2Error.Reason, _ description: String) -> Int32 {
        failure = HTTP2Error(reason: reason, description: description)
        return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
    }
}

/// The streams that were reset last.
///
/// A peer counts a stream as open until it sees the reset, and may send on it. So as many as it may have open are
/// enough.
struct RecentResets {
    private var ids: [Int32] = []
    private var next = 0
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    mutating func insert(_ id: Int32) {
        if ids.count < capacity {
            ids.append(id)
        } else {
            ids[next] = id
            next = (next + 1) % capacity
        }
    }

    func contains(_ id: Int32) -> Bool { ids.contains(id) }
}
