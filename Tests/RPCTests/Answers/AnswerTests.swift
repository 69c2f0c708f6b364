import HTTP2
import Messages
import NIOCore
import Testing

@testable import RPC

@Suite("What a client makes of answers, on the wire", .timeLimit(.minutes(2)))
struct AnswerTests {
    private static let success = ScriptedServer.Step.trailers([("grpc-status", "0")])
    private static let encoded = ScriptedServer.Step.headers([
        (":status", "200"), ("content-type", "application/grpc"), ("grpc-encoding", "gzip"),
    ])

    @Test("a plain answer is one, also after an interim one")
    func plain() async throws {
        let plain = try await outcome(of: [ScriptedServer.ok, .data(frame(Blob("a"))), Self.success])
        #expect(plain == nil)
        let interim: [UInt8] = [0, 0, 5, 1, 4, 0, 0, 0, 1, 0x08, 0x03, 0x31, 0x30, 0x33]
        let after = try await outcome(of: [.raw(interim), ScriptedServer.ok, .data(frame(Blob("a"))), Self.success])
        #expect(after == nil)
    }

    @Test("an encoding that was not asked for is INTERNAL, and named")
    func unknownEncoding() async throws {
        let error = try await outcome(of: [
            .headers([(":status", "200"), ("content-type", "application/grpc"), ("grpc-encoding", "snappy")]),
            .data(frame(Blob())), Self.success,
        ])
        #expect(error?.code == .internalError && error?.message.contains("snappy") == true)
    }

    @Test("a message that is marked as compressed in an answer without an encoding is INTERNAL, so is an unknown mark")
    func flags() async throws {
        for flag: UInt8 in [1, 2, 255] {
            let error = try await outcome(of: [ScriptedServer.ok, .data([flag, 0, 0, 0, 0]), Self.success])
            #expect(error?.code == .internalError, "\(flag)")
        }
    }

    @Test("a message is not larger than the limit, as it comes and decompressed")
    func size() async throws {
        var configuration = ChannelConfiguration()
        configuration.messageBytesMax = 1000
        let compressed = MessageCompression.compress(MessageCoding.frame(Blob(messageBytes: 1001)), .gzip)
        let large = try await outcome(
            of: [Self.encoded, .data(Array(compressed.readableBytesView)), Self.success], channel: configuration)
        #expect(large?.code == .resourceExhausted && large?.message.contains("messageBytesMax") == true)
        // The length is enough: nothing of the message has come.
        let announced = try await outcome(of: [ScriptedServer.ok, .data([0, 0, 0, 3, 0xe9])], channel: configuration)
        #expect(announced?.code == .resourceExhausted)
    }

    @Test("an answer that does not decompress, or cannot be parsed, is INTERNAL")
    func damaged() async throws {
        let notGzip = try await outcome(of: [Self.encoded, .data([1, 0, 0, 0, 3, 1, 2, 3]), Self.success])
        #expect(notGzip?.code == .internalError)
        let notProtobuf = try await outcome(of: [ScriptedServer.ok, .data([0, 0, 0, 0, 1, 0xff]), Self.success])
        #expect(notProtobuf?.code == .internalError)
    }

    @Test("an answer that ends without trailers is INTERNAL, with trailers that have no status UNKNOWN")
    func missingStatus() async throws {
        let ended = try await outcome(of: [ScriptedServer.ok, .data(frame(Blob())), .end])
        #expect(ended?.code == .internalError)
        let bare = try await outcome(of: [ScriptedServer.ok, .data(frame(Blob())), .trailers([("x", "y")])])
        #expect(bare?.code == .unknown)
        let odd = try await outcome(of: [ScriptedServer.ok, .trailers([("grpc-status", "many")])])
        #expect(odd?.code == .unknown)
        let unheardOf = try await outcome(of: [ScriptedServer.ok, .trailers([("grpc-status", "99")])])
        #expect(unheardOf?.code == .unknown)
    }

    @Test("an answer that ends inside of a message is INTERNAL, even if its status is OK")
    func truncated() async throws {
        let error = try await outcome(of: [ScriptedServer.ok, .data([0, 0, 0, 0, 9, 1]), Self.success])
        #expect(error?.code == .internalError)
    }

    @Test(
        "an HTTP status without a gRPC status is mapped, in one block or with a body",
        arguments: [
            (400, .internalError), (401, .unauthenticated), (403, .permissionDenied), (404, .unimplemented),
            (429, .unavailable), (502, .unavailable), (503, .unavailable), (504, .unavailable),
            (418, .unknown), (500, .unknown), (302, .unknown), (200, .unknown),
        ] as [(Int, StatusCode)])
    func statusOfHTTP(status: Int, expected: StatusCode) async throws {
        var configuration = ChannelConfiguration()
        configuration.retries = nil
        let head = [(":status", "\(status)"), ("content-type", "text/html")]
        let only = try await outcome(of: [.only(head)], channel: configuration)
        #expect(only?.code == expected)
        let withBody = try await outcome(
            of: [.headers(head), .data(Array("<html>".utf8)), .end], channel: configuration)
        #expect(withBody?.code == expected)
    }

