internal import CNghttp2
package import NIOCore

/// One side of an HTTP/2 connection, without I/O: `receive` takes bytes and calls handlers, `flush` gives bytes.
///
/// Not Sendable: it belongs to its connection's event loop. libnghttp2's session is freed with it; its callbacks get
/// an unretained pointer back, which is valid because they run only inside calls of this object.
package final class HTTP2Session {
    package enum Role: Sendable { case client, server }

    package let role: Role
    package let configuration: HTTP2Configuration
    /// Unsafe: it is the connection that owns this session, so it outlives it.
    package unowned(unsafe) var delegate: (any HTTP2SessionDelegate)?
    /// What `flush` has collected; whoever writes it clears it.
    package var output: ByteBuffer

    /// libnghttp2's session.
    let handle: OpaquePointer
    private let memory: SessionMemory
    var scanner: FrameScanner
    /// The open streams; libnghttp2 has unretained pointers to them.
    private var open: [HTTP2Stream] = []
    /// Streams whose answer is on its way out although the request has not ended.
    var unfinishedRequests: [Int32] = []
    /// The highest stream that the peer has sent headers on.
    package internal(set) var lastStreamID: Int32 = 0
    var sentResets: RecentResets
    /// A GOAWAY was submitted: libnghttp2 ignores streams that begin after it.
    var isShuttingDown = false
    /// Set from a callback: the reason to give up the connection.
    var failure: HTTP2Error?

    package init(role: Role, configuration: HTTP2Configuration = HTTP2Configuration()) throws(HTTP2Error) {
        self.role = role
        self.configuration = configuration
        output = ByteBufferAllocator().buffer(capacity: 4096)
        scanner = FrameScanner(expectsClientPreface: role == .server)
        sentResets = RecentResets(capacity: configuration.concurrentStreamsMax)
        memory = SessionMemory()
        do throws(HTTP2Error) {
            handle = try SessionCreation.makeHandle(role: role, configuration: configuration, memory: memory)
        } catch {
            memory.destroy()
            throw error
        }
        SessionCreation.attach(handle, to: self)
        try submitInitialSettings()
    }

    deinit {
        nghttp2_session_del(handle)
        memory.destroy()
    }

    // MARK: Bytes

    /// Takes bytes from the peer and calls the handlers with what they mean.
    package func receive(_ bytes: UnsafeRawBufferPointer) throws(HTTP2Error) {
        var rest = bytes
        if !scanner.held.isEmpty {
            guard scanner.completeHeld(with: &rest) else { return }
            let header = scanner.held
            scanner.clearHeld()
            let outcome = header.withUnsafeBytes { feed($0) }
            try check(outcome)
        }
        let complete = scanner.scan(rest)
        guard complete > 0 else { return }
        try check(feed(UnsafeRawBufferPointer(rebasing: rest[..<complete])))
    }

    private func feed(_ bytes: UnsafeRawBufferPointer) -> Int {
        nghttp2_session_mem_recv(handle, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    }

    private func check(_ outcome: Int) throws(HTTP2Error) {
        if let failure { throw failure }
        guard outcome >= 0 else { throw Self.error(for: Int32(truncatingIfNeeded: outcome)) }
        guard nghttp2_session_get_outbound_queue_size(handle) <= configuration.outboundFramesMax else {
            throw HTTP2Error(
                reason: .flooded,
                description:
                    "more than \(configuration.outboundFramesMax) frames wait to be sent, the limit outboundFramesMax")
        }
    }

    /// Collects what is to be sent in `output`, up to about `flushBytes`; false when nothing is left to be sent.
    package func flush() throws(HTTP2Error) -> Bool {
        while output.readableBytes < configuration.flushBytes {
            var piece: UnsafePointer<UInt8>?
            let count = nghttp2_session_mem_send(handle, &piece)
            if count < 0 { throw Self.error(for: Int32(truncatingIfNeeded: count)) }
            guard count > 0 else {
                if resetUnfinishedRequests() { continue }
                return false
            }
            output.writeBytes(UnsafeRawBufferPointer(start: piece, count: count))
        }
        return true
    }

    /// Frames that cost the peer little and us something, since the last call.
    package func takeControlFrames() -> Int {
        scanner.takeControlFrames()
    }

    /// Whether headers, or any frame but DATA, have begun to arrive and not ended; `frameNumber` tells one from another.
    package var isAwaitingRest: Bool { scanner.isAwaitingRest }
    package var frameNumber: Int { scanner.frameNumber }

    /// Bytes that the peer may send on a stream before it has to wait for us.
    package func openWindow(of stream: HTTP2Stream) -> Int {
        max(0, Int(nghttp2_session_get_stream_local_window_size(handle, stream.id)))
    }

    /// Neither side has anything more to say: the connection can be closed.
    package var isFinished: Bool {
        nghttp2_session_want_read(handle) == 0 && nghttp2_session_want_write(handle) == 0
    }

    /// How many streams the peer lets us have open at once, by its latest settings.
    package var peerConcurrentStreamsMax: Int {
        Int(nghttp2_session_get_remote_settings(handle, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS))
    }

    // MARK: Stream objects

    func add(_ stream: HTTP2Stream, id: Int32) {
        stream.id = id
        stream.position = open.count
        open.append(stream)
    }

    /// The last reference to the stream may be ours: callers hold one.
    func remove(_ stream: HTTP2Stream) {
        let position = stream.position
        stream.reset()
        let last = open.removeLast()
        guard position < open.count else { return }
        last.position = position
        open[position] = last
    }

    /// The connection is lost: ends every stream. Nothing may be received or flushed after it.
    package func abandon() {
        while let stream = open.last {
            // libnghttp2 makes a stream of its own when it writes the headers that open it.
            let hasLeft = nghttp2_session_find_stream(handle, stream.id) != nil
            nghttp2_session_set_stream_user_data(handle, stream.id, nil)
            remove(stream)
            stream.closed(hasLeft ? .connectionLost : .unsent)
        }
    }

    static func error(for code: Int32) -> HTTP2Error {
        let reason: HTTP2Error.Reason =
            switch nghttp2_error(rawValue: code) {
            case NGHTTP2_ERR_BAD_CLIENT_MAGIC: .notHTTP2
            case NGHTTP2_ERR_FLOODED, NGHTTP2_ERR_TOO_MANY_CONTINUATIONS: .flooded
            case NGHTTP2_ERR_NOMEM: .outOfMemory
            case NGHTTP2_ERR_STREAM_ID_NOT_AVAILABLE, NGHTTP2_ERR_START_STREAM_NOT_ALLOWED: .streamUnavailable
            default: .protocolViolation
            }
        return HTTP2Error(reason: reason, description: String(cString: nghttp2_strerror(code)))
    }
}
