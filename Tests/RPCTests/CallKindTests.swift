import Messages
import Testing

@testable import RPC

@Suite("The four kinds of call")
struct CallKindTests {
    @Test("a unary call answers", arguments: Transport.allCases)
    func unary(_ transport: Transport) async throws {
        try await withLoopback(transport) { _, channel in
            let answer: Blob = try await channel.unary(EchoFixture.unary, Blob("hello"))
            #expect(answer.text == "hello")
        }
    }

    @Test("an empty message is a message", arguments: Transport.allCases)
    func emptyMessage(_ transport: Transport) async throws {
        try await withLoopback(transport) { _, channel in
            let answer: Blob = try await channel.unary(EchoFixture.unary, Blob())
            #expect(answer.bytes.isEmpty)
        }
    }

    @Test("a client stream is collected", arguments: Transport.allCases)
    func clientStream(_ transport: Transport) async throws {
        try await withLoopback(transport) { _, channel in
            let answer: Blob = try await channel.clientStreaming(EchoFixture.collect) { (writer: RequestWriter<Blob>) in
                for part in ["a", "b", "c"] { try await writer.write(Blob(part)) }
            }
            #expect(answer.text == "abc")
        }
    }

    @Test("a server stream arrives in order", arguments: Transport.allCases)
    func serverStream(_ transport: Transport) async throws {
        try await withLoopback(transport) { _, channel in
            let answers: ResponseStream<Blob> = try await channel.serverStreaming(EchoFixture.expand, Blob("abc"))
            var texts: [String] = []
            for try await answer in answers { texts.append(answer.text) }
            #expect(texts == ["a", "b", "c"])
        }
    }

    @Test("a bidirectional call answers each request", arguments: Transport.allCases)
    func bidirectional(_ transport: Transport) async throws {
        try await withLoopback(transport) { _, channel in
            let texts = try await channel.bidirectional(EchoFixture.chat) {
                (writer: RequestWriter<Blob>, answers: ResponseStream<Blob>) -> [String] in
                var texts: [String] = []
                var iterator = answers.makeAsyncIterator()
                for part in ["x", "y", "z"] {
                    try await writer.write(Blob(part))
                    if let answer = try await iterator.next() { texts.append(answer.text) }
                }
                writer.finish()
                #expect(try await iterator.next() == nil)
                return texts
            }
            #expect(texts == ["x", "y", "z"])
        }
    }

    @Test("16 MiB go each way in a stream", arguments: Transport.allCases)
    func largeStreams(_ transport: Transport) async throws {
        try await withLoopback(transport) { _, channel in
            let received = try await channel.bidirectional(EchoFixture.chat) {
                (writer: RequestWriter<Blob>, answers: ResponseStream<Blob>) -> Int in
                async let sent: Void = {
                    for index in 0..<256 { try await writer.write(Blob(size: 64 << 10, byte: UInt8(index % 100))) }
                    writer.finish()
                }()
                var received = 0
                for try await answer in answers { received += answer.bytes.count }
                try await sent
                return received
            }
            #expect(received == 16 << 20)
        }
    }

    @Test("many calls share a connection", arguments: Transport.allCases)
    func manyCalls(_ transport: Transport) async throws {
        try await withLoopback(transport) { _, channel in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<500 {
                    group.addTask {
                        let answer: Blob = try await channel.unary(EchoFixture.unary, Blob("call \(index)"))
                        return answer.text == "call \(index)"
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test("an unknown method is UNIMPLEMENTED and named", arguments: Transport.allCases)
    func unknownMethod(_ transport: Transport) async throws {
        try await withLoopback(transport) { _, channel in
            let unknown = MethodDescriptor(
                service: "test.Echo", method: "Nothing", kind: .unary, inputType: "", outputType: "")
            let error = await failure { let _: Blob = try await channel.unary(unknown, Blob()) }
            #expect(error?.code == .unimplemented)
            #expect(error?.message.contains("/test.Echo/Nothing") == true)
        }
    }
}
