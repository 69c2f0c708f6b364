import NIOCore
import NIOPosix

/// One answer as it came over the socket.
struct TestResponse: Sendable {
    var status = 0
    var headers: [(name: String, value: String)] = []
    var body = ""

    func header(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }
}

/// A connection that says exactly what a test wants to say.
final class TestConnection {
    private var bytes: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    let writer: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var buffer: [UInt8] = []

    private init(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ writer: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.bytes = inbound.makeAsyncIterator()
        self.writer = writer
    }

    /// - Parameter receiveBytes: what the kernel keeps for a client that does not read; nil lets it decide.
    static func with<R: Sendable>(
        port: Int, receiveBytes: Int? = nil, _ body: (TestConnection) async throws -> R
    ) async throws -> R {
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        if let receiveBytes {
            bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBytes))
        }
        let channel =
            try await bootstrap
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(TestConnection(inbound, outbound))
        }
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws { try await writer.write(ByteBuffer(bytes: bytes)) }

    /// Reads until the server closes.
    func readToEnd() async throws -> String {
        while try await readMore() {}
        return String(decoding: buffer, as: UTF8.self)
    }

    /// Reads until the connection is gone; whether it was reset, which tells that what was read is not all.
    func readToReset() async -> Bool {
        do {
            while let more = try await bytes.next(isolation: #isolation) { buffer += more.readableBytesView }
            return false
        } catch { return true }
    }

    /// Reads one answer by its framing; interim answers come as answers of their own.
    func response(toHEAD: Bool = false) async throws -> TestResponse {
        var response = TestResponse()
        let head = try await take(through: "\r\n\r\n")
        let lines = head.split(separator: "\r\n")
        response.status = Int(lines[0].split(separator: " ")[1]) ?? 0
        for line in lines.dropFirst() {
            let halves = line.split(separator: ":", maxSplits: 1)
            response.headers.append((halves[0].lowercased(), String(halves[1].drop { $0 == " " })))
        }
        if toHEAD || response.status < 200 || response.status == 204 || response.status == 304 { return response }
        if response.header("transfer-encoding") == "chunked" {
            while let chunk = try await chunk() { response.body += chunk }
        } else if let length = response.header("content-length").flatMap({ Int($0) }) {
            response.body = try await take(length)
        } else {
            response.body = try await readToEnd()
        }
        return response
    }

    /// The next chunk of a chunked answer; nil for the last one.
    func chunk() async throws -> String? {
        let size = Int(try await take(through: "\r\n").dropLast(1), radix: 16) ?? 0
        let chunk = try await take(size)
        _ = try await take(2)
        return size == 0 ? nil : chunk
    }

    /// Reads an answer's head only.
    func head() async throws -> String { try await take(through: "\r\n\r\n") }

    private func take(through mark: String) async throws -> String {
        let mark = Array(mark.utf8)
        while true {
            for start in buffer.indices where buffer[start...].starts(with: mark) {
                return try await take(start + mark.count)
            }
            guard try await readMore() else { throw TestFailure("the server closed in the middle of an answer") }
        }
    }

    private func take(_ count: Int) async throws -> String {
        while buffer.count < count {
            guard try await readMore() else { throw TestFailure("the server closed in the middle of an answer") }
        }
        defer { buffer.removeFirst(count) }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    private func readMore() async throws -> Bool {
        guard let more = try? await bytes.next(isolation: #isolation) else { return false }
        buffer += more.readableBytesView
        return true
    }
}

struct TestFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
