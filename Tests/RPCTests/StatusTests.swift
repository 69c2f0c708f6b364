import Messages
import Testing

@testable import RPC

@Suite("Statuses and metadata")
struct StatusTests {
    struct Unforeseen: Error {}

    @Test("a status arrives with its message, details and trailers", arguments: Transport.allCases)
    func status(_ transport: Transport) async throws {
        var fixture = EchoFixture()
        fixture.onUnary = { _, _ in
            throw RPCError(
                .notFound, "no such thing: ü 🙂 100 %\n", details: [Blob("why")], metadata: ["why": "because"])
        }
        try await withLoopback(transport, fixture) { _, channel in
            let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
            #expect(error?.code == .notFound)
            #expect(error?.message == "no such thing: ü 🙂 100 %\n")
            #expect(error?.metadata["why"] == "because")
            #expect(
                error?.statusBytes
                    == StatusWire.encode(code: .notFound, message: "no such thing: ü 🙂 100 %\n", details: [Blob("why")])
            )
        }
    }

    @Test(
        "every code survives", arguments: StatusCode.allCases.filter { $0 != .ok },
        Transport.allCases)
    func codes(_ code: StatusCode, _ transport: Transport) async throws {
        var fixture = EchoFixture()
        fixture.onUnary = { _, _ in throw RPCError(code, "") }
        try await withLoopback(transport, fixture) { _, channel in
            let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
            #expect(error?.code == code)
        }
    }

    @Test("what a handler throws without a status is UNKNOWN, and stays inside", arguments: Transport.allCases)
    func unforeseen(_ transport: Transport) async throws {
        var fixture = EchoFixture()
        fixture.onUnary = { _, _ in throw Unforeseen() }
        try await withLoopback(transport, fixture) { _, channel in
            let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
            #expect(error?.code == .unknown)
            #expect(error?.message.contains("Unforeseen") == false)
        }
    }

    @Test("answers before an error arrive, then the error", arguments: Transport.allCases)
    func errorAfterAnswers(_ transport: Transport) async throws {
        var fixture = EchoFixture()
        fixture.onExpand = { _, writer, _ in
            try await writer.write(Blob("one"))
            throw RPCError(.dataLoss, "then it broke")
        }
        try await withLoopback(transport, fixture) { _, channel in
            var texts: [String] = []
            let error = await failure {
                let answers: ResponseStream<Blob> = try await channel.serverStreaming(EchoFixture.expand, Blob())
                for try await answer in answers { texts.append(answer.text) }
            }
            #expect(texts == ["one"])
            #expect(error?.code == .dataLoss)
        }
    }

    @Test("a request that cannot be parsed is INTERNAL")
    func unparsable() async throws {
        try await withRawClient { client in
            let answer = try await client.call("/test.Echo/Unary", body: [0, 0, 0, 0, 1, 0xff])
            #expect(answer.status == "13")
        }
    }

    @Test("metadata goes both ways, text and bytes", arguments: Transport.allCases)
    func metadata(_ transport: Transport) async throws {
        var fixture = EchoFixture()
        fixture.onExpand = { _, writer, context in
            context.sendInitialMetadata(["echoed": context.requestMetadata["asked"] ?? ""])
            try await writer.write(Blob("x"))
            context.trailingMetadata.addBinary("bytes-bin", context.requestMetadata.binary("bytes-bin") ?? [])
        }
        try await withLoopback(transport, fixture) { _, channel in
            var options = CallOptions(metadata: ["asked": "something"])
            options.metadata.addBinary("bytes-bin", [0, 255, 1])
            let answers: ResponseStream<Blob> = try await channel.serverStreaming(
                EchoFixture.expand, Blob("a"), options: options)
            let initial = try await answers.initialMetadata()
            #expect(initial["echoed"] == "something")
            for try await _ in answers {}
            #expect(answers.trailers.binary("bytes-bin") == [0, 255, 1])
        }
    }

    @Test("headers go out before the first answer when the handler says so", arguments: Transport.allCases)
    func earlyHeaders(_ transport: Transport) async throws {
        var fixture = EchoFixture()
        let (gate, open) = AsyncStream<Void>.makeStream()
        fixture.onExpand = { _, _, context in
            context.sendInitialMetadata(["early": "yes"])
            for await _ in gate { break }
        }
        try await withLoopback(transport, fixture) { _, channel in
            let answers: ResponseStream<Blob> = try await channel.serverStreaming(EchoFixture.expand, Blob("a"))
            let initial = try await answers.initialMetadata()
            #expect(initial["early"] == "yes")
            open.yield()
            for try await _ in answers {}
        }
    }

    @Test("values that would break the connection are left out", arguments: Transport.allCases)
    func illegalMetadata(_ transport: Transport) async throws {
        var fixture = EchoFixture()
        fixture.onUnary = { request, context in
            context.trailingMetadata = ["bad": "line\nbreak", "good": "value", "b ad": "x"]
            return Blob(context.requestMetadata["evil"] ?? "none")
        }
        try await withLoopback(transport, fixture) { _, channel in
            let answer: Blob = try await channel.unary(
                EchoFixture.unary, Blob(), options: CallOptions(metadata: ["evil": "a\r\nb"]))
            #expect(answer.text == "none")
        }
    }

    @Test("an unknown message encoding is UNIMPLEMENTED, and what is accepted is said")
    func encoding() async throws {
        try await withRawClient { client in
            let answer = try await client.call(
                "/test.Echo/Unary", headers: [("grpc-encoding", "snappy")], body: [0, 0, 0, 0, 0])
            #expect(answer.headers["grpc-status"] == "12")
            #expect(answer.headers["grpc-accept-encoding"] == "identity,gzip")
        }
    }

    @Test("a message marked as compressed without an encoding is INTERNAL")
    func compressedFlag() async throws {
        try await withRawClient { client in
            let answer = try await client.call("/test.Echo/Unary", body: [1, 0, 0, 0, 0])
            #expect(answer.status == "13")
        }
    }

    @Test(
        "too many or too few messages for a unary call are UNIMPLEMENTED",
        arguments: [[], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]] as [[UInt8]])
    func cardinality(_ body: [UInt8]) async throws {
        try await withRawClient { client in
            let answer = try await client.call("/test.Echo/Unary", body: body)
            #expect(answer.status == "12")
        }
    }

    @Test("requests that end inside of a message are INTERNAL")
    func truncated() async throws {
        try await withRawClient { client in
            let answer = try await client.call("/test.Echo/Collect", body: [0, 0, 0, 0, 9, 1])
            #expect(answer.status == "13")
        }
    }

    @Test(
        "what is no gRPC is answered in HTTP",
        arguments: [("GET", "application/grpc", "405"), ("POST", "application/json", "415")])
    func notGRPC(method: String, type: String, status: String) async throws {
        try await withRawClient { client in
            let answer = try await client.call("/test.Echo/Unary", method: method, contentType: type, body: [])
            #expect(answer.headers[":status"] == status)
        }
    }
}
