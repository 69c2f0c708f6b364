import HTTP2
import Messages
import NIOCore
import Synchronization
import Testing

@testable import RPC

@Suite("Abuse: what messages carry", .timeLimit(.minutes(2)))
struct PayloadAttackTests {
    /// A service whose messages nest: `google.protobuf.Value`.
    private static let nest = MethodDescriptor(
        service: "test.Nest", method: "Depth", kind: .unary, inputType: "google.protobuf.Value",
        outputType: "google.protobuf.Value")

    private static var nestService: RPCService {
        var service = RPCService(ServiceDescriptor(name: "test.Nest", methods: [nest]))
        service.register(nest) { call, _ in call.respond(try call.request(GoogleProtobuf.Value.self)) }
        return service
    }

    /// The bytes of a length, the last one first.
    private func reversedLength(_ count: Int) -> [UInt8] {
        var (bytes, rest) = ([UInt8](), count)
        repeat {
            bytes.append(UInt8(rest & 127) | (rest < 128 ? 0 : 128))
            rest >>= 7
        } while rest > 0
        return bytes.reversed()
    }

    private func framed(_ message: [UInt8]) -> [UInt8] {
        [0] + Frame.bytes(of: UInt32(message.count)) + message
    }

    /// A ListValue in a Value in a ListValue … in a Value; `levels` is odd.
    private func nested(_ levels: Int) -> [UInt8] {
        // From the inside, so from the end.
        var bytes: [UInt8] = []
        for level in 0..<levels {
            bytes += reversedLength(bytes.count)
            bytes.append(level % 2 == 0 ? 6 << 3 | 2 : 1 << 3 | 2)
        }
        return bytes.reversed()
    }

    @Test("deep protobuf nesting is INTERNAL, and costs no stack", arguments: [99, 101, 9_999])
    func nesting(_ levels: Int) async throws {
        let server = RPCServer(
            configuration: ServerConfiguration(), services: [Self.nestService, EchoFixture().service])
        try await server.start()
        let client = try await RawHTTP2Client.connect(port: server.port)
        let bystander = try await RawHTTP2Client.connect(port: server.port)
        let answer = try await client.call("/test.Nest/Depth", body: framed(nested(levels)))
        #expect(answer.status == (levels < 100 ? "0" : "13"))
        for connection in [client, bystander] {
            let next = try await connection.call("/test.Echo/Unary", body: framed([]))
            #expect(next.status == "0")
            await connection.close()
        }
        await server.shutdown(grace: .seconds(5))
    }

    /// The fields of `Blob` that such bytes are in: `text` is a string, `payload` is bytes.
    private static let text: UInt8 = 3 << 3 | 2
    private static let payload: UInt8 = 1 << 3 | 2
    private static let malformed: [[UInt8]] = [
        [text, 2, 0xc3, 0x28], [text, 3, 0xed, 0xa0, 0x80], [text, 3, 0x61, 0, 0x62],
        [text, 0xff, 0xff, 0xff, 0xff, 0x07, 0x61], [payload, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
    ]

    @Test(
        "strings that are none: invalid UTF-8, embedded NUL, a length beyond the message", arguments: malformed,
        ["Unary", "Collect"])
    func strings(message: [UInt8], method: String) async throws {
        let received = Mutex(0)
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            received.withLock { $0 += 1 }
            return request
        }
        fixture.onCollect = { requests, _ in
            for try await _ in requests { received.withLock { $0 += 1 } }
            return Blob()
        }
        try await withRawClient(fixture) { client in
            let answer = try await client.call("/test.Echo/\(method)", body: framed(message))
            #expect(answer.status == "13")
            #expect(received.withLock { $0 } == 0)
            let next = try await client.call("/test.Echo/\(method)", body: framed([Self.text, 2, 0xc3, 0xa4]))
            #expect(next.status == "0")
            #expect(received.withLock { $0 } == 1)
        }
    }

    @Test("gzip bombs are inflated no further than the limit", arguments: ["Unary", "Collect"])
    func gzip(_ method: String) async throws {
        let received = Mutex(0)
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            received.withLock { $0 += 1 }
            return request
        }
        fixture.onCollect = { requests, _ in
            for try await _ in requests { received.withLock { $0 += 1 } }
            return Blob()
        }
        let bomb = Array(
            MessageCompression.compress(MessageCoding.frame(Blob(size: 16 << 20)), .gzip).readableBytesView)
        #expect(bomb.count < 1 << 20)
        try await withLoopback(.plain, fixture) { server, channel in
            try await withBystander(channel) {
                let client = try await RawHTTP2Client.connect(port: server.port)
                for _ in 0..<3 {
                    let answer = try await client.call(
                        "/test.Echo/\(method)", headers: [("grpc-encoding", "gzip")], body: bomb)
                    #expect(answer.status == "8")
                }
                await client.close()
            }
        }
        // The bystander's.
        #expect(received.withLock { $0 } == 1)
    }

    @Test("a prefix that promises 4 GiB is refused before they come", arguments: ["Unary", "Collect"])
    func promise(_ method: String) async throws {
        try await withRawClient { client in
            let answer = try await client.call(
                "/test.Echo/\(method)", body: [0, 0xff, 0xff, 0xff, 0xff, 1], isComplete: false)
            #expect(answer.status == "8")
            #expect(answer.closedWith == .noError)
        }
    }
}
