import NIOCore

@testable import HTTP2

/// What a test keeps of one stream, and what it sends on it.
final class Recorder: HTTP2Stream {
    var headers: [String: String] = [:]
    var trailers: [String: String] = [:]
    var body: [UInt8] = []
    var hasEnded = false
    var sawTooManyHeaders = false
    var closedWith: HTTP2ErrorCode?
    private var inTrailers = false

    var outgoing: [UInt8] = []
    var isComplete = false
    var outgoingTrailers: HTTP2StaticHeaders?
    weak var session: HTTP2Session?

    override func receivedHeader(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        let name = String(decoding: name, as: UTF8.self)
        let value = String(decoding: value, as: UTF8.self)
        if inTrailers { trailers[name] = value } else { headers[name] = value }
    }
    override func receivedTooManyHeaders() { sawTooManyHeaders = true }
    override func receivedHeaders(isTrailers: Bool, endStream: Bool) {
        inTrailers = true
        if endStream { hasEnded = true }
    }
    override func receivedData(_ bytes: UnsafeRawBufferPointer) { body += bytes }
    override func receivedEnd() { hasEnded = true }
    override func nextChunk(limit: Int) -> HTTP2Chunk {
        if outgoing.count > limit { return .bytes(limit) }
        if !isComplete { return outgoing.isEmpty ? .blocked : .bytes(outgoing.count) }
        guard let outgoingTrailers else { return .last(outgoing.count) }
        session?.trailers(self, outgoingTrailers)
        return .lastBeforeTrailers(outgoing.count)
    }
    override func writeChunk(count: Int, to buffer: inout ByteBuffer) {
        buffer.writeBytes(outgoing.prefix(count))
        outgoing.removeFirst(count)
    }
    override func closed(_ code: HTTP2ErrorCode) { closedWith = code }
}

final class ConnectionRecorder: HTTP2SessionDelegate {
    var opened: [Recorder] = []
    var refusesStreams = false
    var settings = 0
    var pings: [(UInt64, Bool)] = []
    var goAway: HTTP2ErrorCode?
    var sentResets: [HTTP2ErrorCode] = []
    weak var session: HTTP2Session?

    func opened(_ id: Int32) -> HTTP2Stream? {
        if refusesStreams { return nil }
        let recorder = Recorder()
        recorder.session = session
        opened.append(recorder)
        return recorder
    }
    func receivedSettings() { settings += 1 }
    func receivedPing(_ payload: UInt64, isAcknowledgement: Bool) { pings.append((payload, isAcknowledgement)) }
    func receivedGoAway(_ code: HTTP2ErrorCode, lastStreamID: Int32, message: String) { goAway = code }
    func sentReset(_ code: HTTP2ErrorCode) { sentResets.append(code) }
}

/// A client and a server in memory.
final class JoinedSessions {
    let client: HTTP2Session
    let server: HTTP2Session
    let clientSide = ConnectionRecorder()
    let serverSide = ConnectionRecorder()

    init(server configuration: HTTP2Configuration = HTTP2Configuration()) throws {
        client = try HTTP2Session(role: .client)
        server = try HTTP2Session(role: .server, configuration: configuration)
        client.delegate = clientSide
        server.delegate = serverSide
        clientSide.session = client
        serverSide.session = server
    }

    /// Moves bytes until neither side has any; at most `pieceBytes` at a time.
    func settle(pieceBytes: Int = .max) throws {
        var isBusy = true
        while isBusy {
            isBusy = try move(client, to: server, pieceBytes)
            isBusy = try move(server, to: client, pieceBytes) || isBusy
        }
    }

    private func move(_ from: HTTP2Session, to: HTTP2Session, _ pieceBytes: Int) throws -> Bool {
        _ = try from.flush()
        let bytes = Array(from.output.readableBytesView)
        from.output.clear()
        var rest = bytes[...]
        while !rest.isEmpty {
            try rest.prefix(pieceBytes).withUnsafeBytes { try to.receive($0) }
            rest = rest.dropFirst(pieceBytes)
        }
        return !bytes.isEmpty
    }

    func request(_ extra: [(String, String)] = [], body: [UInt8]? = nil) throws -> Recorder {
        var headers = HTTP2Headers()
        for (name, value) in [(":method", "POST"), (":scheme", "http"), (":path", "/x"), (":authority", "a")] + extra {
            headers.add(name, value)
        }
        let recorder = Recorder()
        recorder.session = client
        recorder.outgoing = body ?? []
        recorder.isComplete = body != nil
        try client.request(headers, on: recorder)
        return recorder
    }
}