    @Test("a gRPC status counts whatever the HTTP status is")
    func statusOfBoth() async throws {
        let error = try await outcome(of: [.only([(":status", "503"), ("grpc-status", "5"), ("grpc-message", "no")])])
        #expect(error?.code == .notFound && error?.message == "no")
    }

    @Test("one block that is a status brings message, details and metadata")
    func trailersOnly() async throws {
        let details = StatusWire.encode(code: .notFound, message: "gone", details: [Blob("why")])
        let error = try await outcome(of: [
            .only([
                (":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "5"),
                ("grpc-message", "gone"), ("grpc-status-details-bin", Metadata.encodeBase64(details)), ("why", "so"),
            ])
        ])
        #expect(error?.code == .notFound && error?.message == "gone")
        #expect(error?.statusBytes == details && error?.details.count == 1)
        #expect(error?.metadata["why"] == "so")
    }

    @Test("a unary call with no answer or several is UNIMPLEMENTED; with a status, that counts")
    func cardinality() async throws {
        let none = try await outcome(of: [ScriptedServer.ok, Self.success])
        #expect(none?.code == .unimplemented)
        let two = try await outcome(of: [
            ScriptedServer.ok, .data(frame(Blob("a")) + frame(Blob("b"))), Self.success,
        ])
        #expect(two?.code == .unimplemented)
        let failed = try await outcome(of: [
            ScriptedServer.ok, .data(frame(Blob("a"))), .trailers([("grpc-status", "10")]),
        ])
        #expect(failed?.code == .aborted)
    }

    @Test(
        "a message is percent-decoded, and what is no escape stays",
        arguments: [
            ("caf%C3%A9", "café"), ("%F0%9F%99%82", "🙂"), ("100%", "100%"), ("%4", "%4"), ("%zz%41", "%zzA"),
            ("%%41", "%A"), ("a%0Ab", "a\nb"), ("%e2%82%ac", "€"), ("%FF", "\u{fffd}"), ("%41", "A"),
        ])
    func percentDecoding(text: String, expected: String) async throws {
        let error = try await outcome(of: [.only([(":status", "200"), ("grpc-status", "9"), ("grpc-message", text)])])
        #expect(error?.code == .failedPrecondition && error?.message == expected)
    }

    @Test("binary metadata may be padded or not, repeated or joined by commas")
    func binaryMetadata() async throws {
        let values = try await outcome(of: [
            .only([
                (":status", "200"), ("grpc-status", "9"), ("a-bin", "AQ==,AgM"), ("a-bin", "BAUG"), ("b-bin", "AQ"),
                ("c-bin", ""), ("d-bin", "*"),
            ])
        ])?.metadata
        #expect(values?.binaryValues("a-bin") == [[1], [2, 3], [4, 5, 6]])
        #expect(values?.binary("b-bin") == [1])
        #expect(values?.binary("c-bin") == [])
        #expect(values?.binary("d-bin") == nil)
    }

    @Test(
        "a call that the server resets has the status of the HTTP/2 error",
        arguments: [
            (0x0, .internalError), (0x1, .internalError), (0x2, .internalError), (0x3, .internalError),
            (0x4, .internalError), (0x5, .internalError), (0x6, .internalError), (0x7, .unavailable),
            (0x8, .cancelled), (0x9, .internalError), (0xa, .internalError), (0xb, .resourceExhausted),
            (0xc, .permissionDenied), (0xd, .internalError), (0xff, .internalError),
        ] as [(UInt32, StatusCode)])
    func resets(code: UInt32, expected: StatusCode) async throws {
        let code = HTTP2ErrorCode(rawValue: code)
        let early = try await outcome(of: [.reset(code)])
        #expect(early?.code == expected)
        let late = try await outcome(of: [ScriptedServer.ok, .data(frame(Blob("a"))), .reset(code)])
        #expect(late?.code == expected)
    }

    @Test("a reset after the status changes nothing")
    func resetAfterStatus() async throws {
        let error = try await outcome(of: [
            ScriptedServer.ok, .data(frame(Blob("a"))), Self.success, .reset(.noError),
        ])
        #expect(error == nil)
    }

    @Test("headers beyond the limit are RESOURCE_EXHAUSTED and leave the connection alone")
    func tooManyHeaders() async throws {
        var configuration = ChannelConfiguration()
        configuration.http2.headerListBytesMax = 1000
        let large = ("x", String(repeating: "v", count: 1000))
        try await withScript(
            channel: configuration,
            { request in
                guard request.moment == .end else { return [] }
                let answer = [(":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "9")]
                return [.only(request.number == 1 ? answer + [large] : answer)]
            },
            { server, channel in
                let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
                #expect(error?.code == .resourceExhausted)
                let next = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
                #expect(next?.code == .failedPrecondition)
                #expect(server.connections == 1)
            })
    }
}
