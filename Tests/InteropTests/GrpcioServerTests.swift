import API
import Crypto
import FoundationEssentials
import InteropCases
import Messages
import Protobuf
import RPC
import Testing

/// Our client calls Python's grpcio.
@Suite(.grpcioServers, .timeLimit(.minutes(5))) struct GrpcioServerTests {
    private static let patience = CallOptions(timeout: TestingV1.EchoServiceClient.patience)

    /// A grpcio server can't see whether requests are compressed.
    private static let cases = InteropCase.all.filter { !$0.name.hasPrefix("client_compressed") }

    @Test(arguments: cases, Transport.allCases)
    func `a case of the interop description passes`(testCase: InteropCase, transport: Transport) async throws {
        let server = try GrpcioServers.over(transport)
        var soak = SoakSettings()
        // On a machine that is busy, lateness says nothing.
        soak.iterationLatencyMax = .seconds(30)
        soak.overallTimeout = .seconds(60)
        let peer = InteropPeer(makeChannel: { server.makeChannel() }, soak: soak)
        await #expect(throws: Never.self) { try await testCase.run(peer) }
        await peer.channel.shutdown()
    }

    @Test(arguments: Transport.allCases)
    func `metadata comes back, text and bytes, repeated too`(transport: Transport) async throws {
        var options = Self.patience
        options.metadata = ["x-echo-text": "plain, with a comma", "x-echo-many": "one", "x-echo-many": "two"]
        for value in [[0, 0xff, 0x80], [], Array(0...255)] as [[UInt8]] {
            options.metadata.addBinary("x-echo-many-bin", value)
        }
        try await GrpcioServers.over(transport).withChannel { channel in
            let call = try await channel.open(TestingV1.EchoServiceMethods.echo.path, options: options)
            try await call.sendFrame(MessageCoding.frame(TestingV1.EchoMessage()))
            call.closeSend()
            _ = try await call.receiveOnly(TestingV1.EchoMessage.self)
            for block in [try await call.initialMetadata(), call.trailers] {
                #expect(block["x-echo-text"] == "plain, with a comma")
                #expect(block.values("x-echo-many") == ["one", "two"])
                #expect(block.binaryValues("x-echo-many-bin") == [[0, 0xff, 0x80], [], Array(0...255)])
            }
        }
    }

    @Test(arguments: Transport.allCases)
    func `a status arrives with its message, details and trailers`(transport: Transport) async throws {
        try await GrpcioServers.over(transport).withEcho { echo in
            try expectRefusal(await failure { _ = try await echo.echo("refuse") })
        }
    }

    @Test(arguments: Transport.allCases)
    func `answers before an error arrive, then the error`(transport: Transport) async throws {
        try await GrpcioServers.over(transport).withEcho { echo in
            var counts: [Int32] = []
            let error = try await failure {
                let request = TestingV1.EchoMessage(count: 3, text: "refuse")
                for try await answer in try await echo.expand(request, options: Self.patience) {
                    counts.append(answer.count)
                }
            }
            #expect(counts == [0, 1, 2])
            try expectRefusal(error)
        }
    }

    private func expectRefusal(_ error: RPCError) throws {
        #expect(error.code == .failedPrecondition)
        #expect(error.message == EchoPeer.refusal.message)
        #expect(error.metadata["why"] == "because")
        let detail = try #require(error.details.first)
        let request = try #require(try detail.unpack(as: GoogleRpc.BadRequest.self))
        #expect(request.fieldViolations.map(\.field) == ["text"])
    }

    @Test(arguments: Transport.allCases)
    func `the server knows the deadline`(transport: Transport) async throws {
        try await GrpcioServers.over(transport).withEcho { echo in
            let left = try #require(try await echo.echo("time left", timeout: .seconds(15)).numbers.first)
            #expect((0...15).contains(left))
            #expect(try await echo.echo(TestingV1.EchoMessage(text: "time left")).numbers.isEmpty)
        }
    }

    @Test(arguments: Transport.allCases)
    func `a deadline ends the call on both sides`(transport: Transport) async throws {
        try await GrpcioServers.over(transport).withEcho { echo in
            // On a machine that is busy, a deadline can pass before the handler has begun: then once more, with a
            // later one.
            for timeout: Duration in [.milliseconds(200), .seconds(2), .seconds(15)] {
                let name = UUID().uuidString
                async let begun = try? echo.echo("has begun \(name)", timeout: timeout)
                let error = try await failure { _ = try await echo.echo("wait \(name)", timeout: timeout) }
                #expect(error.code == .deadlineExceeded)
                if await begun != nil { return try await echo.expectEvent("was ended", name) }
            }
            Issue.record("no handler began before its deadline")
        }
    }

    @Test(arguments: Transport.allCases)
    func `the server sees that a waiting task was cancelled`(transport: Transport) async throws {
        let name = UUID().uuidString
        try await GrpcioServers.over(transport).withEcho { echo in
            let call = Task { try await echo.echo("wait \(name)") }
            try await echo.expectEvent("has begun", name)
            call.cancel()
            let error = try await failure { _ = try await call.value }
            #expect(error.code == .cancelled)
            try await echo.expectEvent("was ended", name)
        }
    }

    @Test(arguments: Transport.allCases)
    func `the server sees that an upload was given up`(transport: Transport) async throws {
        struct GivenUp: Error {}
        let name = UUID().uuidString
        try await GrpcioServers.over(transport).withEcho { echo in
            await #expect(throws: GivenUp.self) {
                _ = try await echo.collect(options: Self.patience) { writer in
                    try await writer.write(TestingV1.EchoMessage(text: name))
                    try await echo.expectEvent("has begun", name)
                    throw GivenUp()
                }
            }
            try await echo.expectEvent("was ended", name)
        }
    }

    @Test(arguments: Transport.allCases)
    func `the server sees that a download was dropped`(transport: Transport) async throws {
        let name = UUID().uuidString
        let endless = TestingV1.EchoMessage(payload: Pieces.piece(0).payload, count: .max, text: name)
        try await GrpcioServers.over(transport).withEcho { echo in
            for try await _ in try await echo.expand(endless, options: Self.patience) { break }
            try await echo.expectEvent("was ended", name)
        }
    }

    @Test(arguments: Transport.allCases)
    func `the server sees that a conversation was left`(transport: Transport) async throws {
        let name = UUID().uuidString
        try await GrpcioServers.over(transport).withEcho { echo in
            try await echo.chat(options: Self.patience) { writer, answers in
                try await writer.write(TestingV1.EchoMessage(text: name))
                for try await _ in answers { break }
            }
            try await echo.expectEvent("was ended", name)
        }
    }

    @Test(arguments: Transport.allCases)
    func `a call that the server cancels is CANCELLED`(transport: Transport) async throws {
        try await GrpcioServers.over(transport).withEcho { echo in
            let error = try await failure { _ = try await echo.echo("cancel") }
            #expect(error.code == .cancelled)
        }
    }

    @Test(arguments: Transport.allCases)
    func `16 MiB go up`(transport: Transport) async throws {
        try await GrpcioServers.over(transport).withEcho { echo in
            let answer = try await echo.collect(options: Self.patience) { writer in
                for index in 0..<Pieces.count { try await writer.write(Pieces.piece(index)) }
            }
            #expect(answer.count == Pieces.count)
            #expect(answer.payload.bytes == Pieces.digest)
        }
    }

    @Test(arguments: Transport.allCases)
    func `16 MiB come down`(transport: Transport) async throws {
        var request = Pieces.piece(7)
        request.count = Int32(Pieces.count)
        try await GrpcioServers.over(transport).withEcho { echo in
            var counts: [Int32] = []
            for try await answer in try await echo.expand(request, options: Self.patience) {
                counts.append(answer.count)
                #expect(answer.payload == request.payload)
            }
            #expect(counts == Array(0..<Int32(Pieces.count)))
        }
    }

    @Test(arguments: Transport.allCases)
    func `16 MiB go both ways at once`(transport: Transport) async throws {
        try await GrpcioServers.over(transport).withEcho { echo in
            let digest = try await echo.chat(options: Self.patience) { writer, answers in
                async let sent: Void = {
                    for index in 0..<Pieces.count { try await writer.write(Pieces.piece(index)) }
                    writer.finish()
                }()
                var digest = SHA256()
                for try await answer in answers { digest.update(answer.payload) }
                try await sent
                return digest.finalize()
            }
            #expect(digest == Pieces.digest)
        }
    }

    @Test(arguments: Transport.allCases)
    func `300 calls share a connection`(transport: Transport) async throws {
        try await GrpcioServers.over(transport).withEcho { echo in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<300 { group.addTask { try await echo.echo("call \(index)").text == "call \(index)" } }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test(arguments: Transport.allCases)
    func `compressed requests are read`(transport: Transport) async throws {
        let options = CallOptions(timeout: TestingV1.EchoServiceClient.patience, encoding: .gzip)
        let request = TestingV1.EchoMessage(payload: ByteSlice([UInt8](repeating: 7, count: 1 << 20)))
        try await GrpcioServers.over(transport).withEcho { echo in
            #expect(try await echo.echo(request, options: options) == request)
            let count = try await echo.collect(options: options) { writer in
                for index in 0..<4 { try await writer.write(request, compressing: index % 2 == 0) }
            }.count
            #expect(count == 4)
        }
    }

    @Test(arguments: Transport.allCases)
    func `an answer over 4 MiB is RESOURCE_EXHAUSTED, and the connection lives`(transport: Transport) async throws {
        let request = TestingV1.EchoMessage(count: 4 << 20, text: "large")
        try await GrpcioServers.over(transport).withEcho { echo in
            let error = try await failure { _ = try await echo.echo(request, options: Self.patience) }
            #expect(error.code == .resourceExhausted)
            #expect(error.message.contains("messageBytesMax"))
            #expect(try await echo.echo("after").text == "after")
        }
    }

    @Test(arguments: Transport.allCases)
    func `a request over the server's limit is its RESOURCE_EXHAUSTED`(transport: Transport) async throws {
        let request = TestingV1.EchoMessage(payload: ByteSlice([UInt8](repeating: 0, count: 4 << 20)))
        try await GrpcioServers.over(transport).withEcho { echo in
            let error = try await failure { _ = try await echo.echo(request, options: Self.patience) }
            #expect(error.code == .resourceExhausted)
            #expect(try await echo.echo("after").text == "after")
        }
    }

    @Test(arguments: Transport.allCases)
    func `calls under way end well on a server that stops, later ones are UNAVAILABLE`(
        transport: Transport
    ) async throws {
        try await GrpcioServer.run(transport) { server in
            try await server.withEcho { echo in
                try await echo.chat(options: Self.patience) { writer, answers in
                    var iterator = answers.makeAsyncIterator()
                    try await writer.write(TestingV1.EchoMessage(text: "before"))
                    #expect(try await iterator.next()?.text == "before")
                    #expect(try await echo.echo("stop").text == "stop")
                    #expect(try await firstFailure(echo).code == .unavailable)
                    try await writer.write(TestingV1.EchoMessage(text: "after"))
                    #expect(try await iterator.next()?.text == "after")
                    writer.finish()
                    #expect(try await iterator.next() == nil)
                }
            }
        }
    }

    /// The news that the server stops is on its way: until it arrives, calls may still succeed.
    private func firstFailure(_ echo: TestingV1.EchoServiceClient) async throws -> RPCError {
        while true {
            do {
                _ = try await echo.echo("still there?")
            } catch {
                return error
            }
        }
    }
}
